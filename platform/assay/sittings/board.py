"""Reads of the sittings of an assessment that run now: how far, how long still, who is there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, and_, func, select

from assay.assessments.models import AssessmentVersion, PaperItem
from assay.core.db import session
from assay.core.errors import NotFound
from assay.invitations.models import Candidate, Invitation
from assay.sittings.models import Answer, Beat, Sitting
from assay.tenancy.scope import current

MOST = 500
"""Sittings on one board: those that end first."""
THERE = timedelta(seconds=30)
"""Two signs of life of a page that nobody looks at, which gives one every fifteen seconds."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """`seen_at` is when the page was last heard of; a page without script never is."""

    sitting_id: UUID
    invitation_id: UUID
    candidate: str
    answered: int
    questions: int
    seen_at: datetime | None
    ends_at: datetime
    at: datetime

    @property
    def is_there(self) -> bool:
        return self.seen_at is not None and self.at - self.seen_at <= THERE

    @property
    def left(self) -> timedelta:
        return max(timedelta(0), self.ends_at - self.at)


@dataclass(frozen=True, kw_only=True)
class Board:
    """The first to end comes first; `is_cut` where there are more than are shown."""

    lines: tuple[Line, ...]
    is_cut: bool

    @property
    def there(self) -> int:
        return sum(line.is_there for line in self.lines)


def running(assessment_id: UUID, *, at: datetime) -> Board:
    """Of every version of it; one query, however many there are."""
    query = (
        select(
            Sitting.id, Sitting.invitation_id, Candidate.name, Sitting.ends_at, Beat.seen_at,
            _answered(), _questions(),
        )
        .select_from(Sitting)
        .join(
            Invitation,
            and_(
                Invitation.organisation_id == Sitting.organisation_id,
                Invitation.id == Sitting.invitation_id,
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
            Beat,
            and_(Beat.organisation_id == Sitting.organisation_id, Beat.sitting_id == Sitting.id),
        )
        .where(
            Sitting.organisation_id == current(),
            Sitting.id.in_(_running(assessment_id).limit(MOST + 1)),
        )
        .order_by(Sitting.ends_at, Sitting.id)
    )  # fmt: skip
    found = [
        Line(
            sitting_id=sitting_id, invitation_id=invitation_id, candidate=name, ends_at=ends_at,
            seen_at=seen_at, answered=done, questions=of, at=at,
        )
        for sitting_id, invitation_id, name, ends_at, seen_at, done, of in session.execute(query)
    ]  # fmt: skip
    return Board(lines=tuple(found[:MOST]), is_cut=len(found) > MOST)


def _answered() -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(
            Answer.organisation_id == Sitting.organisation_id,
            Answer.sitting_id == Sitting.id,
            Answer.value.is_not(None),
        )
        .correlate(Sitting)
        .scalar_subquery()
    )


def _questions() -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(
            PaperItem.organisation_id == Sitting.organisation_id,
            PaperItem.paper_id == Sitting.paper_id,
        )
        .correlate(Sitting)
        .scalar_subquery()
    )


def running_ids(assessment_id: UUID) -> list[UUID]:
    """All of them, without a limit."""
    return sorted(session.scalars(_running(assessment_id)))


def assessment_of(sitting_id: UUID) -> UUID:
    """Which assessment a sitting is of."""
    query = (
        select(AssessmentVersion.assessment_id)
        .join(
            Invitation,
            and_(
                Invitation.organisation_id == AssessmentVersion.organisation_id,
                Invitation.assessment_version_id == AssessmentVersion.id,
            ),
        )
        .join(
            Sitting,
            and_(
                Sitting.organisation_id == Invitation.organisation_id,
                Sitting.invitation_id == Invitation.id,
            ),
        )
        .where(Sitting.organisation_id == current(), Sitting.id == sitting_id)
    )
    if (found := session.scalar(query)) is None:
        raise NotFound("Sitting")
    return found


def _running(assessment_id: UUID) -> Select[UUID]:
    """The ids of its sittings that run, the first to end first.

    Begins with all that run, by their index: of everyone who was ever invited they are few, which
    Postgres can't know.
    """
    all_ = (
        select(Sitting.id, Sitting.invitation_id, Sitting.ends_at)
        .where(
            Sitting.organisation_id == current(),
            Sitting.state == "started",
        )
        .cte("running")
        .prefix_with("MATERIALIZED")
    )
    return (
        select(all_.c.id)
        .join(
            Invitation,
            and_(Invitation.organisation_id == current(), Invitation.id == all_.c.invitation_id),
        )
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Invitation.organisation_id,
                AssessmentVersion.id == Invitation.assessment_version_id,
            ),
        )
        .where(AssessmentVersion.assessment_id == assessment_id)
        .order_by(all_.c.ends_at, all_.c.id)
    )
