"""One act on many candidates: asked for once, carried out in steps, and taken back where it can be.

Each candidate's own verb does it, with its own audit entry, as if it were done one by one. A step
may be tried again: a line that is done stays done.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, literal, select

from assay.accounts.models import Member
from assay.accounts.rules import may
from assay.assessments import queries as assessments
from assay.audit.actions import Actor, record
from assay.core import clock
from assay.core.db import session
from assay.core.errors import Conflict, Invalid, NotAllowed, NotFound
from assay.decisions import picking, stages, table, tagging
from assay.decisions.actions import clean_reason, clean_verdict, decide
from assay.decisions.finding import Asked
from assay.decisions.models import BulkAct, BulkLine, CandidateTag
from assay.decisions.picking import NEEDS
from assay.events.catalogue import BulkAsked
from assay.events.outbox import publish
from assay.invitations import actions as invitations
from assay.invitations.deadlines import end_of_day
from assay.invitations.models import Candidate, Invitation
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

AT_ONCE = 50
"""So many are done in the request that asks; more are left to a task."""
STEP = 50
"""Lines of one transaction."""
MOST = 50_000
MOST_DAYS = 90
UNDONE_BY = {"tag": "untag", "untag": "tag", "archive": "restore", "restore": "archive"}
UNDO_WITHIN = timedelta(minutes=10)


def begin(
    assessment_id: UUID,
    asked: Asked,
    *,
    kind: str,
    told: Mapping[str, Any],
    number: int,
    viewer: Member,
) -> BulkAct:
    """Keep who is picked, and do it: at once where they are few, else a task does.

    NotAllowed without the act's permission; Invalid under what is wrong with `told`, and under
    `picked` where it is nobody, too many, or not `number` any more as the member was shown.
    """
    assessment = assessments.one(assessment_id, viewer=viewer)
    if not may(viewer.role, NEEDS[kind]):
        raise NotAllowed(NEEDS[kind])
    asked = table.allowed(asked, hides=assessment.hides_names)
    ids = picking.picked(assessment_id, asked, Invitation.id, at=clock.now())
    return _asked_for(assessment_id, kind, ids, told=_clean(kind, told), by=viewer, number=number)


def undo(bulk_act_id: UUID, *, viewer: Member) -> BulkAct:
    """Do the opposite to those to whom it was done; asked twice, the first one is given back.

    Conflict where it can't be taken back, goes on still, or was finished too long ago.
    """
    act = fetch(BulkAct, bulk_act_id, lock=True)
    assessments.one(act.assessment_id, viewer=viewer)
    if (opposite := UNDONE_BY.get(act.kind)) is None or act.undoes:
        raise Conflict("not to be taken back")
    if not may(viewer.role, NEEDS[opposite]):
        raise NotAllowed(NEEDS[opposite])
    there = select(BulkAct).where(BulkAct.organisation_id == current(), BulkAct.undoes == act.id)
    if found := session.scalars(there).one_or_none():
        return found
    if act.finished_at is None or clock.now() > act.finished_at + UNDO_WITHIN:
        raise Conflict("not now")
    done = select(BulkLine.invitation_id).where(
        BulkLine.organisation_id == current(),
        BulkLine.bulk_act_id == act.id,
        BulkLine.state == "done",
    )
    return _asked_for(act.assessment_id, opposite, done, told=act.told, by=viewer, undoes=act.id)


def carry_on(bulk_act_id: UUID, *, most: int | None = None) -> bool:
    """Do it to the next few (STEP); whether anybody may be left to whom it is to be done."""
    most = most or STEP
    act = fetch(BulkAct, bulk_act_id, lock=True)
    lines = _waiting(act, most)
    reasons = _reasons(act, [line.invitation_id for line in lines])
    for line in lines:
        line.why = reasons[line.invitation_id] or _done_to(act, line.invitation_id)
        line.state = "left" if line.why else "done"
    session.flush()
    if len(lines) < most and act.finished_at is None:
        act.finished_at = clock.now()
    return len(lines) == most


def go_on(bulk_act_id: UUID) -> None:
    """Have a task carry on with it, after what others wait for."""
    publish(BulkAsked(bulk_act_id=bulk_act_id))


def _asked_for(
    assessment_id: UUID,
    kind: str,
    ids: Any,
    *,
    told: dict[str, Any],
    by: Member,
    number: int | None = None,
    undoes: UUID | None = None,
) -> BulkAct:
    act = BulkAct(
        assessment_id=assessment_id, kind=kind, told=told, number=0, asked_by=by.id, undoes=undoes
    )
    session.add(act)
    session.flush()
    chosen = ids.limit(MOST + 1).subquery()
    rows = select(literal(act.id), chosen.c.id if "id" in chosen.c else chosen.c.invitation_id)
    session.execute(insert(BulkLine).from_select(["bulk_act_id", "invitation_id"], rows))
    act.number = _number(act)
    if not act.number:
        raise Invalid("picked", "Nobody is picked.")
    if act.number > MOST:
        raise Invalid("picked", f"At most {MOST:,} at once: take a filter.")
    if number not in (None, act.number):
        raise Invalid("picked", f"Meanwhile {act.number:,} are picked: look at it once more.")
    details = {"kind": kind, "number": act.number}
    actor = Actor(kind="member", id=by.id)
    record("bulk.ask", "bulk_act", act.id, actor=actor, details=details)
    if act.number <= AT_ONCE:
        carry_on(act.id, most=AT_ONCE + 1)
    else:
        go_on(act.id)
    return act


def _number(act: BulkAct) -> int:
    query = (
        select(func.count())
        .select_from(BulkLine)
        .where(BulkLine.organisation_id == current(), BulkLine.bulk_act_id == act.id)
    )
    return session.scalar(query) or 0


def _clean(kind: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """What the act needs to know, and nothing else; Invalid under what is wrong with it."""
    if kind == "tag":
        return {"tag_id": str(tagging.tag_named(told["tag"]).id)}
    if kind == "untag":
        return {"tag_id": str(fetch(CandidateTag, UUID(told["tag"])).id)}
    if kind == "decide":
        return {"verdict": clean_verdict(told["verdict"]), "reason": clean_reason(told["reason"])}
    if kind == "postpone":
        if not 1 <= told["days"] <= MOST_DAYS:
            raise Invalid("days", f"Give 1 to {MOST_DAYS} days.")
        return {"days": told["days"]}
    return {}


def _waiting(act: BulkAct, most: int) -> list[BulkLine]:
    query = (
        select(BulkLine)
        .where(
            BulkLine.organisation_id == current(),
            BulkLine.bulk_act_id == act.id,
            BulkLine.state == "waiting",
        )
        .order_by(BulkLine.invitation_id)
        .limit(most)
    )
    return list(session.scalars(query))


def _reasons(act: BulkAct, ids: Sequence[UUID]) -> dict[UUID, str | None]:
    """Why each of them is left alone, or None; they are held until the step has ended.

    Whoever asked must still be allowed to: a member may have left since.
    """
    if not _may_still(act):
        return {one: "not_allowed" for one in ids}  # noqa: C420 (the values may be None)
    held = select(Invitation.id).where(
        Invitation.organisation_id == current(), Invitation.id.in_(ids)
    )
    session.execute(held.order_by(Invitation.id).with_for_update())
    told = picking.why(act.kind, act.told, clock.now())
    query = stages.joined(Invitation.id, told).where(Invitation.id.in_(ids))
    found: dict[UUID, str | None] = {row[0]: row[1] for row in session.execute(query)}
    return {one: found.get(one, "gone") for one in ids}


def _may_still(act: BulkAct) -> bool:
    member = fetch(Member, act.asked_by)
    if member.removed_at or not may(member.role, NEEDS[act.kind]):
        return False
    try:
        assessments.one(act.assessment_id, viewer=member)
    except NotFound:
        return False
    return True


def _done_to(act: BulkAct, invitation_id: UUID) -> str | None:
    """None where it is done; else why not."""
    try:
        _do(act, invitation_id, Actor(kind="member", id=act.asked_by))
    except NotFound:
        return "gone"
    except (Conflict, Invalid):
        return "meanwhile"
    return None


def _do(act: BulkAct, invitation_id: UUID, by: Actor) -> None:
    told = act.told
    match act.kind:
        case "tag":
            tagging.tag(invitation_id, fetch(CandidateTag, UUID(told["tag_id"])).name, by=by)
        case "untag":
            tagging.untag(invitation_id, UUID(told["tag_id"]), by=by)
        case "archive":
            tagging.archive(invitation_id, by=by)
        case "restore":
            tagging.restore(invitation_id, by=by)
        case "postpone":
            _postpone(invitation_id, told["days"], by)
        case "resend":
            invitations.resend(invitation_id, by=by)
        case "withdraw":
            invitations.withdraw(invitation_id, by=by)
        case "decide":
            decide(invitation_id, verdict=told["verdict"], reason=told["reason"], by=by)


def _postpone(invitation_id: UUID, days: int, by: Actor) -> None:
    """So many days from the old end, or from today where that has passed; a letter tells of it.

    An older link opens no longer than it did: the letter brings another.
    """
    invitation = fetch(Invitation, invitation_id)
    zone = fetch(Candidate, invitation.candidate_id).time_zone
    ends = [
        end_of_day(max(end, clock.now()), zone, days=days) if end else None
        for end in (invitation.start_by, invitation.finish_by)
    ]
    assert ends[0] is not None
    invitations.postpone(invitation_id, start_by=ends[0], finish_by=ends[1], by=by)
    if invitation.sent_at is not None:
        invitations.resend(invitation_id, by=by)
