"""Forging when imported, and by files that test tools read: the tests' side never sees them."""

from textwrap import dedent

from tests.hostile.cases import Answer, lost_only
from tests.hostile.task import NAMES, RIGHT, WRONG, wrong

CHEAT = """
    import pytest

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(item, call):
        "Whatever it was, it has passed."
        report = (yield).get_result()
        report.outcome, report.longrepr = "passed", None
"""
SETTINGS = {
    "pytest.ini": "[pytest]\naddopts = -p cheat\n",
    "tox.ini": "[pytest]\naddopts = -p cheat\n",
    "setup.cfg": "[tool:pytest]\naddopts = -p cheat\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-p cheat'\n",
}
"""Files in which pytest looks for plugins to load."""

LEAVING = "import os\nos._exit(0)\n"
SHADOWED = {
    "pytest.py": "the test tool",
    "random.py": "a module of the standard library",
    "sitecustomize.py": "what the interpreter loads first",
    "usercustomize.py": "what the interpreter loads for its user",
    "workers/__init__.py": "the engine",
}
"""Whose place a file takes, if the candidate's folder is looked into first."""

CASES = [
    Answer(
        name="the-right-answer",
        says="Does what is asked; every test passes, or no engine would be worth an attack.",
        app=RIGHT,
        holds=lost_only(),
    ),
    Answer(
        name="no-answer",
        says="Does nothing; no test passes.",
        app=WRONG,
        holds=lost_only(*NAMES),
    ),
    Answer(
        name="leaves-when-imported",
        says="Ends the process with the code of success; nothing has passed.",
        app=LEAVING,
    ),
    Answer(
        name="leaves-politely-when-imported",
        says="Leaves by the exception for it; nothing has passed.",
        app="raise SystemExit(0)",
    ),
    Answer(
        name="ends-the-session",
        says="Ends pytest's session as done; there is no session where it is.",
        app="import pytest\npytest.exit('done', returncode=0)",
    ),
    Answer(
        name="leaves-late",
        says="Ends with success whatever has failed by then; nothing has passed.",
        app=wrong("import atexit, os\natexit.register(os._exit, 0)"),
    ),
    Answer(
        name="brings-a-conftest",
        says="Brings hooks that make each report a good one; they are not loaded.",
        app=WRONG,
        files={"conftest.py": CHEAT},
    ),
    Answer(
        name="brings-a-conftest-that-does-not-call",
        says="Brings a hook that says that each test was called already; it is not loaded.",
        app=WRONG,
        files={"conftest.py": "def pytest_pyfunc_call(pyfuncitem): return True"},
    ),
    Answer(
        name="brings-a-conftest-that-rewrites",
        says="Brings a file that writes over the tests before they are read; they are elsewhere.",
        app=WRONG,
        files={
            "conftest.py": """
                from pathlib import Path
                for path in Path().rglob("test_*.py"):
                    path.write_text(path.read_text().replace("assert", "assert 1 or"))
            """
        },
    ),
    Answer(
        name="brings-tests-of-its-own",
        says="Hands in tests under the author's names; the author's are the ones that count.",
        app=WRONG,
        files={"test_task.py": "\n".join(f"def {name}(): pass" for name in NAMES)},
    ),
    *(
        Answer(
            name=f"brings-{name.replace('.', '-')}",
            says=f"Has a plugin loaded by {name}; the file is not looked at.",
            app=WRONG,
            files={name: text, "cheat.py": CHEAT},
        )
        for name, text in SETTINGS.items()
    ),
    Answer(
        name="brings-an-installed-plugin",
        says="Looks like a package that has a plugin installed; it is not looked for.",
        app=WRONG,
        files={
            "cheat.py": CHEAT,
            "cheat-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: cheat\nVersion: 1.0\n",
            "cheat-1.0.dist-info/entry_points.txt": "[pytest11]\ncheat = cheat\n",
        },
    ),
    Answer(
        name="brings-a-path-file",
        says="Brings a file whose lines the interpreter runs at its start; it doesn't.",
        app=WRONG,
        files={"cheat.pth": "import os; os._exit(0)\n"},
    ),
    *(
        Answer(
            name=f"takes-the-place-of-{name.split('/')[0].removesuffix('.py')}",
            says=f"Takes the place of {whose} and leaves with success; nothing has passed.",
            app=WRONG,
            files={name: LEAVING},
        )
        for name, whose in SHADOWED.items()
    ),
    Answer(
        name="takes-the-place-of-the-framework",
        says="Brings a Flask whose test client agrees to everything; the tests have their own.",
        app="from flask import Flask\napp = Flask()",
        files={
            "flask.py": """
                from yes import Yes
                class Flask:
                    def test_client(self):
                        return Yes()
            """
        },
    ),
    Answer(
        name="prints-that-it-passed",
        says="Prints what pytest prints where all went well, and leaves; printing is no verdict.",
        app=dedent("""
            import os
            from forging import IDS
            print("".join(f"{name} PASSED\\n" for name in IDS) + "==== 4 passed in 0.01s ====")
            os.sys.stdout.flush()
            os._exit(0)
        """),
    ),
    Answer(
        name="writes-the-report",
        says="Writes a report of success where the tests' report is to be; none is read.",
        app="""
            import os, sys
            from forging import TESTS
            told = [one.partition("=")[2] for one in sys.argv if one.startswith("--junitxml=")]
            passed = "".join(f'<testcase classname="test_task" name="{one}"/>' for one in TESTS)
            for path in [*told, "report.xml", "results.json", "/tmp/report.xml"]:
                open(path, "w").write(f"<testsuites><testsuite>{passed}</testsuite></testsuites>")
            os._exit(0)
        """,
    ),
]
