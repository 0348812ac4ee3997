"""Who may see which assessment: a hiring manager only what is shared with them, others all."""

from sqlalchemy import ColumnElement, and_, exists, true

from assay.accounts.models import Member
from assay.assessments.models import Assessment, Share
from assay.tenancy.scope import current

SEES_ONLY_SHARED = frozenset({"hiring_manager"})


def visible(viewer: Member) -> ColumnElement[bool]:
    """The condition on Assessment under which this member sees it."""
    if viewer.role not in SEES_ONLY_SHARED:
        return true()
    return exists().where(
        and_(
            Share.organisation_id == current(),
            Share.assessment_id == Assessment.id,
            Share.member_id == viewer.id,
        )
    )
