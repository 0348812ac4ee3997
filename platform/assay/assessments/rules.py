"""Who may see which assessment: owners and admins all of them; others as the organisation settled
it, all or those that are their own or shared with them; a hiring manager only what is shared.

Each query that shows something of an assessment is narrowed by visible(); nothing else narrows.
"""

from sqlalchemy import ColumnElement, and_, exists, or_, true

from assay.accounts.models import Member
from assay.accounts.rules import HEADS, HIRING_MANAGER
from assay.assessments.models import Assessment, Share
from assay.tenancy.models import Organisation
from assay.tenancy.scope import current

SEES_ONLY_SHARED = frozenset({HIRING_MANAGER})


def visible(viewer: Member) -> ColumnElement[bool]:
    """The condition on Assessment under which this member sees it."""
    if viewer.role in HEADS:
        return true()
    shared = exists().where(
        and_(
            Share.organisation_id == current(),
            Share.assessment_id == Assessment.id,
            Share.member_id == viewer.id,
        )
    )
    if viewer.role in SEES_ONLY_SHARED:
        return shared
    all_are_seen = exists().where(Organisation.id == current(), Organisation.members_see_all)
    return or_(all_are_seen, Assessment.created_by == viewer.id, shared)


def needs_share(role: str, *, members_see_all: bool) -> bool:
    """Whether a member of this role sees another's assessment only where it is shared."""
    return role in SEES_ONLY_SHARED or not (members_see_all or role in HEADS)
