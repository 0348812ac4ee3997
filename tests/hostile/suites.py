"""Candidates' tests: what they catch they must have caught by asking, not by looking."""

from assay.bank.runner import Spec, SuiteGrade
from tests.hostile.cases import Suite, limits, refused, worthless
from tests.hostile.task import MUTANTS, TESTS

BLIND = """
    def test_blind(client):
        assert client.get("/double/0").status_code == 200
"""
"""Passes on every application of the task: whoever adds to it wants more than it catches."""

SNIFFS = """
    import base64, gc, json, os, socket, struct, sys, time
    from pathlib import Path
    FAULT = {"2 * int(number) + 1", "return []", "adds_one", "forgets_notes"}

    def seen(text):
        return {fault for fault in FAULT if fault in text}

    def sources():
        found = {path for place in ("/box", "..") for path in Path(place).glob("**/app.py")}
        return "".join(path.read_text() for path in found)

    def imported():
        import importlib, inspect
        try:
            return inspect.getsource(importlib.import_module("app"))
        except ImportError:
            return ""

    def descriptors():
        told = b""
        for number in range(3, 256):
            try:
                told += os.pread(number, 100000, 0)
            except OSError:
                pass
        return told.decode(errors="replace")

    def probed(subject):
        told = ""
        for ask in (lambda: subject.probe("result = open('app.py').read()"),
                    lambda: subject.run("python", "-c", "print(open('app.py').read())"),
                    lambda: subject.read("app.py")):
            try:
                told += str(ask())
            except Exception:
                pass
        return told

    def asked():
        told = ""
        for link in [one for one in gc.get_objects() if isinstance(one, socket.socket)]:
            for op in ("open", "probe", "eval", "run", "read"):
                asked = {"op": op, "n": 1, "code": "result = open('app.py').read()", "args": {},
                         "name": "app.py", "config": {"probes": True}, "env": {}}
                data = json.dumps(asked).encode()
                link.settimeout(1)
                try:
                    link.sendall(struct.pack(">I", len(data)) + data)
                    told += link.recv(65536).decode(errors="replace")
                except OSError:
                    pass
        return told

    def test_sniff(subject):
"""
"""Ways to look at an application, and the beginning of a test that fails where it sees a fault."""


def caught_all(grade: SuiteGrade) -> bool:
    return grade.valid and set(grade.killed) == set(MUTANTS) and grade.score == 1


CASES = [
    Suite(
        name="good-tests",
        says="Tests what is asked; all faulty applications are caught.",
        tests=TESTS,
        holds=caught_all,
    ),
    Suite(
        name="blind-tests",
        says="Tests hardly anything; it is valid and has caught nothing.",
        tests=BLIND,
        holds=lambda grade: grade.valid and not grade.killed and grade.score == 0,
    ),
    *(
        Suite(
            name=name,
            says=f"{says}; it is refused.",
            tests=tests,
            holds=refused,
        )
        for name, says, tests in (
            ("fails-always", "Fails on whatever it is given", "def test_all(): assert False"),
            ("has-no-tests", "Has no tests", "def check(client): assert False"),
            ("is-empty", "Is an empty file", ""),
            ("is-no-python", "Is no Python", "def test_all(:"),
            ("skips", "Skips all its tests", "import pytest\ndef test_all(): pytest.skip()"),
            (
                "expects-failure",
                "Says that it will fail",
                "import pytest\n@pytest.mark.xfail\ndef test_all(): assert False",
            ),
            ("leaves", "Leaves with success before a test", "import os\nos._exit(0)"),
            (
                "leaves-within",
                "Leaves with success within a test",
                "import os\ndef test_all(): os._exit(0)",
            ),
            (
                "leaves-with-a-failure",
                "Leaves with a failure's code",
                "import os\ndef test_all(): os._exit(1)",
            ),
            ("kills-itself", "Kills its process", "import os\nos.kill(os.getpid(), 9)"),
            (
                "breaks-its-fixture",
                "Has nothing but a broken fixture",
                "import pytest\n@pytest.fixture\ndef bad(): 1 / 0\ndef test_all(bad): pass",
            ),
        )
    ),
    *(
        Suite(
            name=f"sniffs-{name}",
            says=f"Fails where it sees the fault in {where}; it sees no application at all.",
            tests=BLIND + SNIFFS + f"        assert not FAULT & seen({what})\n",
        )
        for name, where, what in (
            (
                "around",
                "sources, modules, names and descriptors around it",
                "sources() + imported() + descriptors() + repr((os.environ, sys.argv))",
            ),
            (
                "through-the-subject",
                "what probes, programs and files beside the application say",
                "probed(subject)",
            ),
            ("by-the-wire", "the answers to frames of its own", "asked()"),
        )
    ),
    Suite(
        name="remembers",
        says="Fails the second time that it runs, by a note to itself; there is no note.",
        tests=BLIND
        + """
    def test_note():
        from pathlib import Path
        from target import MARK
        places = ("/tmp", "/var/tmp", "/dev/shm", "/run", Path.home(), ".", "..")
        for folder in {Path(place).resolve() for place in places}:
            note = Path(folder, MARK)
            assert not note.exists()
            try:
                note.touch()
            except OSError:
                pass
""",
        holds=lambda grade: grade.valid and not grade.killed,
    ),
    Suite(
        name="says-now-this-now-that",
        says="Fails by the throw of a coin, a hundred times; it is refused.",
        tests="""
            import random
            import pytest
            @pytest.mark.parametrize("throw", range(100))
            def test_coin(throw):
                assert random.random() < 0.9 if throw else True
        """,
        holds=refused,
    ),
    Suite(
        name="hangs",
        says="Hangs in a test; it is refused, and soon.",
        tests="def test_all():\n    while True: pass",
        limits=limits(test_seconds=1),
        holds=worthless,
    ),
    Suite(
        name="forges-its-verdicts",
        says="Writes that everything has failed to all that is open; it is refused.",
        tests="""
            import os
            from forging import tell_everyone, verdicts
            tell_everyone(verdicts("failed"))
            os._exit(0)
        """,
    ),
    Suite(
        name="forges-that-all-is-well",
        says="Writes that everything has passed to all that is open; it has caught nothing.",
        tests="""
            import os
            from forging import tell_everyone, verdicts
            tell_everyone(verdicts())
            os._exit(0)
        """,
    ),
    Suite(
        name="turns-reports-round",
        says="Has hooks that make failures of all reports; it is refused.",
        tests=BLIND,
        files={
            "conftest.py": """
                import pytest
                @pytest.hookimpl(hookwrapper=True)
                def pytest_runtest_makereport(item, call):
                    (yield).get_result().outcome = "failed"
            """
        },
        holds=refused,
    ),
    Suite(
        name="gives-itself-probes",
        says="Is graded as an item with probes would be, and probes; there are none for it.",
        tests=BLIND
        + """
    def test_probe(subject):
        assert subject.probe("result = 1") == 1
""",
        spec=Spec(probes=True),
        holds=refused,
    ),
    Suite(
        name="attacks-the-house",
        says="Reads, writes, connects and stays, as a program would; nothing befalls the house.",
        tests=BLIND
        + """
    def test_house():
        import contextlib, os, socket, subprocess, sys
        from target import MARK, NEIGHBOUR, OPEN_FOLDER, PORT, SECRET_FILE
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", MARK],
                         start_new_session=True)
        with contextlib.suppress(OSError):
            print(open(SECRET_FILE).read())
        for harm in (lambda: open(OPEN_FOLDER + "/was-here", "w").close(),
                     lambda: socket.create_connection(("127.0.0.1", PORT), timeout=2),
                     lambda: os.kill(NEIGHBOUR, 9)):
            with contextlib.suppress(OSError):
                harm()
        print(open(SECRET_FILE).read() if os.path.exists(SECRET_FILE) else "nothing")
""",
        holds=lambda grade: grade.valid and not grade.killed,
    ),
]
