"""Which assessments may ask one question, or have asked it."""

from uuid import UUID

from sqlalchemy import and_, exists, select

from assay.accounts.models import Member
from assay.assessments.models import Assessment, AssessmentVersion, VersionItem
from assay.assessments.rules import visible
from assay.core.db import session
from assay.tenancy.scope import current


def asking(
    item_organisation_id: UUID, item_version_id: UUID, *, viewer: Member
) -> list[Assessment]:
    """Those of which a published version holds it, that this member sees, by their names."""
    held = (
        exists()
        .where(
            AssessmentVersion.organisation_id == current(),
            AssessmentVersion.assessment_id == Assessment.id,
            VersionItem.item_organisation_id == item_organisation_id,
            VersionItem.item_version_id == item_version_id,
        )
        .where(
            and_(
                VersionItem.organisation_id == AssessmentVersion.organisation_id,
                VersionItem.assessment_version_id == AssessmentVersion.id,
            )
        )
    )
    query = (
        select(Assessment)
        .where(Assessment.organisation_id == current(), held, visible(viewer))
        .order_by(Assessment.name, Assessment.id)
    )
    return list(session.scalars(query))
