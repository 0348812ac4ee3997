"""An application held against tests: what its tests may ask, and what it can do to none of them."""

import json
from contextlib import closing
from dataclasses import replace

import pytest

from assay.bank.runner import Limits, Spec
from workers.sandbox.engine import Sandbox

LIMITS = Limits(seconds=60, cpu_seconds=30)
APP = """
import os, sqlite3
from flask import Flask, request, session, current_app
app = Flask(__name__)
app.config.update(SECRET_KEY="k", COLOUR="red")
seen = []

@app.get("/")
def index():
    return {"hello": "world", "colour": app.config["COLOUR"], "env": os.environ.get("MODE", "none")}

@app.post("/sum")
def add():
    return {"total": sum(request.json["numbers"])}

@app.route("/count")
def count():
    session["count"] = session.get("count", 0) + 1
    return str(session["count"])

@app.post("/upload")
def upload():
    return request.files["file"].read()[::-1]

@app.cli.command("greet")
def greet():
    print("hello from", current_app.name)
"""


def grade(engine, app, tests, spec=None, **limits):
    files = {"app.py": app} if isinstance(app, str) else app
    told = {"test_it.py": tests} if isinstance(tests, str) else tests
    return engine.grade(
        {name: text.encode() for name, text in files.items()},
        {name: text.encode() for name, text in told.items()},
        spec or Spec(),
        replace(LIMITS, **limits),
    )


def verdicts(told):
    return {name.partition("::")[2]: one.verdict for name, one in told.tests.items()}


FIXTURES = """
import io

def test_client(client):
    answer = client.get("/")
    assert answer.status_code == 200 and answer.content_type == "application/json"
    assert answer.json == {"hello": "world", "colour": "red", "env": "none"}

def test_numbers(client, rng):
    numbers = [rng.randrange(1000) for _ in range(9)]
    assert client.post("/sum", json={"numbers": numbers}).json["total"] == sum(numbers)

def test_cookies(client, subject):
    assert [client.get("/count").text for _ in range(3)] == ["1", "2", "3"]
    assert subject.client().get("/count").text == "1"

def test_upload(client):
    data = bytes(range(256)) * 100
    assert client.post("/upload", data={"file": (io.BytesIO(data), "f")}).data == data[::-1]

def test_probe(subject):
    rules = subject.probe("result = sorted(str(rule) for rule in app.url_map.iter_rules())")
    assert "/count" in rules
    assert subject.probe("result = [n + args['n'] for n in (1, 2)]", n=3) == [4, 5]
    assert subject.probe("result = (1, 2.5, None, 'a')") == [1, 2.5, None, "a"]

def test_cli(subject):
    assert subject.cli("greet") == {"exit_code": 0, "output": "hello from app\\n"}

def test_run(subject):
    code = "import sys; print(open('given/x.conf').read()); sys.exit(4)"
    told = subject.run("python", "-c", code)
    assert told == {"exit_code": 4, "output": "listen 80;\\n"}
    assert subject.run("python", "-m", "gunicorn", "--check-config", "app:app")["exit_code"] == 0
    assert subject.run("python", "-m", "gunicorn", "--check-config", "nope:app")["exit_code"] != 0

def test_read(subject):
    import crossplane, pytest
    assert subject.read("given/x.conf") == "listen 80;"
    for name in ("none", "../s1/app.py", "/etc/passwd", "given"):
        with pytest.raises(FileNotFoundError):
            subject.read(name)

def test_make_subject(make_subject):
    one = make_subject(config={"COLOUR": "blue"}, env={"MODE": "tests"})
    assert one.client().get("/").json == {"hello": "world", "colour": "blue", "env": "tests"}
    assert make_subject().client().get("/").json["env"] == "none"
"""


def test_a_test_may_ask_in_all_these_ways(engine):
    told = grade(engine, {"app.py": APP, "given/x.conf": "listen 80;"}, FIXTURES)
    assert {name: one.message for name, one in told.tests.items() if one.verdict != "passed"} == {}
    assert (told.status, told.passed, told.total, told.score) == ("ok", 9, 9, 1.0)
    assert told.runtime == engine.capability().runtime


MODELS = """
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
db = SQLAlchemy()

class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)

def create_app(config=None):
    app = Flask(__name__)
    app.config.update(config or {})
    db.init_app(app)
    with app.app_context():
        db.create_all()
    return app
"""
COUNTS = """
def test_statements(subject):
    told = subject.statements('''
from shop import Book, db
db.session.add_all([Book(title=title) for title in titles])
db.session.commit()
result = [book.title for book in Book.query.order_by(Book.title)]
''', titles=["b", "a"])
    assert told["value"] == ["a", "b"]
    assert sum(sql.startswith("SELECT") for sql in told["statements"]) == 1
    assert sum(sql.startswith("INSERT") for sql in told["statements"]) in (1, 2)

def test_each_test_has_a_database_of_its_own(subject):
    assert subject.probe("from shop import Book; result = Book.query.count()") == 0
"""


def test_statements_that_go_to_a_database_are_counted_and_a_factory_is_called(engine):
    config = {"SQLALCHEMY_DATABASE_URI": "sqlite:///books.db"}
    spec = Spec(entry="shop:create_app", config=config)
    told = grade(engine, {"shop.py": MODELS}, COUNTS, spec)
    assert {name: one.message for name, one in told.tests.items() if one.verdict != "passed"} == {}
    assert told.passed == 2


def test_the_seed_is_the_tests_alone(engine):
    tests = """
def test_a(rng, client):
    assert False, f"drawn {rng.random()}"
def test_b(rng):
    assert False, f"drawn {rng.random()}"
"""
    drawn = []
    for seed in (1, 1, 2):
        told = grade(engine, APP, tests, Spec(seed=seed)).tests.values()
        drawn.append([one.message.split("AssertionError: drawn ")[1].split()[0] for one in told])
    assert drawn[0] == drawn[1] != drawn[2]
    assert len({number for row in drawn for number in row}) == 4


OUTCOMES = """
import pytest
def test_passes(): pass
def test_fails(): assert 1 == 2
def test_skips(): pytest.skip("why not")
@pytest.mark.xfail
def test_is_expected_to_fail(): assert 0
@pytest.mark.xfail
def test_passes_unexpectedly(): pass
@pytest.fixture
def broken(): raise ValueError
@pytest.fixture
def breaks_later():
    yield
    raise ValueError
def test_has_no_start(broken): pass
def test_has_no_end(breaks_later): pass
@pytest.mark.parametrize("n", [1, 2])
def test_numbers(n): assert n == 1
"""


def test_the_score_is_counted_over_the_manifest(engine):
    told = grade(engine, APP, OUTCOMES)
    assert verdicts(told) == {
        "test_passes": "passed", "test_fails": "failed", "test_skips": "skipped",
        "test_is_expected_to_fail": "skipped", "test_passes_unexpectedly": "skipped",
        "test_has_no_start": "error", "test_has_no_end": "error",
        "test_numbers[1]": "passed", "test_numbers[2]": "failed",
    }  # fmt: skip
    manifest = ["test_it.py::test_passes", "test_it.py::test_gone", "test_it.py::test_fails"]
    told = grade(engine, APP, OUTCOMES, Spec(manifest=manifest))
    assert [one.verdict for one in told.tests.values()] == ["passed", "missing", "failed"]
    assert list(told.tests) == manifest
    assert round(told.score, 3) == 0.333


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
        while True: pass
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


def test_without_probes_only_requests_are_answered(engine):
    tests = """
import pytest
def test_asks(client): assert client.get("/").json
@pytest.mark.parametrize("verb", ["probe", "statements", "cli", "run", "read"])
def test_probes(subject, verb):
    with pytest.raises(Exception, match="not allowed|no such file|this is not"):
        getattr(subject, verb)("result = 1")
def test_configures(make_subject):
    assert make_subject(config={"COLOUR": "blue"}, env={"MODE": "x"}).client().get("/").json == {
        "hello": "world", "colour": "red", "env": "none"}
"""
    told = grade(engine, APP, tests, Spec(probes=False))
    assert set(verdicts(told).values()) == {"passed"}
    assert told.total == 7


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


def test_bad_files_and_entries_are_refused_and_say_why(engine):
    tests = "def test_a(): pass"
    many = {f"f{number}.py": "" for number in range(65)}
    for app, spec in [
        ({"../app.py": APP}, Spec()), (many, Spec()), ({"app.py": "x" * 600_000}, Spec()),
        (APP, Spec(entry="app")), (APP, Spec(entry="os;x:y")), (APP, Spec(env={"A=B": "c"})),
    ]:  # fmt: skip
        told = grade(engine, app, tests, spec)
        if spec.entry == "app":
            assert told.status == "ok"  # the attribute is `app` where none is named
        else:
            assert (told.status, told.total) == ("rejected", 0)
            assert told.test_output


def test_tests_that_can_not_be_read_give_no_verdict(engine):
    told = grade(engine, APP, "def test_a(:", Spec(manifest=["test_it.py::test_a"]))
    assert (told.status, verdicts(told)) == ("ok", {"test_a": "missing"})
    assert "SyntaxError" in told.test_output


ALONE = """
import os
def test_a(client):
    assert client.get("/").json
    assert os.listdir("/box") == ["tests"]
    open("/box/seen", "w")
"""


def test_a_warm_pair_is_used_once():
    with closing(Sandbox(warm=1)) as engine:
        for _ in range(3):
            engine.prepare(LIMITS)
            assert verdicts(grade(engine, APP, ALONE)) == {"test_a": "passed"}


def test_what_is_told_can_be_written_as_json(engine):
    told = grade(
        engine, "print('\\udcff\\x00', ascii)\napp = 1", "def test_a(client): client.get('/')"
    )
    assert json.dumps([told.application_output, told.test_output]).isascii()
    assert "\0" not in told.application_output
