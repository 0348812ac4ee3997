"""How far an act on many candidates is: to how many it was done, who was left alone and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from assay.accounts import queries as accounts
from assay.accounts.models import Member
from assay.assessments import queries as assessments
from assay.core import clock
from assay.core.db import session
from assay.core.errors import NotFound
from assay.decisions.bulk import UNDO_WITHIN, UNDONE_BY
from assay.decisions.models import BulkAct, BulkLine, CandidateTag
from assay.decisions.picking import NAMED, WHY, Left, called
from assay.invitations.models import Candidate, Invitation
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

NEWEST = 20


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`left` in words; `named` are the first of them. `undo_until`: where it can be taken back
    still. `undone_by`: the act that took it back. `tag` is empty where it was removed since."""

    act: BulkAct
    tag: str
    done: int
    waiting: int
    left: Mapping[str, int]
    named: tuple[Left, ...]
    undo_until: datetime | None
    undone_by: UUID | None


@dataclass(frozen=True, kw_only=True)
class Lately:
    """An act, who asked for it, and the act that took it back, if one did."""

    act: BulkAct
    by: str
    undone_by: UUID | None


def lately(assessment_id: UUID, *, viewer: Member) -> list[Lately]:
    """The newest acts on many of the assessment's candidates, newest first; NotFound if unseen."""
    assessments.one(assessment_id, viewer=viewer)
    taken_back = aliased(BulkAct)
    query = (
        select(BulkAct, taken_back.id)
        .outerjoin(
            taken_back,
            and_(
                taken_back.organisation_id == BulkAct.organisation_id,
                taken_back.undoes == BulkAct.id,
            ),
        )
        .where(BulkAct.organisation_id == current(), BulkAct.assessment_id == assessment_id)
        .order_by(BulkAct.asked_at.desc(), BulkAct.id)
        .limit(NEWEST)
    )
    found = session.execute(query).all()
    names = accounts.everyone()
    return [Lately(act=act, by=names[act.asked_by], undone_by=back) for act, back in found]


def standing(bulk_act_id: UUID, *, assessment_id: UUID, viewer: Member) -> Standing:
    """NotFound where it is another assessment's, or not the viewer's to see."""
    assessments.one(assessment_id, viewer=viewer)
    act = fetch(BulkAct, bulk_act_id)
    if act.assessment_id != assessment_id:
        raise NotFound("BulkAct")
    counts = _counts(act)
    undone_by = session.scalar(
        select(BulkAct.id).where(BulkAct.organisation_id == current(), BulkAct.undoes == act.id)
    )
    done = counts.get(("done", None), 0)
    return Standing(
        act=act,
        tag=_tag(act),
        done=done,
        waiting=counts.get(("waiting", None), 0),
        left={WHY[why]: number for (_, why), number in counts.items() if why},
        named=_left(act),
        undo_until=_undo_until(act) if done and not undone_by else None,
        undone_by=undone_by,
    )


def _undo_until(act: BulkAct) -> datetime | None:
    if act.kind not in UNDONE_BY or act.undoes or act.finished_at is None:
        return None
    until = act.finished_at + UNDO_WITHIN
    return until if clock.now() <= until else None


def _tag(act: BulkAct) -> str:
    if "tag_id" not in act.told:
        return ""
    found = session.get(CandidateTag, (current(), UUID(act.told["tag_id"])))
    return found.name if found else ""


def _counts(act: BulkAct) -> dict[tuple[str, str | None], int]:
    """(state, why) → how many."""
    query = (
        select(BulkLine.state, BulkLine.why, func.count())
        .where(BulkLine.organisation_id == current(), BulkLine.bulk_act_id == act.id)
        .group_by(BulkLine.state, BulkLine.why)
        .order_by(BulkLine.state, BulkLine.why)
    )
    return {(state, why): number for state, why, number in session.execute(query)}


def _left(act: BulkAct) -> tuple[Left, ...]:
    query = (
        select(BulkLine.invitation_id, Candidate.name, BulkLine.why)
        .join(
            Invitation,
            and_(
                Invitation.organisation_id == BulkLine.organisation_id,
                Invitation.id == BulkLine.invitation_id,
            ),
        )
        .join(
            Candidate,
            and_(
                Candidate.organisation_id == Invitation.organisation_id,
                Candidate.id == Invitation.candidate_id,
            ),
        )
        .where(
            BulkLine.organisation_id == current(),
            BulkLine.bulk_act_id == act.id,
            BulkLine.state == "left",
        )
        .order_by(BulkLine.invitation_id)
        .limit(NAMED)
    )
    return called(
        [
            Left(invitation_id=one, name=name, why=WHY[why or "gone"])
            for one, name, why in session.execute(query)
        ]
    )
