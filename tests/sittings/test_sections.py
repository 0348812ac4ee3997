"""walk(): what is open where, whatever order one goes in; section_limit(), section_phase()."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.assessments.blueprint import Section
from assay.sittings.sections import Part, parts_of, walk
from assay.sittings.timing import GRACE, Phase, section_limit, section_phase, section_share
from tests.sittings.situation import AT, MINUTE, SECOND, TICK

NONE = timedelta(0)
RUNNING, OVER = Phase(name="running"), Phase(name="over")
PARTS = (
    Part(number=0, title="Free", minutes=None, locks=False, places=(1, 2)),
    Part(number=1, title="One", minutes=10, locks=True, places=(3, 4)),
    Part(number=3, title="Two", minutes=10, locks=True, places=(5,)),
    Part(number=4, title="Last", minutes=5, locks=False, places=(6,)),
)


def states(now):
    return [now.state(part) for part in now.parts]


def titles(*parts):
    return [part.title if part else None for part in parts]


def test_before_any_is_begun_the_free_ones_are_open_and_the_first_that_locks_is_due():
    now = walk(PARTS, section=None, locked=(), phase=None)
    assert states(now) == ["free", "ahead", "ahead", "free"]
    assert now.open_places == (1, 2, 6)
    assert titles(now.here, now.due) == [None, "One"]


def test_while_one_runs_nothing_else_is_open():
    now = walk(PARTS, section=1, locked=(), phase=RUNNING)
    assert states(now) == ["held", "running", "ahead", "held"]
    assert now.open_places == (3, 4)
    assert titles(now.here) == ["One"]


def test_one_whose_time_is_over_is_locked_though_nobody_has_said_so():
    now = walk(PARTS, section=1, locked=(), phase=OVER)
    assert states(now) == ["free", "locked", "ahead", "free"]
    assert (now.running, now.phase) == (None, None)
    assert titles(now.here, now.due) == [None, "Two"]


def test_in_its_grace_it_runs():
    now = walk(PARTS, section=1, locked=(), phase=Phase(name="grace"))
    assert now.state_at(3) == "running"


def test_onward_is_the_next_that_may_be_gone_to_or_begun():
    fresh = walk(PARTS, section=None, locked=(), phase=None)
    assert titles(*(fresh.onward(n) for n in (-1, 0, 1, 3, 4))) == [
        "Free", "One", "Last", "Last", None,
    ]  # fmt: skip
    half = walk(PARTS, section=None, locked=(1,), phase=None)
    assert titles(half.onward(0), half.onward(1)) == ["Two", "Two"]
    done = walk(PARTS, section=None, locked=(1, 3), phase=None)
    assert titles(done.due, done.onward(0), done.onward(4)) == [None, "Last", None]


def test_a_question_that_is_not_there_is_not_open():
    now = walk(PARTS, section=None, locked=(), phase=None)
    assert (now.part_at(9), now.state_at(9), now.takes(9)) == (None, None, False)


@given(
    st.sets(st.sampled_from([1, 3])),
    st.none() | st.sampled_from([1, 3]),
    st.sampled_from(["running", "grace", "over"]),
)
def test_every_section_is_in_one_state_and_what_is_locked_never_takes(locked, section, name):
    now = walk(PARTS, section=section, locked=locked, phase=Phase(name=name))
    running = [part for part in PARTS if now.state(part) == "running"]
    assert len(running) == (section is not None and name != "over")
    assert all(not now.takes(place) for part in PARTS for place in part.places
               if part.number in locked and part.number != section)  # fmt: skip
    if running:
        assert now.open_places == running[0].places


def test_the_parts_of_a_paper_are_those_it_has_questions_of():
    sections = [Section(title="A", minutes=5, locks=True), Section(title="B"), Section(title="C")]
    found = parts_of(sections, [(0, 1), (0, 2), (2, 3), (7, 4)])
    assert [(one.number, one.title, one.locks, one.places) for one in found] == [
        (0, "A", True, (1, 2)), (2, "C", False, (3,)), (7, "", False, (4,)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "name"),
    [
        (10 * MINUTE, "running"),
        (10 * MINUTE + TICK, "grace"),
        (10 * MINUTE + GRACE, "grace"),
        (10 * MINUTE + GRACE + TICK, "over"),
    ],
)
def test_a_section_runs_to_its_end_then_has_its_grace_then_is_over(now, name):
    end = AT + 10 * MINUTE
    assert section_phase(AT + now, end, AT + 60 * MINUTE, GRACE).name == name


def test_the_end_of_the_sitting_cuts_its_section():
    found = section_phase(AT, AT + 10 * MINUTE, AT + 4 * MINUTE, GRACE)
    assert (found.ends_at, found.left) == (AT + 4 * MINUTE, 4 * MINUTE)


@pytest.mark.parametrize(
    ("extra", "seconds"),
    [(NONE, 600), (15 * MINUTE, 750), (60 * MINUTE, 1200), (SECOND, 601), (61 * SECOND, 611)],
)
def test_extra_time_lies_on_a_section_in_proportion_rounded_up(extra, seconds):
    assert section_limit(10, of=60, extra=extra) == timedelta(seconds=seconds)


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=8),
    st.integers(0, 120),
    st.integers(0, 7200),
    st.integers(0, 7200),
)
def test_nobody_with_more_extra_time_has_less_of_a_section_and_all_fit(minutes, rest, one, more):
    """The parts of a second that were rounded up are the only ones that may not fit."""
    of = sum(minutes) + rest
    less, longer = timedelta(seconds=one), timedelta(seconds=one + more)
    limits = [section_limit(each, of=of, extra=longer) for each in minutes]
    for each, limit in zip(minutes, limits, strict=True):
        assert limit >= section_limit(each, of=of, extra=less) >= timedelta(minutes=each)
    assert sum(limits, NONE) <= timedelta(minutes=of) + longer + len(minutes) * SECOND
    assert section_share(of, of=of, extra=longer) == longer
