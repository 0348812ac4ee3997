"""Forging on the way: lines, frames and answers that are not what they seem, or never come."""

from tests.hostile.cases import Answer, limits, lost_only, unearned
from tests.hostile.task import right, wrong

ONE = "test_refuses_words"
IN_ONE_ANSWER = """
    @app.before_request
    def odd():
        if request.path == "/double/two":
            import ctypes, os, signal, sys, time
            {what}
"""
"""The right application, but for one test's question."""

ENDS = {
    "leaves": ("os._exit(0)", "Ends its process"),
    "crashes": ("ctypes.string_at(0)", "Reads where no memory is"),
    "kills-itself": ("os.kill(os.getpid(), signal.SIGKILL)", "Kills its process"),
    "wants-too-much": ("bytearray(1 << 40)", "Wants a terabyte"),
    "hangs": ("time.sleep(600)", "Sleeps"),
    "hangs-deaf": (
        "[signal.signal(s, signal.SIG_IGN) for s in (14, 15, 2)]\n"
        "            while True: signal.setitimer(signal.ITIMER_REAL, 0)",
        "Takes every alarm away and computes",
    ),
    "says-too-much": ("return 'x' * (32 << 20)", "Answers with 32 MB"),
    "never-stops": ("return (b'x' * 1000 for _ in iter(int, 1))", "Answers without end"),
    "falls-into-itself": (
        "sys.setrecursionlimit(1 << 30)\n            fall = lambda: fall()\n            fall()",
        "Calls itself until the stack ends",
    ),
}
"""What becomes of one answer -> the statement, and what it does."""

ODD_ANSWERS = {
    "a-status-of-two-lines": "start('200 OK\\r\\nX: y', []); return [b'']",
    "a-status-of-nine-hundred": "start('999 Odd', []); return [b'']",
    "no-status": "start('', []); return [b'']",
    "a-status-that-is-a-number": "start(200, []); return [b'']",
    "a-header-of-two-lines": "start('200 OK', [('A', 'b\\r\\nSet-Cookie: c=d')]); return [b'']",
    "headers-without-end": "start('200 OK', [(f'A{n}', 'b') for n in range(50000)]); return [b'']",
    "a-header-of-megabytes": "start('200 OK', [('A', 'b' * (5 << 20))]); return [b'']",
    "half-a-header": "start('200 OK', [('A',)]); return [b'']",
    "no-start": "return [b'yes']",
    "nothing-at-all": "return None",
    "text-for-bytes": "start('200 OK', []); return ['yes']",
    "half-a-letter": "start('200 \\udcff', [('\\ud800', '\\0')]); return [b'']",
}
"""What is odd about an answer -> the body of a WSGI application."""

ODD_FRAMES = {
    "no-json": "frame(b'{no json')",
    "a-list": "frame([1, 2, 3])",
    "a-length-of-gigabytes": "b'\\xff\\xff\\xff\\xff' + b'x' * 1000",
    "a-depth-of-thousands": "frame(b'[' * 100000)",
    "a-body-that-is-no-base64": "frame({'status': '200 OK', 'headers': [], 'body': '***'})",
    "a-verdict": "verdicts()",
    "an-end": "frame({'died': 'ended'}) + frame({'ready': True})",
}
"""What is written to every descriptor -> as an expression."""

TWO_TESTS = """
    def test_first(client):
        assert client.get("/double/1").json == {"result": 2}

    def test_second(client):
        assert client.get("/double/21").json == {"result": 42}
"""
BOTH = ("test_task.py::test_first", "test_task.py::test_second")

CASES = [
    *(
        Answer(
            name=f"once-{name}",
            says=f"{does} in one answer; that test fails, and the others are as they would be.",
            app=right(IN_ONE_ANSWER.format(what=what)),
            limits=limits(seconds=16),
            holds=lost_only(ONE),
        )
        for name, (what, does) in ENDS.items()
    ),
    *(
        Answer(
            name=f"answers-with-{name}",
            says=f"Answers every question with {name.replace('-', ' ')}; each test fails cleanly.",
            app=wrong(f"""
                def odd(environ, start):
                    {what}
                app.wsgi_app = odd
            """),
            holds=lambda grade: unearned(grade) and grade.status == "ok",
        )
        for name, what in ODD_ANSWERS.items()
    ),
    *(
        Answer(
            name=f"frames-{name}",
            says=f"Writes {name.replace('-', ' ')} to all that is open; it counts for nothing.",
            app=wrong(f"""
                from forging import answer, frame, tell_everyone, verdicts
                @app.before_request
                def forge():
                    tell_everyone({what})
                tell_everyone({what})
            """),
        )
        for name, what in ODD_FRAMES.items()
    ),
    Answer(
        name="answers-late",
        says="Answers the first question when the second is asked; it is an answer to nothing.",
        app=wrong("""
            import time
            @app.get("/double/<int:number>")
            def double(number):
                if number == 1:
                    time.sleep(2.5)
                    return {"result": 42}
                return {"result": 0}
        """),
        tests=TWO_TESTS,
        manifest=BOTH,
    ),
    Answer(
        name="answers-ahead",
        says="Answers the second question with the first, by frames of its own; it isn't kept.",
        app=wrong("""
            from forging import answer, tell_everyone
            @app.get("/double/1")
            def double():
                tell_everyone(b"".join(answer({"result": 42}, number) for number in range(99)))
                return {"result": 0}
        """),
        tests=TWO_TESTS,
        manifest=BOTH,
    ),
    Answer(
        name="leaves-somebody-to-answer",
        says="Leaves a process that answers the next test's question; it ends with its test.",
        app=wrong("""
            import os, time
            from forging import answer, tell_everyone
            @app.get("/double/1")
            def leave():
                if os.fork() == 0:
                    os.setsid()
                    for _ in range(500):
                        tell_everyone(answer({"result": 42}))
                        time.sleep(0.01)
                    os._exit(0)
                os._exit(0)
        """),
        tests=TWO_TESTS,
        manifest=BOTH,
        holds=lambda grade: unearned(grade) and grade.status == "ok",
    ),
    Answer(
        name="closes-everything",
        says="Closes all that is open; it has no answers, and no verdicts either.",
        app=wrong("import os; os.closerange(0, 4096)"),
    ),
    Answer(
        name="floods-what-is-open",
        says="Writes megabytes to all that is open; nothing of it counts.",
        app=wrong("""
            from forging import tell_everyone
            for _ in range(200):
                tell_everyone(b"\\xff" * 65536)
        """),
    ),
    Answer(
        name="ends-everybody-else",
        says="Kills all that it can reach, its own keeper too; no test has passed by that.",
        dangerous="ends every process of the user",
        app=wrong("import os\nos.kill(-1, 9)\nos.kill(os.getppid(), 9)"),
    ),
    Answer(
        name="stops-everybody-else",
        says="Stops all that it can reach, its own keeper too; the run ends with its time.",
        dangerous="stops every process of the user",
        app=wrong("import os, signal\nos.kill(-1, signal.SIGSTOP)"),
        limits=limits(seconds=8),
    ),
]
