"""The read behind the candidates table, and the decisions on one invitation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on

from assay.accounts.models import Member, User
from assay.assessments import queries as assessments
from assay.assessments.models import AssessmentVersion
from assay.core.db import session
from assay.decisions.models import Decision
from assay.invitations.models import Candidate, Invitation
from assay.marking.models import Result
from assay.marking.queries import find_result, measure
from assay.marking.scoring import Measure
from assay.sittings import queries as sittings
from assay.sittings.models import Sitting
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the candidates table; without a result, or without a number, those are None."""

    invitation_id: UUID
    name: str
    email: str
    status: str
    minutes: int | None
    result_id: UUID | None
    measure: Measure | None
    cut_score: int | None
    decision: str | None


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: list[Row]
    next: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """A decision as pages tell it."""

    verdict: str
    reason: str
    by: str
    decided_at: datetime


def candidates(
    assessment_id: UUID, *, viewer: Member, after: UUID | None = None, limit: int = 50
) -> Page:
    """Everyone asked to sit any version of it, newest first; NotFound where the viewer may not."""
    assessments.one(assessment_id, viewer=viewer)
    query = _rows(assessment_id).limit(limit + 1)
    if after:
        last = fetch(Invitation, after)
        query = query.where(
            tuple_(Invitation.invited_at, Invitation.id) < tuple_(last.invited_at, last.id)
        )
    found = session.execute(query).all()
    latest = _latest([row[0].id for row in found[:limit]])
    rows = [
        _row(invitation, person, sitting, result, latest.get(invitation.id))
        for invitation, person, sitting, result in found[:limit]
    ]
    return Page(rows=rows, next=rows[-1].invitation_id if len(found) > limit else None)


def history(invitation_id: UUID) -> list[Told]:
    """Every decision on the invitation, the latest first, with the name of who decided."""
    query = (
        select(Decision, User.name)
        .join(
            Member,
            and_(
                Member.organisation_id == Decision.organisation_id,
                Member.id == Decision.decided_by,
            ),
        )
        .join(User, User.id == Member.user_id)
        .where(Decision.organisation_id == current(), Decision.invitation_id == invitation_id)
        .order_by(Decision.decided_at.desc(), Decision.id)
    )
    return [
        Told(verdict=one.verdict, reason=one.reason, by=name, decided_at=one.decided_at)
        for one, name in session.execute(query)
    ]


def _rows(assessment_id: UUID) -> Any:
    return (
        select(Invitation, Candidate, Sitting, Result)
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Invitation.organisation_id,
                AssessmentVersion.id == Invitation.assessment_version_id,
            ),
        )
        .join(
            Candidate,
            and_(
                Candidate.organisation_id == Invitation.organisation_id,
                Candidate.id == Invitation.candidate_id,
            ),
        )
        .outerjoin(
            Sitting,
            and_(
                Sitting.organisation_id == Invitation.organisation_id,
                Sitting.invitation_id == Invitation.id,
            ),
        )
        .outerjoin(
            Result,
            and_(
                Result.organisation_id == Sitting.organisation_id,
                Result.sitting_id == Sitting.id,
                Result.round == 1,
            ),
        )
        .where(
            Invitation.organisation_id == current(),
            AssessmentVersion.assessment_id == assessment_id,
        )
        .order_by(Invitation.invited_at.desc(), Invitation.id.desc())
    )


def _latest(invitation_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The verdict that stands, by invitation."""
    query = (
        select(Decision.invitation_id, Decision.verdict)
        .where(Decision.organisation_id == current(), Decision.invitation_id.in_(invitation_ids))
        .order_by(Decision.invitation_id, Decision.decided_at.desc(), Decision.id)
        .ext(distinct_on(Decision.invitation_id))
    )
    return {row.invitation_id: row.verdict for row in session.execute(query)}


def _row(
    invitation: Invitation,
    person: Candidate,
    sitting: Sitting | None,
    result: Result | None,
    verdict: str | None,
) -> Row:
    return Row(
        invitation_id=invitation.id,
        name=person.name,
        email=person.email,
        status=status(invitation, sitting, result),
        minutes=_minutes(sitting),
        result_id=result.id if result else None,
        measure=measure(result) if result else None,
        cut_score=result.cut_score if result else None,
        decision=verdict,
    )


def status_of(invitation_id: UUID) -> str:
    """The same words for one invitation."""
    invitation = fetch(Invitation, invitation_id)
    sitting = sittings.of_invitation(invitation_id)
    return status(invitation, sitting, find_result(sitting.id) if sitting else None)


def status(invitation: Invitation, sitting: Sitting | None, result: Result | None) -> str:
    """Where the invitation is, in a word or two."""
    if sitting is not None:
        if sitting.state == "voided":
            return "Voided"
        if sitting.state == "started":
            return "Sitting now"
        if result is None:
            return "Being marked"
        return "Handed in" if sitting.state == "submitted" else "Time ran out"
    if invitation.withdrawn_at:
        return "Withdrawn"
    return "Invited" if invitation.sent_at else "Letter on its way"


def _minutes(sitting: Sitting | None) -> int | None:
    if sitting is None or sitting.ended_at is None:
        return None
    return round((sitting.ended_at - sitting.started_at).total_seconds() / 60)
