"""From section to section: begun by a verb, locked by leaving it or by the clock, and for good."""

from datetime import timedelta

import pytest

from assay.audit.queries import entries_about
from assay.core.db import reading, transaction
from assay.core.errors import Conflict, NotFound, TimeIsUp
from assay.sittings import actions, extending, passing, queries, walking
from assay.sittings.saving import NotNow, SectionOver
from assay.sittings.timing import GRACE
from tests.sittings.situation import AT, LOCKING, MINUTE, SECOND, Situation

WARM_UP, IN_EARNEST, THE_REST = 0, 1, 2


@pytest.fixture
def room(app):
    with Situation(app, sections=LOCKING) as room:
        room.start(at=AT)
        yield room


def begin(room, number, minute=0.0):
    with transaction():
        return passing.begin_section(room.sitting_id, number, at=AT + minute * MINUTE)


def leave(room, number, minute=0.0):
    with transaction():
        return passing.leave_section(room.sitting_id, number, at=AT + minute * MINUTE)


def save(room, position, minute=0.0, more=timedelta(0)):
    return room.save(position, {"choice": "b"}, at=AT + minute * MINUTE + more)


def columns(room):
    with reading():
        one = queries.by_id(room.sitting_id)
        return one.section, one.section_ends_at, one.open_positions, one.locked_sections


def states(room, minute):
    with reading():
        now = walking.walk(queries.by_id(room.sitting_id), AT + minute * MINUTE)
        return [now.state(part) for part in now.parts]


def test_at_the_start_only_what_does_not_lock_is_open(room):
    assert columns(room) == (None, None, [5], [])
    assert states(room, 0) == ["ahead", "ahead", "free"]
    save(room, 5)
    with pytest.raises(NotFound):
        save(room, 1)
    assert (room.counted(), room.late()) == (1, 0)


def test_a_paper_without_such_sections_is_open_whole(app):
    with Situation(app) as room:
        room.start(at=AT)
        assert columns(room) == (None, None, None, [])
        for position in range(1, 6):
            save(room, position)
        with pytest.raises(Conflict):
            begin(room, 0)


def test_a_section_that_is_begun_runs_on_its_own_clock(room):
    begin(room, WARM_UP, 5)
    assert columns(room) == (WARM_UP, AT + 15 * MINUTE, [1, 2], [])
    assert states(room, 6) == ["running", "ahead", "held"]
    save(room, 1, 15)
    with pytest.raises(NotNow):
        save(room, 5, 15)
    assert (room.counted(), room.late()) == (1, 0)


def test_at_its_end_it_is_locked_by_itself_and_what_comes_is_late(room):
    begin(room, WARM_UP)
    save(room, 1, 10, GRACE)
    assert room.answer(1).in_grace
    with pytest.raises(SectionOver):
        save(room, 2, 10, GRACE + SECOND)
    assert (room.counted(), room.late()) == (1, 1)
    assert columns(room) == (None, None, [5], [WARM_UP])
    assert room.noted(room.sitting_id)[-1] == "sitting.lock_section"


def test_what_is_free_takes_answers_as_soon_as_the_section_is_over(room):
    begin(room, WARM_UP)
    assert states(room, 11) == ["locked", "ahead", "free"]
    save(room, 5, 11)
    assert columns(room) == (None, None, [5], [WARM_UP])


def test_leaving_it_early_locks_it_for_good(room):
    begin(room, WARM_UP)
    save(room, 1)
    leave(room, WARM_UP, 2)
    with pytest.raises(SectionOver):
        save(room, 1, 3)
    begin(room, WARM_UP, 3)
    assert columns(room) == (None, None, [5], [WARM_UP])
    assert room.answer(1).value == {"choice": "b"}
    with reading():
        told = [(one.verb, one.actor_kind, one.details)
                for one in entries_about("sitting", room.sitting_id)][-2:]  # fmt: skip
    assert told == [
        ("sitting.begin_section", "candidate", {"section": 1}),
        ("sitting.leave_section", "candidate", {"section": 1}),
    ]


def test_one_that_does_not_run_is_not_left(room):
    begin(room, WARM_UP)
    before = columns(room)
    for number in (IN_EARNEST, THE_REST):
        leave(room, number, 1)
    assert columns(room) == before


def test_they_are_begun_one_after_another(room):
    with pytest.raises(Conflict):
        begin(room, IN_EARNEST)
    begin(room, WARM_UP)
    with pytest.raises(Conflict):
        begin(room, IN_EARNEST, 9)
    begin(room, IN_EARNEST, 11)
    assert columns(room) == (IN_EARNEST, AT + 31 * MINUTE, [3, 4], [WARM_UP])
    with pytest.raises(Conflict):
        begin(room, THE_REST, 12)


def test_beginning_it_again_gives_no_time(room):
    begin(room, WARM_UP)
    begin(room, WARM_UP, 9)
    assert columns(room)[1] == AT + 10 * MINUTE


def test_the_sittings_end_ends_its_section(room):
    begin(room, WARM_UP, 55)
    save(room, 1, 60)
    with pytest.raises(TimeIsUp):
        save(room, 2, 60, GRACE + SECOND)
    with pytest.raises(TimeIsUp):
        begin(room, IN_EARNEST, 61)


@pytest.mark.parametrize(
    ("granted", "minutes"),
    [({"extra_percent": 25}, 12.5), ({"extra_minutes": 30}, 15), ({"extra_percent": 100}, 20)],
)
def test_granted_time_lies_on_a_section_in_proportion(app, granted, minutes):
    with Situation(app, sections=LOCKING, **granted) as room:
        room.start(at=AT)
        begin(room, WARM_UP)
        assert columns(room)[1] == AT + minutes * MINUTE


def extend(room, minutes, at):
    with transaction():
        extending.extend(room.sitting_id, seconds=60 * minutes, by=room.member, at=AT + at * MINUTE)


def test_more_time_lies_on_the_section_that_runs_and_on_those_to_come(room):
    begin(room, WARM_UP)
    extend(room, 12, 1)
    assert columns(room)[1] == AT + 12 * MINUTE
    leave(room, WARM_UP, 2)
    begin(room, IN_EARNEST, 2)
    assert columns(room)[1] == AT + 26 * MINUTE


def test_more_time_opens_no_section_that_is_over(room):
    begin(room, WARM_UP)
    extend(room, 30, 11)
    assert states(room, 11) == ["locked", "ahead", "free"]
    with pytest.raises(SectionOver):
        save(room, 1, 11)


def test_a_flag_and_a_sight_of_a_question_that_is_not_open_change_nothing(room):
    for position in (1, 5):
        with transaction():
            actions.flag(room.sitting_id, position=position, on=True, at=AT)
            actions.see(room.sitting_id, position=position, at=AT)
    with reading():
        one = queries.by_id(room.sitting_id)
        assert (one.flagged, one.seen) == ([5], [5])


def test_handing_in_while_one_runs_ends_all(room):
    begin(room, WARM_UP)
    with transaction():
        actions.submit(room.sitting_id, at=AT + MINUTE)
    with pytest.raises(TimeIsUp):
        save(room, 1, 2)
    leave(room, WARM_UP, 2)
    assert columns(room)[0] == WARM_UP
