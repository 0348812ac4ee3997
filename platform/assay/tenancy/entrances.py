"""The few ways in before a scope is known; each asks one SECURITY DEFINER function for ids."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text, update

from assay.core import clock, signing
from assay.core.db import session
from assay.core.errors import NotFound
from assay.tenancy.models import Entrance
from assay.tenancy.scope import current

FUNCTIONS = (
    "assay_entrance",
    "assay_organisation_by_slug",
    "assay_memberships",
    "assay_organisations",
)
"""The last is the operators' (tenancy/overview.py)."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    organisation_id: UUID
    subject_id: UUID
    expires_at: datetime | None
    revoked_at: datetime | None
    closed: bool
    """Whether the organisation is: what then opens all the same, each door says for itself."""

    def is_open(self, at: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


@dataclass(frozen=True, kw_only=True)
class Membership:
    organisation_id: UUID
    slug: str
    name: str
    member_id: UUID
    role: str
    joined: bool
    needs_second_factor: bool
    closed: bool
    """The organisation is: who is in it sees a page that says so, and nothing else."""


def admit(purpose: str, token: str, *, subject_id: UUID, expires_at: datetime | None) -> None:
    """Let this token open that subject for this purpose; only the digest is kept."""
    session.add(
        Entrance(
            purpose=purpose,
            digest=signing.digest(token),
            subject_id=subject_id,
            expires_at=expires_at,
        )
    )


def revoke(purpose: str, subject_id: UUID) -> None:
    """Close every entrance to the subject."""
    session.execute(
        update(Entrance)
        .where(
            Entrance.organisation_id == current(),
            Entrance.purpose == purpose,
            Entrance.subject_id == subject_id,
            Entrance.revoked_at.is_(None),
        )
        .values(revoked_at=clock.now())
    )


def was_revoked(purpose: str, subject_id: UUID, *, since: datetime) -> bool:
    """Was an entrance to the subject closed from then on? Who came in by it has no claim left."""
    closed = select(Entrance.digest).where(
        Entrance.organisation_id == current(),
        Entrance.purpose == purpose,
        Entrance.subject_id == subject_id,
        Entrance.revoked_at >= since,
    )
    return session.scalar(closed.limit(1)) is not None


def resolve(purpose: str, token: str) -> Opened:
    """What the token was made for, open or not; NotFound where it never was.

    `closed` is the organisation's: whoever calls this asks for it.
    """
    row = session.execute(
        text("select * from assay_entrance(:purpose, :digest)"),
        {"purpose": purpose, "digest": signing.digest(token)},
    ).one_or_none()
    if row is None:
        raise NotFound("Entrance")
    return Opened(**row._mapping)


def by_slug(slug: str) -> UUID:
    """The organisation's id; NotFound where there is none or it has closed."""
    found = session.scalar(text("select assay_organisation_by_slug(:slug)"), {"slug": slug})
    if found is None:
        raise NotFound("Organisation")
    return UUID(str(found))


def memberships(user_id: UUID) -> list[Membership]:
    """Where the user is a member, by name of organisation."""
    return [one for one in places(user_id) if one.joined]


def places(user_id: UUID) -> list[Membership]:
    """Where the user is a member or may become one, by name of organisation."""
    rows = session.execute(text("select * from assay_memberships(:user)"), {"user": user_id})
    return [Membership(**row._mapping) for row in rows]
