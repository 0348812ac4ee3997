import pytest

LINES = "import line\nresult = [[one.address, one.said, one.is_open] for one in line.opened]"
TWO = """
from app import create_app

made = [create_app({"LEDGER_ADDRESS": name}) for name in names]
for one, name in zip(made * 2, [*names, *names]):
    one.test_client().post("/entries", json=[f"for {name}"])
"""
NESTED = """
from contextlib import ExitStack

from app import create_app, ledger

apps = [create_app({"LEDGER_ADDRESS": name}) for name in names]


def say(text):
    ledger.line.say(text)


with apps[0].app_context():
    say("a")
    with apps[1].app_context():
        say("b")
        with apps[0].app_context():
            say("c")
        say("d")
    say("e")
"""
MANY = """
from contextlib import ExitStack

from app import ledger

with ExitStack() as stack:
    for number in range(count):
        stack.enter_context(app.app_context())
        ledger.line.say(str(number))
"""
REFUSED = """
import flask
from ledger import Ledger


def tried(call):
    try:
        return repr(call())
    except Exception as error:
        return type(error).__name__


def use(app):
    with app.app_context():
        return Ledger().line


result = tried(lambda: use(flask.Flask("other")))
"""
OUTSIDE = """
import threading
from app import ledger

told = []


def ask():
    try:
        told.append(repr(ledger.line))
    except Exception as error:
        told.append(type(error).__name__)


thread = threading.Thread(target=ask)
thread.start()
thread.join()
result = told
"""
NO_ADDRESS = """
import flask
from ledger import Ledger

result = []
for call in (Ledger, Ledger().init_app):
    try:
        result.append(repr(call(flask.Flask("other"))))
    except Exception as error:
        result.append(type(error).__name__)
"""
GIVEN_AT_ONCE = """
import flask
from ledger import Ledger

other = flask.Flask("other")
other.config["LEDGER_ADDRESS"] = name
own = Ledger(other)
for text in ("a", "b"):
    with other.app_context():
        own.line.say(text)
"""


@pytest.fixture
def names(rng):
    return [f"host{rng.randrange(10**6)}.example" for _ in range(2)]


def test_entries_are_said(subject):
    assert subject.client().post("/entries", json=["a"]).status_code == 204
    assert subject.probe(LINES) == [["ledger.example", ["a"], True]]


def test_one_line_for_a_context(subject, rng):
    texts = [str(rng.randrange(10**6)) for _ in range(4)]
    subject.client().post("/entries", json=texts)
    assert subject.probe(LINES) == [["ledger.example", texts, True]]


def test_not_before_it_is_used(subject):
    for path in ("/about", "/nowhere"):
        subject.client().get(path)
    assert subject.probe(LINES) == []


def test_spare_lines_are_used_again(subject, rng):
    texts = [str(rng.randrange(10**6)) for _ in range(3)]
    for text in texts:
        subject.client().post("/entries", json=[text])
    assert subject.probe(LINES) == [["ledger.example", texts, True]]


def test_each_application_has_its_own(subject, names):
    subject.probe(TWO, names=names)
    assert subject.probe(LINES) == [[name, [f"for {name}"] * 2, True] for name in names]


def test_given_at_once(subject, names):
    subject.probe(GIVEN_AT_ONCE, name=names[0])
    assert subject.probe(LINES) == [[names[0], ["a", "b"], True]]


def test_nested_contexts(subject, names):
    subject.probe(NESTED, names=names)
    one, two = names
    said = [[one, ["a", "e"]], [two, ["b", "d"]], [one, ["c"]]]
    assert [told[:2] for told in subject.probe(LINES)] == said


def test_two_spare_lines_are_kept(subject, rng):
    count = rng.randint(4, 7)
    subject.probe(MANY, count=count)
    assert sum(told[2] for told in subject.probe(LINES)) == 2
    subject.probe(MANY, count=2)
    assert len(subject.probe(LINES)) == count


def test_as_many_as_are_set(make_subject, rng):
    spare = rng.choice([0, 1, 3, 4])
    subject = make_subject(config={"LEDGER_SPARE": spare})
    subject.probe(MANY, count=6)
    assert sum(told[2] for told in subject.probe(LINES)) == spare


def test_lines_that_are_gone(subject):
    subject.client().post("/entries", json=["a"])
    subject.probe("import line\nline.opened[0].is_whole = False")
    assert subject.client().post("/entries", json=["b"]).status_code == 204
    lines = [["ledger.example", ["a"], False], ["ledger.example", ["b"], True]]
    assert subject.probe(LINES) == lines


def test_one_that_lives_is_found(make_subject):
    for which in (0, 1):
        subject = make_subject()
        subject.probe(MANY, count=2)
        subject.probe("import line\nline.opened[which].is_whole = False", which=which)
        for _ in range(2):
            subject.client().post("/entries", json=["x"])
        told = subject.probe(LINES)
        assert (len(told), told[1 - which][1].count("x")) == (2, 2)


def test_after_an_exception(subject):
    told = subject.client().post("/unlucky/value")
    assert told.status_code == 500
    subject.client().post("/entries", json=["a"])
    lines = [["ledger.example", ["value"], False], ["ledger.example", ["a"], True]]
    assert subject.probe(LINES) == lines


def test_after_one_that_was_handled(subject):
    assert subject.client().post("/unlucky/lookup").status_code == 404
    subject.client().post("/entries", json=["a"])
    assert subject.probe(LINES) == [["ledger.example", ["lookup", "a"], True]]


def test_outside_of_contexts(subject):
    subject.client().post("/entries", json=["a"])
    assert subject.probe(OUTSIDE) == ["RuntimeError"]


def test_applications_that_are_not_served(subject):
    assert subject.probe(REFUSED) == "RuntimeError"


def test_without_an_address(subject):
    assert subject.probe(NO_ADDRESS) == ["RuntimeError", "RuntimeError"]
