"""Reads of what candidates ask for: who looks after it, where it is answered, by when."""

from collections.abc import Collection
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from assay.accounts import queries as accounts
from assay.accounts.models import Member
from assay.accounts.queries import Person
from assay.assessments import queries as assessments
from assay.core.db import session
from assay.core.languages import day
from assay.invitations import afterwards
from assay.invitations.models import Invitation, Request
from assay.tenancy.queries import fetch, organisation
from assay.tenancy.scope import current


def carers(request: Request) -> list[Person]:
    """Who invited the candidate, as long as they are here and see the assessment; of an erasure,
    and else, the owners."""
    invitation = fetch(Invitation, request.invitation_id)
    if request.kind != afterwards.ERASE and (inviter := inviter_of(invitation)):
        return [inviter]
    return accounts.members("owner")


def inviter_of(invitation: Invitation) -> Person | None:
    """The member who invited, if they are here and it is still theirs to see."""
    inviter = accounts.person(invitation.invited_by)
    version = assessments.version(invitation.assessment_version_id)
    viewer = fetch(Member, inviter.id)
    sees = assessments.is_seen(version.assessment_id, viewer=viewer)
    return inviter if inviter.is_here and sees else None


def page_of(request: Request) -> str:
    """The address below the organisation's own."""
    after = "/after" if request.kind in (afterwards.REVIEW, afterwards.ERASE) else ""
    return f"invitations/{request.invitation_id}{after}"


def due(request: Request) -> str:
    """The day until which an erasure is carried out, in words; of others nothing."""
    if request.kind != afterwards.ERASE:
        return ""
    return day(afterwards.erased_by(request).astimezone(ZoneInfo(organisation().time_zone)))


def invitations_of(request_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Request → its invitation."""
    if not request_ids:
        return {}
    query = select(Request.id, Request.invitation_id).where(
        Request.organisation_id == current(), Request.id.in_(request_ids)
    )
    return {row[0]: row[1] for row in session.execute(query)}
