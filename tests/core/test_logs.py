"""The log is lines of JSON; each has its request, and none has a secret."""

import io
import json
import logging
from logging.config import dictConfig

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from assay.core import context, logs

TOKEN = "hAIvlZEhRuoM3qfC-budrIWXNaUnUNlxMNBuvYVXE70"


@pytest.fixture
def said():
    """said(): every line so far, read as JSON."""
    file, log = io.StringIO(), logging.getLogger("assay.test")
    handler = logging.StreamHandler(file)
    handler.setFormatter(logs.JsonLines())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in file.getvalue().splitlines()]
    log.removeHandler(handler)


log = logging.getLogger("assay.test")


def test_a_line_says_what_and_for_which_request(said):
    with context.request("a-known-request"):
        log.info("done task=%s", "mark_sitting", extra={"told": {"ms": 12}})
    (line,) = said()
    assert (line["level"], line["by"], line["said"]) == (
        "info", "assay.test", "done task=mark_sitting",
    )  # fmt: skip
    assert (line["request_id"], line["told"]) == ("a-known-request", {"ms": 12})
    assert line["at"].endswith("Z")


def test_what_has_line_breaks_is_still_one_line(said):
    log.warning("one\nand\r\nanother")
    assert [line["said"] for line in said()] == ["one\nand\r\nanother"]


@pytest.mark.parametrize(
    ("words", "cleaned"),
    [
        (f"GET /sit/i/{TOKEN} broke", "GET /sit/i/… broke"),
        ("/reset/WyJhYmMiLDF.aSk3Vw.k5x0Jt-2kQ_xYz0m1n2o3p4q [GET]", "/reset/… [GET]"),
        ("no letter to Ann.O'Neil+x@mail.example.org", "no letter to Ann.O'…@…"),
        ("redis://:secret@host:6379/0", "redis://:…@host:6379/0"),
        ("postgresql://assay_app:pw@db/assay", "postgresql://assay_app:…@db/assay"),
        ("job=6d2f0a9c-6f1e-4f0e-9b5e-2c8a3f1d7e10", "job=6d2f0a9c-6f1e-4f0e-9b5e-2c8a3f1d7e10"),
        ("request 5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c", "request 5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c"),
    ],
)
def test_secrets_are_taken_out_and_ids_stay(words, cleaned):
    assert logs.cleaned(words) == cleaned


def test_an_error_says_where_and_what_came_before(said):
    try:
        try:
            raise KeyError("inner")
        except KeyError as error:
            raise ValueError(f"no letter to bea@x.example with {TOKEN}") from error
    except ValueError:
        log.exception("it broke")
    error = said()[0]["error"]
    assert (error["type"], error["said"]) == ("builtins.ValueError", "no letter to …@… with …")
    assert error["because"]["type"] == "KeyError"
    assert error["where"][0].startswith("tests/core/test_logs.py:")


def test_a_databases_complaint_quotes_no_row(said, database):
    statement = text("insert into users (id, email) values (gen_random_uuid(), :email)")
    try:
        with database.begin() as connection:
            connection.execute(statement, {"email": "the answer is 42"})
    except IntegrityError:
        log.exception("it broke")
    line = said()[0]
    assert "the answer" not in json.dumps(line)
    assert line["error"]["said"].startswith("NotNullViolation 23502 users")


def test_everything_goes_through_one_handler():
    before = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        dictConfig(logs.config())
        (handler,) = logging.getLogger().handlers
        assert isinstance(handler.formatter, logs.JsonLines)
        assert logging.getLogger("_granian").propagate
    finally:
        logging.getLogger().handlers[:], level = before
        logging.getLogger().setLevel(level)
