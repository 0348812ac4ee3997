"""Reads: who is here, in which role; one letter."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from assay.accounts.addresses import kept
from assay.accounts.models import Closure, Letter, Member, User
from assay.core.db import session
from assay.core.errors import NotFound
from assay.tenancy.models import Organisation
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member as pages name them. `may_sign_in`: they have chosen a password."""

    id: UUID
    user_id: UUID
    name: str
    email: str
    role: str
    joined_at: datetime | None
    may_sign_in: bool
    is_here: bool
    """They have said yes, and have not left."""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Who was asked and has not said yes. What their account tells is not ours to know yet."""

    id: UUID
    email: str
    role: str
    invited_at: datetime


_HERE = (Member.joined_at.is_not(None), Member.removed_at.is_(None))


def user(user_id: UUID) -> User:
    if (found := session.get(User, user_id)) is None:
        raise NotFound("User")
    return found


def user_by_email(email: str) -> User | None:
    return session.scalars(select(User).where(User.email == kept(email))).one_or_none()


def members(role: str | None = None) -> list[Person]:
    """Everyone who is here, by name; of one role where one is named."""
    query = (
        select(Member, User)
        .join(User, User.id == Member.user_id)
        .where(Member.organisation_id == current(), *_HERE)
        .order_by(User.name, User.email)
    )
    if role is not None:
        query = query.where(Member.role == role)
    return [_person(member, user) for member, user in session.execute(query)]


def everyone() -> dict[UUID, str]:
    """Member → name, of who is or was here, by name."""
    query = (
        select(Member.id, User.name)
        .join(User, User.id == Member.user_id)
        .where(Member.organisation_id == current(), Member.joined_at.is_not(None))
        .order_by(User.name, Member.id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def invited() -> list[Invited]:
    """Everyone who has not answered yet, the longest first."""
    query = (
        select(Member.id, User.email, Member.role, Member.invited_at)
        .join(User, User.id == Member.user_id)
        .where(
            Member.organisation_id == current(),
            Member.joined_at.is_(None),
            Member.removed_at.is_(None),
        )
        .order_by(Member.invited_at, Member.id)
    )
    return [Invited(**row._mapping) for row in session.execute(query)]


def person(member_id: UUID) -> Person:
    """One member, who may have left since."""
    member = fetch(Member, member_id)
    return _person(member, user(member.user_id))


def place_of(user_id: UUID) -> Member | None:
    """The user's membership here, or the question whether they want it; not one that they left."""
    return session.scalars(
        select(Member).where(
            Member.organisation_id == current(),
            Member.user_id == user_id,
            Member.removed_at.is_(None),
        )
    ).one_or_none()


def at_home(user_id: UUID) -> tuple[Organisation, Member]:
    """The organisation that we are inside of, and the membership through which the user acts.

    NotFound without one.
    """
    found = session.execute(
        select(Organisation, Member)
        .join(Member, Member.organisation_id == Organisation.id)
        .where(Organisation.id == current(), Member.user_id == user_id, *_HERE)
    ).one_or_none()
    if found is None:
        raise NotFound("Member")
    return found[0], found[1]


def owners() -> list[UUID]:
    """The ids of this organisation's owners."""
    return [one.id for one in members("owner")]


def closure() -> Closure | None:
    """The one that stands, of the organisation that we are inside of."""
    query = select(Closure).where(
        Closure.organisation_id == current(), Closure.reopened_at.is_(None)
    )
    return session.scalars(query).one_or_none()


def letter(letter_id: UUID) -> Letter:
    """The letter as it lies, sealed; without a body where it has been delivered."""
    return fetch(Letter, letter_id)


def _person(member: Member, user: User) -> Person:
    return Person(
        id=member.id,
        user_id=user.id,
        name=user.name,
        email=user.email,
        role=member.role,
        joined_at=member.joined_at,
        may_sign_in=user.password is not None,
        is_here=member.joined_at is not None and member.removed_at is None,
    )
