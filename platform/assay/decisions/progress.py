"""How far assessments are with their candidates, and what waits: for the list of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select

from assay.accounts.models import Member
from assay.assessments.models import Assessment, AssessmentVersion
from assay.assessments.rules import visible
from assay.core.db import session
from assay.decisions import naming
from assay.decisions.models import Standing
from assay.decisions.stages import has_not_begun
from assay.invitations.models import Candidate, Invitation
from assay.invitations.unnamed import code_of
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
    subject = Standing.assessment_id
    return _counted(subject, subject.in_(assessment_ids))


def of_versions(assessment_id: UUID) -> dict[UUID, Progress]:
    """The same by the assessment's versions."""
    return _counted(Standing.assessment_version_id, Standing.assessment_id == assessment_id)


def to_mark(viewer: Member) -> Places:
    """Whose sitting has ended and has no result yet, the longest first."""
    return _places(viewer, Standing.by_end, Standing.stage == "to_mark")


def expiring(viewer: Member, *, at: datetime) -> Places:
    """Who may still begin, and for seven days at most: the next to miss it first."""
    moment = Standing.start_by
    return _places(viewer, moment, *has_not_begun(), moment > at, moment <= at + SOON)


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
    counts, ended = ~Standing.is_withdrawn, Standing.state.in_(ENDED)
    people = func.count(Standing.candidate_id.distinct())
    moments = (Standing.invited_at, Standing.started_at, Standing.by_end)
    query = (
        select(
            subject,
            people.filter(counts),
            people.filter(counts, ended),
            func.count().filter(counts, ended, ~Standing.is_marked),
            func.greatest(*(func.max(one) for one in moments)),
        )
        .where(Standing.organisation_id == current(), condition)
        .group_by(subject)
    )
    return {
        row[0]: Progress(invited=row[1], handed_in=row[2], to_mark=row[3], last_at=row[4])
        for row in session.execute(query)
    }


def _places(viewer: Member, moment: Any, *conditions: Any) -> Places:
    query = (
        select(Standing.invitation_id, moment, func.count().over())
        .join(
            Assessment,
            and_(
                Assessment.organisation_id == Standing.organisation_id,
                Assessment.id == Standing.assessment_id,
            ),
        )
        .where(Standing.organisation_id == current(), visible(viewer), *conditions)
        .order_by(moment, Standing.invitation_id)
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
