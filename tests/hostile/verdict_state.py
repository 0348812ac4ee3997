"""Forging by memory: nothing is carried from one test to the next, or known that was not asked."""

from assay.bank.runner import MB, Grade, Spec
from tests.hostile.cases import Answer, limits, unearned
from tests.hostile.task import NAMES, right, wrong

THREE_FIRSTS = """
    import pytest

    @pytest.mark.parametrize("who", ["ann", "bob", "cem"])
    def test_is_the_first(client, who):
        assert client.get("/visits").json == {"visits": 1}
"""
FIRSTS = tuple(f"test_task.py::test_is_the_first[{who}]" for who in ("ann", "bob", "cem"))

COUNTERS = {
    "in-memory": """
        visits = []
        def count():
            visits.append(1)
            return len(visits)
    """,
    "in-files": """
        import os
        from pathlib import Path
        from target import MARK
        def count():
            most, places = 0, (".", "..", "/tmp", "/dev/shm", Path.home())
            for folder in {Path(place).resolve() for place in places}:
                try:
                    with open(Path(folder, MARK), "a+b") as file:
                        file.write(b"x")
                        most = max(most, file.tell())
                except OSError:
                    pass
            return most
    """,
    "in-the-package": """
        import flask, os
        def count():
            os.environ["VISITS"] = str(int(os.environ.get("VISITS", "0")) + 1)
            flask.visits = getattr(flask, "visits", 0) + 1
            return max(flask.visits, int(os.environ["VISITS"]))
    """,
    "in-processes": """
        import os, time
        def count():
            "One sleeper stays for each visit, in a session of its own."
            visits = 1 + sum(has_stayed(os.getpid() + step) for step in range(-40, 40))
            if os.fork() == 0:
                os.setsid()
                time.sleep(20)
            return visits
        def has_stayed(number):
            try:
                return number > 2 and os.getsid(number) != os.getsid(0)
            except ProcessLookupError:
                return False
    """,
}
"""Where visits are counted -> the function that does."""

SEED = 8_102_947_355_017
PRINTS_ALL = """
    import gc, os, sys
    print(sys.argv, dict(os.environ), sys.orig_argv)
    for number in range(3, 64):
        try:
            print(os.pread(number, 10000, 0))
        except OSError:
            pass
    for found in gc.get_objects():
        if type(found) in (dict, list, tuple) and len(found) < 100:
            print([one for one in (found.values() if type(found) is dict else found)
                   if type(one) in (str, int) and len(str(one)) < 200])
"""


def all_passed(grade: Grade) -> bool:
    return grade.passed == grade.total > 0


def knows_nothing(grade: Grade) -> bool:
    """It printed much, and neither the seed nor the name of a test."""
    told = grade.application_output
    return unearned(grade) and bool(told) and not any(one in told for one in (str(SEED), *NAMES))


CASES = [
    *(
        Answer(
            name=f"counts-{name}",
            says=f"Counts its visitors {name.replace('-', ' ')}; each test is its first.",
            app=wrong(counter) + "\napp.get('/visits')(lambda: {'visits': count()})\n",
            tests=THREE_FIRSTS,
            manifest=FIRSTS,
            holds=all_passed,
        )
        for name, counter in COUNTERS.items()
    ),
    Answer(
        name="prints-all-it-knows",
        says="Prints its environment, arguments and memory; no seed and no test's name is there.",
        app=wrong(PRINTS_ALL),
        spec=Spec(seed=SEED),
        limits=limits(output=4 * MB),
        holds=knows_nothing,
    ),
    Answer(
        name="leaves-processes-behind",
        says="Does what is asked, and leaves a process at each import; all end with the run.",
        app=right("""
            import subprocess, sys
            from target import MARK
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", MARK],
                             start_new_session=True)
        """),
        holds=all_passed,
    ),
    Answer(
        name="attacks-the-house",
        says="Reads, writes and connects as a program would; it has no more of the house.",
        app=wrong("""
            import os, socket
            from target import OPEN_FOLDER, PORT, SECRET_FILE
            from trying import trying
            with trying("the secret"):
                print(open(SECRET_FILE).read(), flush=True)
            with trying("a file"):
                open(OPEN_FOLDER + "/was-here", "w").close()
            with trying("a service"):
                socket.create_connection(("127.0.0.1", PORT), timeout=2)
        """),
        holds=lambda grade: unearned(grade) and "got: " not in grade.application_output,
    ),
    Answer(
        name="forks-in-every-answer",
        says="Forks without end where it is asked; no test has passed, and all of them end.",
        dangerous="the machine would stand still",
        app=wrong("""
            import os
            @app.before_request
            def fork():
                while True:
                    try:
                        os.fork()
                    except OSError:
                        pass
        """),
    ),
    Answer(
        name="prints-in-every-answer",
        says="Prints without end where it is asked; the beginning is kept.",
        dangerous="the engine would hold it all",
        app=wrong("""
            @app.before_request
            def talk():
                while True:
                    print("x" * 10000)
        """),
        limits=limits(output=10_000),
        holds=lambda grade: unearned(grade) and 0 < len(grade.application_output) <= 20_000,
    ),
    Answer(
        name="writes-for-the-reviewer",
        says="Answers and prints markup, terminals' orders, half letters; clean text comes out.",
        app=wrong(r"""
            import os
            os.write(1, b"<script>alert(1)</script> \x1b[2J \xff \0 \xed\xa0\x80\n")
            @app.route("/<path:path>", methods=["GET", "POST"])
            def odd(path):
                return '{"result": "\\ud800 \\u0000 \\u001b[2J <script>"}', 200, {
                    "Content-Type": "application/json"}
        """),
        holds=lambda grade: (
            unearned(grade)
            and bool(grade.application_output.encode())
            and all(told.message.encode().count(0) == 0 for told in grade.tests.values())
            and any("script" in told.message for told in grade.tests.values())
        ),
    ),
]
