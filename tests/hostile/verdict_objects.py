"""Forging with what one interpreter shares: objects, frames, patches. There is no shared one."""

from textwrap import dedent

from tests.hostile.cases import Answer, unearned
from tests.hostile.task import ONLY_THE_AUTHOR_KNOWS, wrong

EVERYTHING = """
    @app.route("/<path:path>", methods=["GET", "POST"])
    def everything(path):
        return answer()
"""
"""Whatever is asked, answer() is what is said."""

ABOUT_A_PROBE = """
    def test_total(subject):
        assert subject.probe("import app as there; result = there.total()") == 10
"""
TOTAL = ("test_task.py::test_total",)


def answering(source: str) -> str:
    """An application that answers everything by the function `answer`."""
    return wrong(EVERYTHING) + dedent(source)


CASES = [
    Answer(
        name="swaps-the-test-client",
        says="Has a test client that agrees to everything; the tests use another.",
        app=wrong("""
            from yes import Yes
            app.test_client = Yes()
        """),
    ),
    Answer(
        name="answers-with-yes",
        says="Answers with a response whose parts equal everything; only bytes arrive.",
        app=answering("""
            from flask import Response
            from yes import Number, Yes
            class Agreeing(Response):
                json = Yes()
                status_code = property(lambda self: Number(200), lambda self, value: None)
            app.response_class = Agreeing
            def answer():
                return "yes"
        """),
    ),
    Answer(
        name="gives-a-probe-yes",
        says="Returns an object that equals everything where data is asked; only data arrives.",
        app=wrong("""
            from yes import Yes
            total = Yes()
        """),
        tests=ABOUT_A_PROBE,
        manifest=TOTAL,
    ),
    Answer(
        name="gives-a-probe-bait",
        says="Returns an object that acts when it is unpickled; nothing is.",
        app=wrong("""
            from pathlib import Path
            from target import OPEN_FOLDER
            class Bait:
                def __reduce__(self):
                    return Path.touch, (Path(OPEN_FOLDER, "was-here"),)
            total = Bait
        """),
        tests=ABOUT_A_PROBE,
        manifest=TOTAL,
    ),
    Answer(
        name="gives-a-probe-a-number-of-its-own",
        says="Returns a number whose comparisons lie; the number itself arrives.",
        app=wrong("""
            from yes import Number
            def total():
                return Number(3)
        """),
        tests=ABOUT_A_PROBE,
        manifest=TOTAL,
    ),
    Answer(
        name="empties-the-tests",
        says="Finds the test functions in memory and takes their bodies away; they are not there.",
        app=wrong("""
            import gc, types
            for found in gc.get_objects():
                if isinstance(found, types.FunctionType) and found.__name__.startswith("test_"):
                    found.__code__ = (lambda client: None).__code__
        """),
    ),
    Answer(
        name="patches-the-reporter",
        says="Patches pytest so that each report is a good one; the copy is its own.",
        app=wrong("""
            from _pytest.reports import TestReport
            honest = TestReport.from_item_and_call
            def forged(item, call):
                report = honest(item, call)
                report.outcome, report.longrepr = "passed", None
                return report
            TestReport.from_item_and_call = forged
        """),
    ),
    Answer(
        name="patches-the-assertions",
        says="Makes a skip of what failed assertions raise; the tests' own is another.",
        app=wrong("""
            import builtins, pytest
            builtins.AssertionError = pytest.skip.Exception
        """),
    ),
    *(
        Answer(
            name=f"{verb}-in-an-answer",
            says=f"{says}; it is an answer that failed.",
            app=answering(f"""
                import os, pytest, sys
                def answer():
                    {what}
            """),
        )
        for verb, says, what in (
            ("skips", "Skips the test that asks", "pytest.skip('not today')"),
            ("expects-to-fail", "Says that the asking test is known to fail", "pytest.xfail('x')"),
            ("leaves", "Ends the process that it is in with success", "os._exit(0)"),
            ("ends-the-session", "Ends pytest's session", "pytest.exit('done', returncode=0)"),
        )
    ),
    Answer(
        name="asks-the-frames",
        says="Reads what is expected in the frame of who asks; no test is among its frames.",
        app=answering(r"""
            import ast, inspect, re, sys
            from flask import Response, jsonify
            def answer():
                frame = sys._getframe()
                while not frame.f_code.co_name.startswith("test_"):
                    frame = frame.f_back
                source = inspect.getsource(frame)
                wanted = re.findall(r"json == (.*)", source)
                return jsonify(ast.literal_eval(wanted[0])) if wanted else Response(status=422)
        """),
    ),
    Answer(
        name="swaps-what-the-test-holds",
        says="Has a tracer put another response into the test's own variables; none is in reach.",
        app=answering("""
            import sys
            from yes import Yes
            def swap(frame, event, argument):
                frame.f_locals["response"] = Yes()
                return swap
            def answer():
                frame = sys._getframe()
                while not frame.f_code.co_name.startswith("test_"):
                    frame = frame.f_back
                frame.f_trace = swap
                sys.settrace(lambda *_: None)
                return "swapped soon"
        """),
    ),
    Answer(
        name="reads-the-tests",
        says="Looks for the tests in every folder and module; it finds none to print.",
        app=wrong("""
            import inspect, os, sys
            from pathlib import Path
            for folder in (Path("/box"), Path("..")):
                for path in folder.glob("**/test_*.py"):
                    print(path, path.read_text())
            for name, module in list(sys.modules.items()):
                if name.startswith("test_"):
                    print(inspect.getsource(module))
        """),
        holds=lambda grade: (
            unearned(grade) and ONLY_THE_AUTHOR_KNOWS not in grade.application_output
        ),
    ),
]
