"""An application held against tests: what they may ask, and what is counted."""

import json
from contextlib import closing

from assay.bank.runner import Spec
from tests.sandbox.grading import APP, LIMITS, grade, verdicts
from workers.sandbox.engine import Sandbox

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


def test_only_the_tests_that_are_named_are_run(engine):
    both = ["test_it.py::test_client", "test_it.py::test_cookies"]
    told = grade(engine, APP, FIXTURES, Spec(manifest=both, only=both[1:]))
    assert verdicts(told) == {"test_client": "missing", "test_cookies": "passed"}


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
