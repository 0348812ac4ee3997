import json
from datetime import UTC, datetime

import pytest

CONTEXT = {"request_id", "method", "path"}


class Log:
    def __init__(self, subject):
        self.subject = subject

    def lines(self):
        """All lines so far; each must be an object."""
        try:
            told = [json.loads(line) for line in self.subject.read("service.log").splitlines()]
        except FileNotFoundError:
            return []
        assert all(isinstance(one, dict) for one in told)
        return told

    def of(self, logger):
        return [one for one in self.lines() if one["logger"] == logger]

    def after(self, code, **args):
        """The only line that the code leaves."""
        self.subject.probe(f"import logging\n{code}", **args)
        (line,) = self.lines()
        return line


@pytest.fixture
def log(subject):
    return Log(subject)


@pytest.fixture
def word(rng):
    return f"word{rng.randrange(10**9)}"


def test_a_record_is_a_line(log, word):
    line = log.after("logging.getLogger(word).warning('%s: %d', word, 3)", word=word)
    assert (line["level"], line["logger"], line["message"]) == ("WARNING", word, f"{word}: 3")


def test_its_time(log):
    before = datetime.now(UTC)
    line = log.after(
        """
record = logging.makeLogRecord({"name": "late", "levelno": 20, "levelname": "INFO", "msg": "m"})
record.created -= 3600
logging.getLogger("late").handle(record)
"""
    )
    told = datetime.fromisoformat(line["time"])
    assert told.utcoffset() is not None
    assert 3590 < (before - told).total_seconds() < 3600


def test_every_logger_from_info_on(log, word):
    log.subject.probe(
        """
import logging

for name in ("stock", "app", "werkzeug", "a.library"):
    logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger(name).debug(word)
    logging.getLogger(name).info(word)
""",
        word=word,
    )
    told = [(line["logger"], line["level"], line["message"]) for line in log.lines()]
    expected = ["stock", "app", "werkzeug", "a.library"]
    assert told == [(name, "INFO", word) for name in expected]


def test_extras(log, word, rng):
    number = rng.randrange(10**6)
    line = log.after(
        """
import decimal

extra = {"order": number, "tags": [word], "price": decimal.Decimal("9.50")}
logging.getLogger("shop").info("sold", extra=extra)
""",
        word=word,
        number=number,
    )
    told = {name: line.get(name) for name in ("order", "tags", "price", "message")}
    assert told == {"order": number, "tags": [word], "price": "9.50", "message": "sold"}


def test_exceptions(log, word):
    line = log.after(
        """
try:
    raise LookupError(word)
except LookupError:
    logging.getLogger("shop").exception("two\\nlines")
""",
        word=word,
    )
    assert (line["level"], line["message"]) == ("ERROR", "two\nlines")
    assert "Traceback" in line["exception"]
    assert f"LookupError: {word}" in line["exception"]


def test_outside_of_requests(log):
    line = log.after("logging.getLogger('shop').info('begun')")
    assert not CONTEXT & set(line)


def test_records_of_a_request(log, word):
    log.subject.client().post(
        f"/stock/{word}", json={"count": 1}, headers={"X-Request-Id": f"r-{word}"}
    )
    log.subject.client().get(f"/stock/{word}", headers={"X-Request-Id": f"s-{word}"})
    lines = log.lines()
    assert [one["logger"] for one in lines] == ["app", "access", "stock", "access"]
    told = [(one["request_id"], one["method"], one["path"]) for one in lines]
    first, second = (
        (f"r-{word}", "POST", f"/stock/{word}"),
        (f"s-{word}", "GET", f"/stock/{word}"),
    )
    assert told == [first, first, second, second]
    assert lines[2]["item"] == word


def test_ids_that_are_made(log, word):
    client = log.subject.client()
    for _ in range(3):
        client.post(f"/stock/{word}", json={"count": 1})
    ids = [one["request_id"] for one in log.lines()]
    assert ids[::2] == ids[1::2]
    assert len(set(ids)) == 3
    assert all(isinstance(one, str) and one for one in ids)


def test_answers(log, word):
    client = log.subject.client()
    client.post(f"/stock/{word}", json={"count": 1})
    client.get(f"/stock/{word}")
    client.get(f"/{word}")
    lines = log.of("access")
    assert [one["status"] for one in lines] == [204, 200, 404]
    assert all(type(one["milliseconds"]) in (int, float) for one in lines)
    assert all(0 <= one["milliseconds"] < 10000 for one in lines)


def test_a_request_that_fails(log, word):
    answer = log.subject.client().get(f"/stock/{word}", headers={"X-Request-Id": f"r-{word}"})
    assert answer.status_code == 500
    (line,) = log.of("access")
    assert line["status"] == 500
    (failed,) = [one for one in log.lines() if "exception" in one]
    assert f"KeyError: '{word}'" in failed["exception"]
    assert {one["request_id"] for one in log.lines()} == {f"r-{word}"}


def test_no_secrets(log, word):
    log.subject.client().post(
        f"/stock/lamp?token={word}",
        json={"count": 1, "note": word},
        headers={"Authorization": f"Bearer {word}", "Cookie": f"session={word}"},
    )
    assert len(log.lines()) == 2
    assert word not in log.subject.read("service.log")


def test_a_second_application(log, word):
    line = log.after(
        """
from flask import Flask
from logs import configure

configure(Flask("second"))
logging.getLogger("shop").info(word)
""",
        word=word,
    )
    assert line["message"] == word
    log.subject.client().post(f"/stock/{word}", json={"count": 1})
    assert [one["logger"] for one in log.lines()] == ["shop", "app", "access"]
