"""Start, submit, expire, void, extend, resume, flag: one locked transition each, safe to repeat."""

from datetime import timedelta
from uuid import uuid4

import pytest

from assay.audit.actions import Actor
from assay.audit.queries import entries_about
from assay.core.db import reading, transaction
from assay.core.errors import Conflict, Invalid, NotFound, NotReady, TimeIsUp
from assay.sittings import actions, extending, queries
from assay.sittings.timing import GRACE
from tests.sittings.situation import AT, HOUR, MINUTE, SECOND, Situation, elsewhere

ANN = Actor(kind="member", id=uuid4())


@pytest.fixture
def room(app):
    """One candidate with a paper of five questions and an hour."""
    with Situation(app) as room:
        yield room


def test_a_start_gives_the_time_that_the_invitation_grants(room):
    sitting = room.start(at=AT)
    assert (sitting.state, sitting.started_at, sitting.ends_at) == ("started", AT, AT + HOUR)
    assert (sitting.generation, sitting.grace_seconds) == (1, int(GRACE.total_seconds()))
    assert sitting.next_check_at == AT + HOUR + GRACE


def test_a_start_again_is_the_first_start(room):
    first = room.start(at=AT)
    again = room.start(at=AT + MINUTE)
    assert (again.id, again.started_at) == (first.id, AT)
    assert room.told() == ["SittingStarted"]
    assert room.noted(first.id) == ["sitting.start"]


def test_granted_time_is_part_of_the_end(app):
    with Situation(app, extra_percent=25, extra_minutes=5) as room:
        sitting = room.start(at=AT)
        assert sitting.ends_at == AT + 80 * MINUTE
        assert (sitting.limit_seconds, sitting.extra_seconds) == (3600, 1200)


def test_the_finish_by_cuts_what_a_late_start_gives(app):
    with Situation(app, finish_by=AT + 20 * MINUTE, extra_minutes=5) as room:
        sitting = room.start(at=AT)
        assert sitting.ends_at == AT + 20 * MINUTE
        assert sitting.limit_seconds + sitting.extra_seconds == 1200
        assert room.phase(at=AT + 20 * MINUTE).ends_at == sitting.ends_at


def test_nobody_starts_after_the_start_by(app):
    with Situation(app, start_by=AT) as room:
        with pytest.raises(TimeIsUp):
            room.start(at=AT + SECOND)
        assert room.start(at=AT).state == "started"


def test_nobody_starts_before_the_paper_is_drawn(app):
    with Situation(app, has_paper=False) as room:
        with pytest.raises(NotReady):
            room.start(at=AT)
        assert room.told() == []


def test_nobody_starts_a_withdrawn_invitation(app):
    with Situation(app, withdrawn_at=AT) as room, pytest.raises(Conflict):
        room.start(at=AT)


def test_an_invitation_of_nobody_is_not_found(room):
    with transaction(), pytest.raises(NotFound):
        actions.start(uuid4(), agreed=actions.Agreed(policy=0), at=AT)


def test_submitting_ends_the_sitting_and_is_told_once(room):
    sitting = room.start(at=AT)
    for later in (10, 11):
        with transaction():
            ended = actions.submit(sitting.id, at=AT + later * MINUTE)
        assert (ended.state, ended.submitted_at) == ("submitted", AT + 10 * MINUTE)
    assert ended.next_check_at is None
    assert room.told() == ["SittingStarted", "SittingSubmitted"]
    assert room.noted(sitting.id) == ["sitting.start", "sitting.submit"]


def test_submitting_in_the_grace_counts_as_submitted(room):
    sitting = room.start(at=AT)
    with transaction():
        assert actions.submit(sitting.id, at=AT + HOUR + GRACE).state == "submitted"


def test_submitting_after_the_grace_is_an_expiry_at_the_deadline(room):
    sitting = room.start(at=AT)
    with transaction():
        ended = actions.submit(sitting.id, at=AT + HOUR + GRACE + SECOND)
    assert (ended.state, ended.submitted_at, ended.ended_at) == ("expired", None, AT + HOUR)
    assert room.told() == ["SittingStarted", "SittingExpired"]


def test_a_sitting_does_not_expire_in_its_grace(room):
    sitting = room.start(at=AT)
    with transaction():
        assert actions.expire(sitting.id, at=AT + HOUR + GRACE).state == "started"
        assert actions.expire(sitting.id, at=AT + HOUR + GRACE + SECOND).state == "expired"
        assert actions.expire(sitting.id, at=AT + 2 * HOUR).state == "expired"
    assert room.told() == ["SittingStarted", "SittingExpired"]


def test_an_expiry_leaves_a_submitted_sitting_alone(room):
    sitting = room.start(at=AT)
    with transaction():
        actions.submit(sitting.id, at=AT + MINUTE)
        assert actions.expire(sitting.id, at=AT + 2 * HOUR).state == "submitted"


def test_a_voiding_says_why_and_by_whom(room):
    sitting = room.start(at=AT)
    with transaction():
        for _ in range(2):
            voided = actions.void(sitting.id, by=ANN, reason=" Wrong paper. ", at=AT + MINUTE)
    assert (voided.state, voided.ended_at) == ("voided", AT + MINUTE)
    with reading():
        entry = entries_about("sitting", sitting.id)[-1]
    assert (entry.verb, entry.actor_id, entry.details) == (
        "sitting.void",
        ANN.id,
        {"reason": "Wrong paper."},
    )
    assert room.told()[1:] == ["SittingVoided"]


def test_a_voiding_without_a_reason_is_refused(room):
    sitting = room.start(at=AT)
    with transaction(), pytest.raises(Invalid):
        actions.void(sitting.id, by=ANN, reason=" ", at=AT)


def test_an_extension_moves_the_end_the_sweep_and_the_phase(room):
    sitting = room.start(at=AT)
    with transaction():
        longer = extending.extend(sitting.id, seconds=600, by=ANN, at=AT + MINUTE)
    assert longer.ends_at == AT + 70 * MINUTE
    assert longer.next_check_at == AT + 70 * MINUTE + GRACE
    assert room.phase(at=AT + 65 * MINUTE).name == "running"
    assert room.noted(sitting.id)[-1] == "sitting.extend"


def test_an_extension_reaches_past_the_finish_by(app):
    with Situation(app, finish_by=AT + 20 * MINUTE) as room:
        sitting = room.start(at=AT)
        with transaction():
            longer = extending.extend(sitting.id, seconds=600, by=ANN, at=AT)
        assert longer.ends_at == AT + 30 * MINUTE


@pytest.mark.parametrize("seconds", [0, -60, 24 * 3600 + 1])
def test_an_extension_of_nothing_or_of_more_than_a_day_is_refused(room, seconds):
    sitting = room.start(at=AT)
    with transaction(), pytest.raises(Invalid):
        extending.extend(sitting.id, seconds=seconds, by=ANN, at=AT)


def test_what_has_ended_is_not_extended(room):
    sitting = room.start(at=AT)
    with transaction():
        actions.submit(sitting.id, at=AT + MINUTE)
    with transaction(), pytest.raises(Conflict):
        extending.extend(sitting.id, seconds=60, by=ANN, at=AT + 2 * MINUTE)


def test_going_on_elsewhere_makes_a_new_generation(room):
    sitting = room.start(at=AT)
    with transaction():
        assert actions.resume(sitting.id, at=AT + MINUTE).generation == 2
        actions.submit(sitting.id, at=AT + 2 * MINUTE)
        assert actions.resume(sitting.id, at=AT + 3 * MINUTE).generation == 2


def test_flags_are_set_and_unset_for_questions_of_the_paper_only(room):
    sitting = room.start(at=AT)
    with transaction():
        for position in (4, 2, 2, 99):
            actions.flag(sitting.id, position=position, on=True, at=AT)
        assert actions.flag(sitting.id, position=4, on=False, at=AT).flagged == [2]


def test_flags_stay_as_they_were_when_the_time_is_over(room):
    sitting = room.start(at=AT)
    with transaction(), pytest.raises(TimeIsUp):
        actions.flag(sitting.id, position=1, on=True, at=AT + 2 * HOUR)


@pytest.mark.parametrize("verb", [actions.submit, actions.expire, actions.resume])
def test_another_organisation_does_not_find_the_sitting(app, room, verb):
    sitting = room.start(at=AT)

    def try_it(other):
        assert other.organisation_id != room.organisation_id
        with transaction(), pytest.raises(NotFound):
            verb(sitting.id, at=AT + 2 * HOUR)

    elsewhere(app, try_it)
    assert room.told() == ["SittingStarted"]


def test_the_receipt_changes_with_any_answer_and_with_nothing_else(room):
    sitting = room.start(at=AT)
    with reading():
        empty = queries.receipt(sitting.id)
    room.save(1, {"choice": "a"}, at=AT)
    with reading():
        one, again = queries.receipt(sitting.id), queries.receipt(sitting.id)
    room.save(1, {"choice": "b"}, at=AT + timedelta(seconds=1))
    with reading():
        other = queries.receipt(sitting.id)
    assert one == again
    assert len({empty, one, other}) == 3
