"""Hand-outs: what was created at once without a letter, and whose links a member passes on.

An invitation leaves its hand-out when its letter is sent after all.
"""

from uuid import UUID

from sqlalchemy import and_, func, select

from assay.assessments import queries as assessments
from assay.assessments.models import Assessment, AssessmentVersion
from assay.core.db import session
from assay.core.errors import Conflict
from assay.invitations.models import Invitation
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current


def size(handout_id: UUID, *, of: UUID) -> int:
    """How many are in it, of that assessment."""
    query = (
        select(func.count())
        .select_from(Invitation)
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Invitation.organisation_id,
                AssessmentVersion.id == Invitation.assessment_version_id,
            ),
        )
        .where(
            Invitation.organisation_id == current(),
            Invitation.handout_id == handout_id,
            AssessmentVersion.assessment_id == of,
        )
    )
    return session.scalar(query) or 0


def refuse_unnamed(version_id: UUID) -> None:
    """Conflict where names are hidden: a list of many links would have to tell whose each is."""
    if fetch(Assessment, assessments.version(version_id).assessment_id).hides_names:
        raise Conflict("where names are hidden, links are passed on one by one")
