"""Tests that attack: an item's author may be anybody, so the tests' side is held as well."""

from assay.bank.runner import Grade, Spec
from tests.hostile.cases import Answer, limits
from tests.hostile.task import RIGHT

GOOD = """
    def test_good(client):
        assert client.get("/double/2").json == {"result": 4}
"""
GOOD_ID, ODD_ID = "test_task.py::test_good", "test_task.py::test_odd"


def odd_is_lost(grade: Grade) -> bool:
    """The odd test did not pass, and the good one did."""
    verdicts = {name: told.verdict == "passed" for name, told in grade.tests.items()}
    return verdicts == {GOOD_ID: True, ODD_ID: False}


def nothing_got(grade: Grade) -> bool:
    """The tests passed, which tried and printed that they got nothing."""
    return grade.passed == grade.total == 2


CASES = [
    *(
        Answer(
            name=f"tests-{name}",
            says=f"Has a test that {what}; it is refused.",
            app=RIGHT,
            tests=GOOD
            + f"""
    def test_odd():
        import os, socket, subprocess, sys
        import pytest
        from kernel import call
        from target import NEIGHBOUR, OPEN_FOLDER, PORT, SECRET_FILE
        with pytest.raises(OSError):
            {how}
""",
            manifest=(GOOD_ID, ODD_ID),
            holds=nothing_got,
        )
        for name, what, how in (
            ("read-the-house", "reads a secret", "print(open(SECRET_FILE).read())"),
            ("write-into-the-house", "writes a file", "open(OPEN_FOLDER + '/here', 'w').close()"),
            ("call-the-house", "connects", "socket.create_connection(('127.0.0.1', PORT), 2)"),
            ("end-a-neighbour", "kills a neighbour", "os.kill(NEIGHBOUR, 9)"),
            ("open-a-room", "makes a namespace", "call('unshare', 0x10000000)"),
            ("start-a-shell", "starts a shell", "subprocess.run(['sh', '-c', 'true'])"),
            ("alter-the-runtime", "alters the interpreter", "open(sys.executable, 'ab').close()"),
        )
    ),
    Answer(
        name="tests-leave-somebody",
        says="Has a test that leaves a process behind; it ends with the run.",
        app=RIGHT,
        tests=GOOD
        + """
    def test_odd():
        import subprocess, sys
        from target import MARK
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", MARK],
                         start_new_session=True)
""",
        manifest=(GOOD_ID, ODD_ID),
        holds=nothing_got,
    ),
    Answer(
        name="tests-hang",
        says="Has a test that never ends; its time is up, and the next is run.",
        app=RIGHT,
        tests="""
    def test_odd():
        while True:
            pass
"""
        + GOOD,
        manifest=(GOOD_ID, ODD_ID),
        limits=limits(test_seconds=1),
        holds=odd_is_lost,
    ),
    Answer(
        name="tests-hang-deaf",
        says="Has a test that catches whatever would end it; the run ends with its time.",
        app=RIGHT,
        tests=GOOD
        + """
    def test_odd():
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
""",
        manifest=(GOOD_ID, ODD_ID),
        limits=limits(test_seconds=1, seconds=6),
        holds=lambda grade: odd_is_lost(grade) and grade.status == "timeout",
    ),
    Answer(
        name="tests-probe-where-none-may",
        says="Runs code beside the application where the item has no probes; it is refused.",
        app=RIGHT,
        tests=GOOD
        + """
    def test_odd(subject):
        assert subject.probe("result = 3") == 3
""",
        manifest=(GOOD_ID, ODD_ID),
        spec=Spec(probes=False),
        holds=odd_is_lost,
    ),
    Answer(
        name="tests-end-everybody",
        says="Has a test that kills all it can reach; what came before has passed, no more.",
        dangerous="ends every process of the user",
        app=RIGHT,
        tests=GOOD
        + """
    def test_odd():
        import os
        os.kill(-1, 9)
        os.kill(os.getpid(), 9)
""",
        manifest=(GOOD_ID, ODD_ID),
        holds=odd_is_lost,
    ),
    Answer(
        name="tests-print-without-end",
        says="Has a test that prints without end; the run is ended.",
        dangerous="the engine would hold it all",
        app=RIGHT,
        tests=GOOD
        + """
    def test_odd():
        import os
        while True:
            os.write(2, b"x" * 65536)
""",
        manifest=(GOOD_ID, ODD_ID),
        limits=limits(test_seconds=8),
        holds=odd_is_lost,
    ),
]
