"""What candidates think of a test: kept once for each, told only as a mean of several."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select

from assay.assessments.models import AssessmentVersion
from assay.core.db import session
from assay.core.errors import Invalid
from assay.core.languages import N_
from assay.invitations.models import Invitation, Rating
from assay.invitations.requests import clean_text
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

FEWEST = 5
"""Under so many nothing is told: it could be guessed who said what."""
MOST_STARS = 5


@dataclass(frozen=True, kw_only=True)
class Rated:
    count: int
    mean: float


def rate(invitation_id: UUID, *, stars: int, comment: str, at: datetime) -> Rating:
    """Keep it; the first one stands. Not in the audit, which would tell who rated, and when."""
    comment = clean_text(comment)
    if not 1 <= stars <= MOST_STARS:
        raise Invalid("stars", N_("Choose one of these."))
    fetch(Invitation, invitation_id, lock=True)
    if there := of(invitation_id):
        return there
    made = Rating(invitation_id=invitation_id, stars=stars, comment=comment, rated_at=at)
    session.add(made)
    session.flush()
    return made


def of(invitation_id: UUID) -> Rating | None:
    """For the candidate alone."""
    query = select(Rating).where(
        Rating.organisation_id == current(), Rating.invitation_id == invitation_id
    )
    return session.scalars(query).one_or_none()


def of_assessment(assessment_id: UUID) -> Rated | None:
    """Over all its versions; None under FEWEST."""
    query = (
        select(func.count(), func.avg(Rating.stars))
        .select_from(Rating)
        .join(
            Invitation,
            and_(
                Invitation.organisation_id == Rating.organisation_id,
                Invitation.id == Rating.invitation_id,
            ),
        )
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Invitation.organisation_id,
                AssessmentVersion.id == Invitation.assessment_version_id,
            ),
        )
        .where(
            Rating.organisation_id == current(), AssessmentVersion.assessment_id == assessment_id
        )
    )
    count, mean = session.execute(query).one()
    return Rated(count=count, mean=float(mean)) if count >= FEWEST else None
