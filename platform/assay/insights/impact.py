"""Impact of a cut score: how many of those who have sat an assessment would reach it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Subquery, and_, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from assay.assessments.models import AssessmentVersion
from assay.core.db import session
from assay.invitations.models import Invitation
from assay.marking.models import Result
from assay.sittings.late import ENDED
from assay.sittings.models import Sitting
from assay.tenancy.scope import current

FEWEST = 10
"""Under so many people each moves the share by more than 10 %, and five cuts around a mean would
tell nearly how each of them did."""


@dataclass(frozen=True, kw_only=True)
class Impact:
    """`sat`: how many people. `reach`: how many of them at each cut; empty under FEWEST."""

    sat: int
    reach: tuple[int, ...]


def impact(assessment_id: UUID, cuts: Sequence[float]) -> Impact:
    """Of everyone who has sat any version of the assessment and has a score.

    Cuts are taken to a tenth, as they are shown. One query, which counts.
    """
    people = _people(assessment_id)
    reaching = [
        func.count().filter(people.c.percent >= Decimal(f"{cut:.1f}")).label(f"at_{number}")
        for number, cut in enumerate(cuts)
    ]
    sat, *reach = session.execute(select(func.count(), *reaching).select_from(people)).one()
    return Impact(sat=sat, reach=tuple(reach) if sat >= FEWEST else ())


def _people(assessment_id: UUID) -> Subquery:
    """Each once, by the last of their sittings that has a score, as it was first settled."""
    return (
        select(Invitation.candidate_id, Result.percent)
        .ext(distinct_on(Invitation.candidate_id))
        .select_from(AssessmentVersion)
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
        .join(
            Result,
            and_(
                Result.organisation_id == Sitting.organisation_id,
                Result.sitting_id == Sitting.id,
                Result.round == 1,
            ),
        )
        .where(
            AssessmentVersion.organisation_id == current(),
            AssessmentVersion.assessment_id == assessment_id,
            Sitting.state.in_(ENDED),
            Result.percent.is_not(None),
        )
        .order_by(Invitation.candidate_id, Sitting.started_at.desc(), Sitting.id)
        .subquery()
    )
