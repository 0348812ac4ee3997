"""The clock is read in one place, in UTC; the request's name follows the work."""

import ast
from datetime import UTC, datetime, timedelta, timezone

import pytest

from assay.core import clock, context
from tests.architecture.sources import Source, calls, dotted, imported, product

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
READERS = {"datetime.datetime.now", "datetime.datetime.utcnow", "datetime.date.today", "time.time"}
OTHERS = {
    "assay.core.clock": "it is the clock",
    "assay.web.limits": "the limiter tells when it opens again in seconds of its own clock",
}
"""Modules that may read the wall clock, each with its reason."""


def test_now_is_aware_and_utc():
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_clock_that_is_held_stands_still_and_is_let_go():
    with clock.frozen(NOON):
        assert (clock.now(), clock.now()) == (NOON, NOON)
    assert clock.now() > NOON


def test_a_held_clock_is_held_again_inside_and_comes_back():
    with clock.frozen(NOON):
        with pytest.raises(ZeroDivisionError), clock.frozen(NOON + timedelta(days=1)):
            raise ZeroDivisionError
        assert clock.now() == NOON


def test_an_instant_of_any_zone_is_held_in_utc():
    with clock.frozen(NOON.astimezone(timezone(timedelta(hours=9)))):
        assert (clock.now(), clock.now().tzinfo) == (NOON, UTC)


def reads(source):
    """The lines on which a module reads the wall clock itself."""
    names = imported(source)
    return [call.lineno for call in calls(source.tree) if dotted(call.func, names) in READERS]


def test_nobody_else_reads_the_wall_clock():
    found = {source.module: lines for source in product() if (lines := reads(source))}
    assert set(found) == set(OTHERS), found


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import datetime\ndatetime.now()",
        "import datetime\ndatetime.datetime.utcnow()",
        "from datetime import date as d\nd.today()",
        "import time\ntime.time()",
    ],
)
def test_who_reads_it_would_be_seen(text):
    assert isinstance(ast.parse(text), ast.Module)
    assert reads(Source("assay.web.sinner", text)) == [2]


def test_a_request_has_a_name_that_is_handed_on():
    assert context.request_id() is None
    with context.request("abc") as name:
        assert (name, context.request_id()) == ("abc", "abc")
        with context.request() as inner:
            assert context.request_id() == inner != "abc"
        assert context.request_id() == "abc"
    assert context.request_id() is None
