"""How far assessments are with their candidates, and what waits: for the list of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select

from assay.accounts.models import Member
from assay.assessments.models import Assessment, AssessmentVersion
from assay.assessments.rules import visible
from assay.core.db import session
from assay.decisions import naming
from assay.invitations.models import Candidate, Invitation
from assay.invitations.unnamed import code_of
from assay.marking.models import Result
from assay.sittings.models import Sitting
from assay.tenancy.scope import current

ENDED = ("submitted", "expired")
SOON = timedelta(days=7)
FIRST = 3
"""So many are named; the others are counted."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """`invited` and `handed_in` count people, however many sittings each has; `handed_in` counts
    those whose time ran out, too. `to_mark`: sittings that have ended without a result.

    Withdrawn invitations are not counted. `last_at`: when anyone was last invited, began or ended.
    """

    invited: int = 0
    handed_in: int = 0
    to_mark: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One candidate of whom something is due, by name or code. `at`: since when, or until when."""

    invitation_id: UUID
    name: str
    assessment: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Queue:
    """The first few of all who wait."""

    first: list[Waiting]
    all: int = 0


@dataclass(frozen=True, kw_only=True)
class Places:
    """A queue without names: (invitation, since or until when), and how many wait in all."""

    first: list[tuple[UUID, datetime]]
    all: int = 0


def of(assessment_ids: Collection[UUID]) -> dict[UUID, Progress]:
    """By assessment; one to which nobody was invited is not in it. One query."""
    subject = AssessmentVersion.assessment_id
    return _counted(subject, subject.in_(assessment_ids))


def of_versions(assessment_id: UUID) -> dict[UUID, Progress]:
    """The same by the assessment's versions."""
    return _counted(AssessmentVersion.id, AssessmentVersion.assessment_id == assessment_id)


def to_mark(viewer: Member) -> Places:
    """Whose sitting has ended and has no result yet, the longest first."""
    return _places(viewer, Sitting.ended_at, Sitting.state.in_(ENDED), Result.id.is_(None))


def expiring(viewer: Member, *, at: datetime) -> Places:
    """Who may still begin, and for seven days at most: the next to miss it first."""
    return _places(
        viewer,
        Invitation.start_by,
        Invitation.start_by > at,
        Invitation.start_by <= at + SOON,
        Sitting.id.is_(None),
        Invitation.declined_at.is_(None),
    )


def named(places: Places) -> Queue:
    """With who they are and what they were asked to sit. One query."""
    columns = (Invitation.id, naming.name(), AssessmentVersion.name)
    query = naming.with_assessment(_with_people(select(*columns))).where(
        Invitation.id.in_([one for one, _ in places.first])
    )
    told = {row[0]: row for row in session.execute(query)}
    first = [
        Waiting(
            invitation_id=one, name=told[one][1] or code_of(one), assessment=told[one][2], at=at
        )
        for one, at in places.first
        if one in told
    ]
    return Queue(first=first, all=places.all)


def _counted(subject: Any, condition: Any) -> dict[UUID, Progress]:
    ended = Sitting.state.in_(ENDED)
    counted, people = (
        Invitation.withdrawn_at.is_(None),
        func.count(Invitation.candidate_id.distinct()),
    )
    moments = (Invitation.invited_at, Sitting.started_at, Sitting.ended_at)
    query = _joined(
        select(
            subject,
            people.filter(counted),
            people.filter(counted, ended),
            func.count().filter(counted, ended, Result.id.is_(None)),
            func.greatest(*(func.max(one) for one in moments)),
        )
    )
    return {
        row[0]: Progress(invited=row[1], handed_in=row[2], to_mark=row[3], last_at=row[4])
        for row in session.execute(query.where(condition).group_by(subject))
    }


def _places(viewer: Member, moment: Any, *conditions: Any) -> Places:
    query = (
        _joined(select(Invitation.id, moment, func.count().over()))
        .join(
            Assessment,
            and_(
                Assessment.organisation_id == AssessmentVersion.organisation_id,
                Assessment.id == AssessmentVersion.assessment_id,
            ),
        )
        .where(visible(viewer), Invitation.withdrawn_at.is_(None), *conditions)
        .order_by(moment, Invitation.id)
        .limit(FIRST)
    )
    rows = session.execute(query).all()
    return Places(first=[(row[0], row[1]) for row in rows], all=rows[0][2] if rows else 0)


def _with_people(query: Any) -> Any:
    return (
        query.select_from(Invitation)
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
        .where(Invitation.organisation_id == current())
    )


def _joined(query: Select[Any]) -> Select[Any]:
    """Invitations of ours with their version, their sitting, and its first result."""
    return (
        query.select_from(Invitation)
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Invitation.organisation_id,
                AssessmentVersion.id == Invitation.assessment_version_id,
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
        .where(Invitation.organisation_id == current())
    )
