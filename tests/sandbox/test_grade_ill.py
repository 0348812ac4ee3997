"""An application that is up to no good: it costs itself, and no test but its own."""

import pytest

from assay.bank.runner import Spec
from tests.sandbox.grading import APP, LIMITS, grade, verdicts

STATE = """
import os, pathlib, subprocess, sys, tempfile
from flask import Flask
app = Flask(__name__)
kept = []

@app.get("/")
def state():
    kept.append(1)
    there = [len(kept), sorted(os.listdir(".")), os.listdir(tempfile.gettempdir())]
    for place in (".", "..", "/tmp", os.path.expanduser("~")):
        pathlib.Path(place, "left").write_text("x")
    deep = b"/box"
    os.chdir(deep)
    for n in range(1500):
        os.mkdir(b"d"); os.chdir(b"d")
    os.mkdir("/box/locked"); open("/box/locked/f", "w"); os.chmod("/box/locked", 0)
    if os.fork() == 0:
        os.setsid()
        while True: open("/box/ghost", "w").close()
    return {"state": there}
"""
TWICE = """
import pytest
@pytest.mark.parametrize("n", range(4))
def test_state(client, n):
    count, here, temporary = client.get("/").json["state"]
    assert (count, here) == (1, ["app.py"])
    assert len(temporary) == 1
"""


def test_nothing_is_carried_from_test_to_test(engine):
    """No module, no file in any folder however deep or locked, no process."""
    told = grade(engine, STATE, TWICE)
    assert {name: one.message for name, one in told.tests.items() if one.verdict != "passed"} == {}


def app_with(body):
    return f"""
import os, sys, time, threading, signal
from flask import Flask, request, Response
app = Flask(__name__)
@app.get("/")
def fine(): return "fine"
@app.get("/bad")
def bad():
{body}
"""


FOUR = """
def test_before(client): assert client.get("/").text == "fine"
def test_bad(client): assert client.get("/bad").text == "fine"
def test_after(client): assert client.get("/").text == "fine"
def test_both(client):
    try: client.get("/bad")
    except Exception: pass
    assert client.get("/").text == "other"
"""
ILL = {
    "hangs": "    time.sleep(60)",
    "exits": "    os._exit(0)",
    "crashes": "    os.kill(os.getpid(), signal.SIGSEGV)",
    "system exit": "    raise SystemExit(0)",
    "kills the rest": "    os.kill(-1, 9)",
    "status": "    return Response('fine', status='200 OK\\x01\\x00')",
    "no status": "    return lambda environ, start: [b'fine']",
    "headers": "    return Response('fine', headers=[(f'X-{n}', 'v') for n in range(300)])",
    "long": "    return 'fine' * 2_000_000",
    "endless": "    return Response(b'fine' for _ in iter(int, 1))",
    "forks": "    os.fork(); return 'no'",
}


@pytest.mark.parametrize("how", ILL)
def test_one_ill_answer_costs_its_own_test_only(engine, how):
    told = grade(engine, app_with(ILL[how]), FOUR, request_seconds=1)
    seen = verdicts(told)
    if how == "kills the rest":  # the session's parent as well: harm that it does to itself
        assert seen["test_before"] == "passed"
        assert told.score < 1
    else:
        assert seen == {
            "test_before": "passed", "test_bad": "failed", "test_after": "passed",
            "test_both": "failed",
        }  # fmt: skip


def test_a_late_answer_is_nobody_elses(engine):
    """The first test is cut off while its answer is on its way."""
    body = "    time.sleep(1.5)\n    return 'late'"
    tests = """
def test_late(client): assert client.get("/bad").text == "late"
def test_next(client):
    assert client.get("/").text == "fine"
    assert client.get("/").text == "fine"
"""
    told = grade(engine, app_with(body), tests, test_seconds=1, request_seconds=5)
    assert verdicts(told) == {"test_late": "failed", "test_next": "passed"}


def test_a_test_has_its_own_time(engine):
    tests = """
import time
def test_sleeps():
    try: time.sleep(60)
    except Exception: pass
def test_next(client): assert client.get("/").json
"""
    told = grade(engine, APP, tests, test_seconds=1)
    assert verdicts(told) == {"test_sleeps": "failed", "test_next": "passed"}
    assert told.seconds < 20


FORGERIES = {
    "exits at import": "import os; os._exit(0)",
    "system exit at import": "raise SystemExit(0)",
    "no application": "app = None",
    "says that all passed": """
import os, json
from flask import Flask
app = Flask(__name__)
line = json.dumps({"t": "report", "id": "test_it.py::test_a", "when": "call", "outcome": "passed"})
done = json.dumps({"t": "done", "code": 0})
for number in range(1, 64):
    try: os.write(number, f"{line}\\n{done}\\n".encode())
    except OSError: pass
print("test_it.py::test_a PASSED")
""",
    "patches pytest": """
import pytest, _pytest.runner, builtins
for name in ("skip", "fail", "raises"): setattr(pytest, name, lambda *a, **k: None)
_pytest.runner.pytest_runtest_makereport = lambda *a: None
class Same(str):
    def __eq__(self, other): return True
    __hash__ = None
from flask import Flask
app = Flask(__name__)
app.test_client = lambda *a: None
@app.get("/")
def index(): return Same("x")
""",
    "brings its own tests and settings": {
        "app.py": "from flask import Flask\napp = Flask(__name__)",
        "conftest.py": "def pytest_collection_modifyitems(items): items.clear()",
        "pytest.ini": "[pytest]\naddopts = -k nothing",
        "sitecustomize.py": "import os; os._exit(0)",
        "evil.pth": "import os; os._exit(0)",
        "test_it.py": "def test_a(): pass",
    },
}


@pytest.mark.parametrize("how", FORGERIES)
def test_no_verdict_is_forged(engine, how):
    told = grade(
        engine, FORGERIES[how], 'def test_a(client): assert client.get("/").text == "right"'
    )
    assert verdicts(told) == {"test_a": "failed"}
    assert told.status == "ok"


def test_the_applications_modules_may_have_any_name(engine):
    """Also those of our own programs, which are gone when it is imported."""
    files = {
        "app.py": "from workers import made\nimport wire, host\napp = made()",
        "workers.py": "from flask import Flask\n\ndef made(): return Flask('x')",
        "wire.py": "",
        "host.py": "",
    }
    tests = {
        "test_it.py": "from workers import said\ndef test_a(client): assert said(client) == 404",
        "workers.py": "def said(client): return client.get('/').status_code",
    }
    assert verdicts(grade(engine, files, tests)) == {"test_a": "passed"}


GOES_WELL = "def test_a(client): assert client.get('/').json\n"
ENDS = "import os\ndef test_b(): os._exit(0)"
HANGS = """
import time
def test_b():
    while True:
        try: time.sleep(60)
        except BaseException: pass
"""
FLOODS = """
def test_b(capfd):
    with capfd.disabled():
        while True: print("x" * 9999)
"""


@pytest.mark.parametrize(
    ("tests", "limits", "status"),
    [
        (ENDS, {}, "error"),
        (HANGS, {"seconds": 6, "test_seconds": 1}, "timeout"),
        (FLOODS, {"output": 1000}, "output"),
    ],
    ids=["error", "timeout", "output"],
)
def test_what_ends_the_tests_is_told_and_no_verdict_is_made_up(engine, tests, limits, status):
    told = grade(
        engine,
        APP,
        GOES_WELL + tests,
        Spec(manifest=["test_it.py::test_a", "test_it.py::test_b"]),
        **limits,
    )
    assert (told.status, verdicts(told)) == (status, {"test_a": "passed", "test_b": "missing"})
    assert len(told.test_output) <= 2 * LIMITS.output


def test_an_application_that_floods_is_ended(engine):
    told = grade(
        engine, "while True: print('x' * 9999)", "def test_a(client): client.get('/')", output=1000
    )
    assert (told.status, told.score) == ("output", 0)
