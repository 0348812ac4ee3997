"""Reads about one invitation: its decisions, its tags, the notes on it, where it stands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.dialects.postgresql import distinct_on

from assay.accounts.models import Member, User
from assay.core import clock
from assay.core.db import session
from assay.decisions import stages
from assay.decisions.models import CandidateNote, CandidateTag, Decision, Layout, Tagging
from assay.invitations.models import Invitation
from assay.marking.queries import find_result
from assay.sittings import queries as sittings
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Told:
    """A decision as pages tell it."""

    verdict: str
    reason: str
    by: str
    decided_at: datetime


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A note as pages tell it; `text` is empty where it was taken back."""

    id: UUID
    text: str
    by: str
    written_by: UUID
    written_at: datetime
    taken_back_at: datetime | None


def history(invitation_id: UUID) -> list[Told]:
    """Every decision on the invitation, the latest first, with the name of who decided."""
    query = (
        select(Decision, User.name)
        .join(
            Member,
            and_(
                Member.organisation_id == Decision.organisation_id,
                Member.id == Decision.decided_by,
            ),
        )
        .join(User, User.id == Member.user_id)
        .where(Decision.organisation_id == current(), Decision.invitation_id == invitation_id)
        .order_by(Decision.decided_at.desc(), Decision.id)
    )
    return [
        Told(verdict=one.verdict, reason=one.reason, by=name, decided_at=one.decided_at)
        for one, name in session.execute(query)
    ]


def standing(invitation_ids: Collection[UUID]) -> dict[UUID, str]:
    """Invitation → the verdict that stands; none of who was not decided about."""
    query = (
        select(Decision.invitation_id, Decision.verdict)
        .ext(distinct_on(Decision.invitation_id))
        .where(Decision.organisation_id == current(), Decision.invitation_id.in_(invitation_ids))
        .order_by(Decision.invitation_id, Decision.decided_at.desc(), Decision.id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def notes(invitation_id: UUID) -> list[Noted]:
    """Every note on the invitation, the latest first, with the name of who wrote it."""
    query = (
        select(CandidateNote, User.name)
        .join(
            Member,
            and_(
                Member.organisation_id == CandidateNote.organisation_id,
                Member.id == CandidateNote.written_by,
            ),
        )
        .join(User, User.id == Member.user_id)
        .where(
            CandidateNote.organisation_id == current(),
            CandidateNote.invitation_id == invitation_id,
        )
        .order_by(CandidateNote.written_at.desc(), CandidateNote.id)
    )
    return [
        Noted(
            id=one.id,
            text=one.text,
            by=name,
            written_by=one.written_by,
            written_at=one.written_at,
            taken_back_at=one.taken_back_at,
        )
        for one, name in session.execute(query)
    ]


def tags() -> list[CandidateTag]:
    """The organisation's own, by their names."""
    query = (
        select(CandidateTag)
        .where(CandidateTag.organisation_id == current())
        .order_by(CandidateTag.name_lower)
    )
    return list(session.scalars(query))


def tags_of(invitation_ids: Collection[UUID]) -> dict[UUID, list[CandidateTag]]:
    """Invitation → what its candidate is tagged with, by name; none of none."""
    query = (
        select(Tagging.invitation_id, CandidateTag)
        .join(
            CandidateTag,
            and_(
                CandidateTag.organisation_id == Tagging.organisation_id,
                CandidateTag.id == Tagging.tag_id,
            ),
        )
        .where(Tagging.organisation_id == current(), Tagging.invitation_id.in_(invitation_ids))
        .order_by(CandidateTag.name_lower)
    )
    found: dict[UUID, list[CandidateTag]] = {}
    for invitation_id, tag in session.execute(query):
        found.setdefault(invitation_id, []).append(tag)
    return found


def layout(member_id: UUID) -> list[str] | None:
    """The columns that this member chose; None where nothing was chosen."""
    row = session.get(Layout, (current(), member_id))
    return row.chosen if row else None


def status_of(invitation_id: UUID) -> str:
    """Where it stands, in the table's words."""
    invitation = fetch(Invitation, invitation_id)
    sitting = sittings.of_invitation(invitation_id)
    result = find_result(sitting.id) if sitting else None
    return stages.statuses([(invitation, sitting, result)], at=clock.now())[invitation_id]
