"""Usage figures: counted by month and by assessment, too few are not told of, nobody else's."""

from datetime import UTC, datetime, timedelta

import pytest

from assay.core import clock
from assay.core.db import reading, transaction
from assay.decisions import actions
from assay.insights import usage
from tests.marking.exam import Counted, Exam
from tests.sittings.situation import AT, HOUR, elsewhere

SINCE = datetime(2025, 1, 1, tzinfo=UTC)
NEW_YEAR = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)


@pytest.fixture
def exam(app):
    with Exam(app) as exam:
        yield exam


def by_month(zone="UTC", since=SINCE):
    with reading():
        return usage.by_month(zone, since=since)


def numbers(line):
    return line.invited, line.started, line.finished, line.marked


def test_each_month_counts_what_became_of_who_was_invited_in_it(exam):
    exam.result(right=3)
    exam.sit(right=1, invitation_id=exam.invite("Waits"))
    exam.invitation_id = exam.invite("Sits")
    exam.start(at=AT)
    exam.invite("Earlier", at=AT - timedelta(days=40))
    assert [(line.of, numbers(line)) for line in by_month()] == [
        ("2026-01", (3, 3, 2, 1)), ("2025-11", (1, 0, 0, 0)),
    ]  # fmt: skip


def test_a_month_is_the_calendars_where_the_organisation_is(exam):
    exam.invite("At midnight", at=NEW_YEAR)
    assert [line.invited for line in by_month("UTC")] == [1, 1]
    assert [line.invited for line in by_month("Europe/Berlin")] == [2]


def test_what_was_before_is_not_told(exam):
    assert by_month(since=AT + HOUR) == []


def test_a_median_needs_five(exam):
    for number in range(usage.FEWEST):
        invitation_id = exam.invite(f"No. {number}")
        assert by_month()[0].minutes is None
        exam.sit(right=1, invitation_id=invitation_id)
    assert by_month()[0].minutes == 24.0


def test_each_assessment_has_its_line(exam):
    exam.result(right=3)
    with reading():
        (line,) = usage.by_assessment(since=SINCE)
    assert (line.of, numbers(line)) == ("Flask developer, mid level", (1, 1, 1, 1))


def test_decisions_are_counted_by_kind(exam):
    for verdict in ("hold", "advance", "hold"):
        with clock.frozen(AT), transaction():
            actions.decide(exam.invitation_id, verdict=verdict, reason="So.", by=exam.member)
    with reading():
        found = usage.decisions(since=SINCE)
    assert found == {"advance": 1, "reject": 0, "hold": 2}


def test_another_organisation_counts_its_own(app, exam):
    exam.result(right=3)
    (line,) = elsewhere(app, lambda other: by_month())
    assert numbers(line) == (1, 0, 0, 0)


def test_a_sheet_calculates_nothing(exam):
    line = usage.Line(of="=1+1", invited=7, started=6, finished=5, marked=4, minutes=24.5)
    head, told = usage.sheet([line], "assessment").lstrip("\ufeff").splitlines()
    assert head == "assessment,invited,started,finished,marked,median_minutes"
    assert told == "'=1+1,7,6,5,4,24.5"


def test_three_cost_as_many_queries_as_one(exam):
    with Counted() as one:
        by_month()
    for name in ("Bo", "Di"):
        exam.invite(name)
    with Counted() as three:
        by_month()
    assert (len(one), len(three)) == (1, 1)
