"""Whose time an outage cost, and what is owed for it: vectors, and properties over many."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.sittings.outages import Span, cause, merged, owed, shared

NINE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
NONE = timedelta(0)


def at(minute):
    return NINE + timedelta(minutes=minute)


def span(start, end):
    return Span(at(start), at(end))


def due(outages, silences=None, *, since=0, ends=60, already=0, most=1800):
    """In minutes; a page that gives no signs is silent all along."""
    silences = [span(0, 500)] if silences is None else silences
    seconds = owed(outages, silences, since=at(since), ends_at=at(ends), already=already, most=most)
    return seconds / 60


def test_an_outage_is_given_back_whole():
    assert due([span(10, 14)]) == 4


def test_overlapping_outages_count_once():
    assert due([span(10, 14), span(12, 16), span(10, 11)]) == 6


def test_what_was_left_when_it_began_is_left_when_it_ends():
    """Ten minutes before the end it began; it ended after the end: the ten minutes are there."""
    assert due([span(50, 70)]) == 20


def test_after_the_end_nothing_is_lost():
    assert due([span(61, 65)]) == 0


def test_an_outage_in_the_time_that_was_given_back_counts_too():
    assert due([span(50, 60), span(65, 70)]) == 15


def test_what_was_judged_is_not_judged_again():
    assert due([span(10, 14), span(20, 22)], since=14) == 2


def test_no_more_than_the_policy_allows_for_the_whole_sitting():
    assert due([span(10, 50)]) == 30
    assert due([span(10, 50)], already=1500) == 5
    assert due([span(10, 50)], already=1800) == 0
    assert due([span(10, 50)], most=0) == 0


def test_who_was_heard_meanwhile_lost_nothing():
    assert due([span(10, 14)], [span(0, 9), span(20, 21)]) == 0
    assert due([span(10, 14)], [span(12, 30)]) == 2


def test_the_start_is_when_one_can_lose_first():
    assert due([span(-10, 5)], since=0) == 5


@pytest.mark.parametrize(
    ("outages", "tried", "why"),
    [
        ([], False, "candidate"),
        ([], True, "network"),
        ([span(0, 6)], False, "server"),
        ([span(0, 6)], True, "server"),
        ([span(0, 4)], True, "network"),
        ([span(0, 4), span(2, 6)], False, "server"),
        ([span(20, 30)], False, "candidate"),
    ],
)
def test_a_silence_has_the_cause_that_fills_most_of_it(outages, tried, why):
    assert cause(span(0, 10), outages, tried=tried) == why


def test_touching_stretches_are_one():
    assert merged([span(3, 4), span(1, 3), span(6, 6)]) == (span(1, 4),)


seconds = st.integers(-600, 6000).map(lambda tick: NINE + timedelta(seconds=tick))
spans = st.lists(
    st.tuples(seconds, st.integers(0, 900)).map(
        lambda told: Span(told[0], told[0] + timedelta(seconds=told[1]))
    ),
    max_size=6,
)
amounts = st.integers(0, 3600)


def length(some):
    return sum((one.length for one in some), NONE).total_seconds()


@given(spans, spans, seconds, seconds, amounts, amounts)
def test_never_more_than_the_outage_nor_than_the_policy(
    outages, silences, since, ends_at, already, most
):
    given_back = owed(outages, silences, since=since, ends_at=ends_at, already=already, most=most)
    assert 0 <= given_back <= max(0, most - already)
    assert given_back <= length(merged(outages))
    assert given_back <= length(shared(outages, silences))


@given(spans, spans, seconds, seconds)
def test_the_same_outage_told_twice_is_owed_once(outages, silences, since, ends_at):
    told = {"since": since, "ends_at": ends_at, "already": 0, "most": 9999}
    assert owed(outages * 2, silences, **told) == owed(outages, silences, **told)


@given(spans, seconds)
def test_judging_at_any_moment_and_again_later_gives_no_more_than_judging_once(outages, now):
    """As the sweep does, while an outage may still go on."""
    silent = [Span(at(-60), at(500))]
    ends_at = at(90)
    once = owed(outages, silent, since=NINE, ends_at=ends_at, already=0, most=9999)
    so_far = [Span(one.start, min(one.end, now)) for one in outages]
    first = owed(so_far, silent, since=NINE, ends_at=ends_at, already=0, most=9999)
    until = max((one.end for one in so_far if one.length), default=NINE)
    then = owed(
        outages, silent, since=max(NINE, until), already=first, most=9999,
        ends_at=ends_at + timedelta(seconds=first),
    )  # fmt: skip
    assert first + then == once


@given(spans, spans)
def test_merged_stretches_are_apart_and_in_order(some, others):
    for found in (merged(some), shared(some, others)):
        for one, next_one in pairwise(found):
            assert one.end < next_one.start
