"""Verbs of the desk: take() an answer, give() it a mark, put_back() what one should not mark."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import tuple_

from assay.accounts.models import Member
from assay.assessments.models import Assessment
from assay.audit.actions import SYSTEM, Actor, record
from assay.core.db import session
from assay.core.errors import Conflict, Invalid
from assay.marking import panel, queue, remarking
from assay.marking.actions import settle
from assay.marking.engines.outcome import outcome
from assay.marking.models import Desk, DeskAnswer, HumanMark, Mark, Turn
from assay.marking.queries import find_result
from assay.marking.queue import RUNS_OUT, Given
from assay.sittings.late import ENDED
from assay.sittings.models import Sitting
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

BY_PEOPLE, VERSION = "marker", "1"
"""What a mark names as its engine; the version goes up where panel.final() does otherwise."""
MOST_COMMENT, MOST_REASON = 4000, 1000


def settle_terms(assessment_id: UUID, *, markers: int, distance: Decimal, by: Actor) -> Desk:
    """How texts that come to the desk from now on are marked. Invalid with each wrong field."""
    wrong = {}
    if markers not in (1, 2):
        wrong["markers"] = "Choose one marker, or two."
    if not 0 < distance <= 1:
        wrong["distance"] = "Give a part of the points, from 1 to 100 %."
    if wrong:
        raise Invalid(fields=wrong)
    fetch(Assessment, assessment_id, lock=True)
    desk = session.get(Desk, (current(), assessment_id))
    if desk is None:
        desk = Desk(assessment_id=assessment_id)
        session.add(desk)
    desk.markers, desk.distance = markers, distance
    record(
        "desk.settle_terms", "assessment", assessment_id,
        actor=by, details={"markers": markers, "distance": str(distance)},
    )  # fmt: skip
    return desk


def take(*, by: Actor, at: datetime) -> Turn | None:
    """The answer that this member has in hand, or the oldest that is theirs to mark, or None.

    It is theirs alone for half an hour. Two who take at once never get the same turn: each locks
    the answer, passes over what the other holds, and looks once more whether it has room.
    """
    assert by.id is not None
    fetch(Member, by.id, lock=True)
    if held := queue.in_hand(by.id, at=at):
        return held
    passed: list[tuple[UUID, int]] = []
    while place := session.scalars(
        queue.open_to(by.id, at=at)
        .where(tuple_(DeskAnswer.sitting_id, DeskAnswer.position).not_in(passed))
        .limit(1)
        .with_for_update(of=DeskAnswer, skip_locked=True)
    ).one_or_none():
        if queue.has_room(place, by.id, at=at):
            return _taken(place, by.id, at)
        passed.append((place.sitting_id, place.position))
    return None


def _taken(place: DeskAnswer, member_id: UUID, at: datetime) -> Turn:
    """A new turn, or the one that had run out."""
    turn = queue.turn_at(place, member_id)
    if turn is None:
        turn = Turn(
            sitting_id=place.sitting_id,
            position=place.position,
            seq=place.seq,
            member_id=member_id,
        )
        session.add(turn)
    turn.taken_at, turn.until = at, at + RUNS_OUT
    session.flush()
    return turn


def give(
    turn_id: UUID, levels: Mapping[str, str], *, comment: str, by: Actor, at: datetime
) -> HumanMark:
    """One marker's levels, kept as they are given; the last one that is wanted settles the answer.

    Again is the same as once. NotFound where the turn is another's; Invalid names each criterion
    without a level; Conflict where it was put back, where it ran out and others have marked it
    meanwhile, or where another text counts now.
    """
    turn, place = _held(turn_id, by)
    if turn.ended_as == "given":
        return session.get_one(HumanMark, (current(), turn_id))
    _check_room(turn, place, at)
    work = queue.work(turn)
    chosen = panel.read_levels(work.key.criteria, levels)
    comment = comment.strip()
    if len(comment) > MOST_COMMENT or "\0" in comment:
        raise Invalid("comment", f"Keep it to {MOST_COMMENT:,} characters.")
    turn.ended_at, turn.ended_as = at, "given"
    mark = HumanMark(
        turn_id=turn.id,
        marked_by=turn.member_id,
        levels=chosen,
        points=outcome(panel.share(work.key.criteria, chosen), place.out_of, {}).points,
        comment=comment,
        seconds=round(min(at - turn.taken_at, RUNS_OUT).total_seconds()),
        marked_at=at,
    )
    session.add(mark)
    session.flush()
    record("answer.mark", "turn", turn.id, actor=by, details={"points": str(mark.points)})
    _settle(place, at)
    return mark


def put_back(turn_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Let others mark it; this member is not given it again. Invalid("reason", …) without one."""
    reason = reason.strip()
    if not reason or len(reason) > MOST_REASON or "\0" in reason:
        raise Invalid("reason", f"Say why, in at most {MOST_REASON:,} characters.")
    turn, _ = _held(turn_id, by)
    if turn.ended_as == "given":
        raise Conflict("it is marked")
    if turn.ended_at is None:
        turn.ended_at, turn.ended_as, turn.reason = at, "put_back", reason
        record("answer.put_back", "turn", turn.id, actor=by)


def _held(turn_id: UUID, by: Actor) -> tuple[Turn, DeskAnswer]:
    """The member's own turn and its answer, which is locked; the sitting before it.

    A mark that is added holds its sitting: two who locked it only then would wait for each other.
    """
    assert by.id is not None
    turn = queue.turn(turn_id, member_id=by.id)
    fetch(Sitting, turn.sitting_id, lock=True)
    place = queue.locked(turn.sitting_id, turn.position)
    assert place is not None
    session.refresh(turn)
    return turn, place


def _check_room(turn: Turn, place: DeskAnswer, at: datetime) -> None:
    if turn.ended_at:
        raise Conflict("it was put back")
    if turn.seq != place.seq:
        raise Conflict("another text counts now")
    if turn.until <= at and not queue.has_room(place, turn.member_id, at=at):
        raise Conflict("the turn ran out, and others have marked it")
    if place.done_at or fetch(Sitting, place.sitting_id).state not in ENDED:
        raise Conflict("it is not to be marked any more")


def _settle(place: DeskAnswer, at: datetime) -> None:
    """The mark that stands, once all that are wanted were given; and the result with the last.

    Where there is a result already, a late text took the place of another: it is settled anew.
    """
    found = queue.given(place.sitting_id, place.position)
    criteria = queue.criteria_of(place)
    shares = [panel.share(criteria, one.mark.levels) for one in found]
    place.wanted = panel.needed(shares, place.wanted, place.distance)
    if len(found) < place.wanted:
        return
    place.done_at = at
    made = _mark(place, found, panel.final(shares), at)
    if find_result(place.sitting_id):
        sitting = fetch(Sitting, place.sitting_id)
        remarking.new_round(sitting, {place.position: made}, by=SYSTEM, at=at)
        return
    session.add(made)
    session.flush()
    settle(place.sitting_id, {}, at=at)


def _mark(place: DeskAnswer, found: list[Given], share: Fraction, at: datetime) -> Mark:
    """Its detail holds what each marker gave, without who they are: reports are made of it."""
    earned = outcome(share, place.out_of, {})
    given = [{"levels": one.mark.levels, "comment": one.mark.comment} for one in found]
    return Mark(
        sitting_id=place.sitting_id,
        position=place.position,
        item_organisation_id=place.item_organisation_id,
        item_version_id=place.item_version_id,
        points=earned.points,
        out_of=earned.out_of,
        engine=BY_PEOPLE,
        engine_version=VERSION,
        source="human",
        marked_by=found[0].mark.marked_by if len(found) == 1 else None,
        marked_at=at,
        detail={"answered": True, "markers": given, "seq": place.seq},
    )
