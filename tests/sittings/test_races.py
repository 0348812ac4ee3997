"""Many at once, with real threads against the real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from assay.audit.actions import SYSTEM
from assay.core.db import reading, session, transaction
from assay.core.errors import AssayError
from assay.sittings import actions, extending, passing, queries
from assay.sittings.models import Sitting
from assay.sittings.timing import GRACE
from assay.tenancy.scope import scope
from tests.sittings.situation import AT, HOUR, LOCKING, MINUTE, SECOND, Situation

SIX = 6
ROUNDS = 5


@pytest.fixture
def room(app):
    with Situation(app) as room:
        yield room


def at_once(room, *works):
    """Run all the works at the same moment, each with a session of its own; their outcomes."""
    gate = Barrier(len(works))

    def one(work):
        with room.app.app_context(), scope(room.organisation_id):
            gate.wait(10)
            try:
                return work()
            except AssayError as refused:
                return refused

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def locked(verb, *subject, **how):
    def work():
        with transaction():
            return verb(*subject, **how)

    return work


def state(room):
    with reading():
        return queries.by_id(room.sitting_id).state


def test_six_starts_at_once_are_one_sitting_and_all_succeed(room):
    agreed = actions.Agreed(policy=0)
    start = locked(actions.start, room.invitation_id, agreed=agreed, at=AT)
    begun = at_once(room, *[start] * SIX)
    assert all(isinstance(sitting, Sitting) for sitting in begun)
    assert len({sitting.id for sitting in begun}) == 1
    assert room.told() == ["SittingStarted"]


def test_six_submits_at_once_are_one_event_and_all_succeed(room):
    room.start(at=AT)
    submit = locked(actions.submit, room.sitting_id, at=AT + MINUTE)
    ended = at_once(room, *[submit] * SIX)
    assert [sitting.state for sitting in ended] == ["submitted"] * SIX
    assert room.told() == ["SittingStarted", "SittingSubmitted"]
    assert room.noted(room.sitting_id) == ["sitting.start", "sitting.submit"]


def test_a_submit_and_an_expiry_at_once_are_one_end(room):
    room.start(at=AT)
    works = [
        locked(actions.submit, room.sitting_id, at=AT + HOUR + GRACE),
        locked(actions.expire, room.sitting_id, at=AT + HOUR + GRACE + SECOND),
    ]
    first, second = at_once(room, *works)
    assert first.state == second.state
    assert len(room.told()) == 2


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_a_save_against_a_submit_is_counted_or_late_never_lost(room, attempt):
    room.start(at=AT)
    at_once(
        room,
        lambda: room.save(1, {"choice": "a"}, at=AT + MINUTE, seq=1),
        locked(actions.submit, room.sitting_id, at=AT + MINUTE),
    )
    assert state(room) == "submitted"
    assert room.counted() + room.late() == 1


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_a_save_against_an_expiry_is_counted_or_late_never_lost(room, attempt):
    room.start(at=AT)
    saved, _ = at_once(
        room,
        lambda: room.save(1, {"choice": "a"}, at=AT + HOUR + GRACE, seq=1),
        locked(actions.expire, room.sitting_id, at=AT + HOUR + GRACE + SECOND),
    )
    assert state(room) == "expired"
    assert room.counted() + room.late() == 1
    assert room.late() == isinstance(saved, AssayError)


def test_a_save_waits_for_a_submit_in_flight_and_sees_its_outcome(room):
    room.start(at=AT)
    with room.app.app_context(), scope(room.organisation_id), ThreadPoolExecutor(1) as pool:
        with transaction():
            actions.submit(room.sitting_id, at=AT + MINUTE)
            session.flush()
            waiting = pool.submit(room.save, 1, {"choice": "a"}, at=AT + MINUTE, seq=1)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.3)
        assert isinstance(waiting.exception(timeout=10), AssayError)
    assert (room.counted(), room.late()) == (0, 1)


def test_saves_of_one_answer_at_once_leave_the_highest(room):
    room.start(at=AT)
    saves = [
        lambda seq=seq: room.save(1, {"text": str(seq)}, at=AT, seq=seq)
        for seq in range(1, SIX + 1)
    ]
    at_once(room, *saves)
    assert room.answer(1).value == {"text": str(SIX)}


def test_the_same_save_six_times_at_once_is_one_row_of_history(room):
    room.start(at=AT)
    save = lambda: room.save(1, {"choice": "a"}, at=AT, seq=1, key="the-same-key")  # noqa: E731
    saved = at_once(room, *[save] * SIX)
    assert [one.seq for one in saved] == [1] * SIX
    assert room.counted() == 1


def test_extensions_at_once_all_count(room):
    room.start(at=AT)
    extend = locked(extending.extend, room.sitting_id, seconds=60, by=SYSTEM, at=AT)
    at_once(room, *[extend] * SIX)
    with reading():
        assert queries.by_id(room.sitting_id).ends_at == AT + HOUR + SIX * MINUTE


def test_an_extension_against_an_expiry_leaves_one_truth(room):
    room.start(at=AT)
    at = AT + HOUR + GRACE + SECOND
    at_once(
        room,
        locked(extending.extend, room.sitting_id, seconds=600, by=SYSTEM, at=at),
        locked(actions.expire, room.sitting_id, at=at),
    )
    with reading():
        sitting = queries.by_id(room.sitting_id)
        is_longer = sitting.ends_at == AT + HOUR + 10 * MINUTE
    assert is_longer == (sitting.state == "started")


@pytest.fixture
def in_sections(app):
    with Situation(app, sections=LOCKING) as room:
        room.start(at=AT)
        yield room


def test_six_beginnings_of_a_section_at_once_are_one(in_sections):
    room = in_sections
    works = [
        locked(passing.begin_section, room.sitting_id, 0, at=AT + n * SECOND) for n in range(SIX)
    ]
    begun = at_once(room, *works)
    assert all(isinstance(sitting, Sitting) for sitting in begun)
    assert len({sitting.section_ends_at for sitting in begun}) == 1
    assert room.noted(room.sitting_id) == ["sitting.start", "sitting.begin_section"]


def test_six_goings_on_to_the_next_section_at_once_are_one(in_sections):
    room = in_sections
    locked(passing.begin_section, room.sitting_id, 0, at=AT)()

    def go_on():
        locked(passing.leave_section, room.sitting_id, 0, at=AT + MINUTE)()
        return locked(passing.begin_section, room.sitting_id, 1, at=AT + MINUTE)()

    gone = at_once(room, *[go_on] * SIX)
    assert all((sitting.section, sitting.locked_sections) == (1, [0]) for sitting in gone)
    assert room.noted(room.sitting_id) == [
        "sitting.start", "sitting.begin_section", "sitting.leave_section", "sitting.begin_section",
    ]  # fmt: skip


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_a_save_against_leaving_its_section_is_counted_or_late_never_lost(in_sections, attempt):
    room = in_sections
    locked(passing.begin_section, room.sitting_id, 0, at=AT)()
    saved, _ = at_once(
        room,
        lambda: room.save(1, {"choice": "a"}, at=AT + MINUTE, seq=1),
        locked(passing.leave_section, room.sitting_id, 0, at=AT + MINUTE),
    )
    assert (room.counted(), room.late()) == ((0, 1) if isinstance(saved, AssayError) else (1, 0))
