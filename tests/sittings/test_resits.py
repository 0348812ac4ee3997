"""When a resit may be asked for, by the policy alone."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from assay.sittings.resits import Hindrance, Try, hindrance, opens_at, ordinal
from assay.tenancy.policies import Policy

END = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
BERLIN = "Europe/Berlin"


def sat(nth: int = 1, *, at: datetime = END, state: str = "submitted") -> Try:
    return Try(
        invitation_id=UUID(int=nth), nth=nth, is_resit=nth > 1, state=state,
        started_at=at - timedelta(hours=1), ended_at=at,
    )  # fmt: skip


def hindered(*tries: Try, at: datetime, **policy: int) -> Hindrance | None:
    return hindrance(tries, Policy(**policy), zone=BERLIN, at=at)


def test_the_days_are_those_of_the_calendar_and_not_of_24_hours():
    """Clocks go forward on 29 March 2026: half past ten stays half past ten."""
    assert opens_at(END, Policy(resits_after=30), BERLIN) == datetime(
        2026, 3, 31, 8, 30, tzinfo=UTC
    )
    assert opens_at(END, Policy(resits_after=30), "UTC") == END + timedelta(days=30)


def test_a_second_before_it_is_too_early_and_then_it_is_not():
    first = opens_at(END, Policy(resits_after=30), BERLIN)
    early = hindered(sat(), at=first - SECOND, resits_after=30)
    assert early == Hindrance(
        words="Your policies leave 30 days between two sittings.", until=first
    )
    assert hindered(sat(), at=first, resits_after=30) is None


def test_the_interval_may_be_none_at_all():
    assert hindered(sat(), at=END, resits_after=0) is None
    told = hindered(sat(), at=END, resits_after=1)
    assert told is not None
    assert told.words == "Your policies leave 1 day between two sittings."


@pytest.mark.parametrize(
    ("sittings", "resits", "words"),
    [
        (1, 0, "Your policies give no resits."),
        (2, 1, "Your policies give one resit of an assessment, and that was sat."),
        (3, 2, "Your policies give 2 resits of an assessment, and those were sat."),
        (2, 2, None),
    ],
)
def test_there_are_so_many_and_no_more(sittings, resits, words):
    tries = [sat(nth, at=END + timedelta(days=nth)) for nth in range(1, sittings + 1)]
    told = hindered(*tries, at=END + timedelta(days=900), resits=resits)
    assert (told and told.words) == words


def test_the_interval_is_counted_from_the_latest_that_counts():
    later = END + timedelta(days=100)
    told = hindered(
        sat(), sat(2, at=later), at=later + timedelta(days=29), resits=2, resits_after=30
    )
    assert told is not None
    assert told.until == later + timedelta(days=30)


def test_what_was_voided_counts_for_nothing():
    voided = sat(state="voided")
    assert hindered(voided, at=END, resits=0, resits_after=90) is None
    after_one = (sat(), sat(2, at=END + timedelta(days=95), state="voided"))
    assert hindered(*after_one, at=END + timedelta(days=95), resits=1, resits_after=90) is None


def test_what_runs_or_has_not_begun_is_waited_for():
    asked = Try(invitation_id=UUID(int=1), nth=1, is_resit=False)
    runs = Try(
        invitation_id=UUID(int=1), nth=1, is_resit=False, state="started", started_at=END
    )  # fmt: skip
    for one in (asked, runs):
        assert hindered(one, at=END) == Hindrance(words="The sitting before has not ended.")


def test_ordinals():
    told = [ordinal(nth) for nth in (1, 2, 6, 7, 11, 21, 22, 23, 112)]
    assert told == ["first", "second", "sixth", "7th", "11th", "21st", "22nd", "23rd", "112th"]
