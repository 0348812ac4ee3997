"""Users (of the whole installation) and what they sign in with; members (of one organisation);
letters in the post; who operates the installation, and when an organisation was closed."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from flask_security import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Table, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assay.core import clock
from assay.core.db import Base, Instant, WithId
from assay.tenancy.models import OwnedWithId

MEMBER_ROLES = ("owner", "admin", "recruiter", "author", "marker", "hiring_manager")

users_roles = Table(
    "users_roles",
    Base.metadata,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("role_id", ForeignKey("roles.id"), primary_key=True),
)
"""Flask-Security asks for it; what a person may do is decided by their memberships."""


class Role(RoleMixin, WithId, Base):  # type: ignore[misc]
    __tablename__ = "roles"
    name: Mapped[str] = mapped_column(unique=True)


class User(UserMixin, Base):
    """A login. E-mail addresses are kept in lower case."""

    __tablename__ = "users"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-1)  # type: ignore[assignment]
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_at: Mapped[datetime | None]
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    """Sealed, of the authenticator app; Flask-Security chooses the names of these columns."""
    tf_counter: Mapped[int | None] = mapped_column(BigInteger)
    """Of the last code that was taken: neither it nor an older one is taken again."""
    mf_recovery_codes: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Digests of those that are left."""
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(unique=True)  # type: ignore[assignment]
    roles: Mapped[list[Role]] = relationship(secondary=users_roles)  # type: ignore[assignment]
    webauthn: Mapped[list["Passkey"]] = relationship(  # type: ignore[assignment]
        cascade="all, delete-orphan", order_by="Passkey.created_at"
    )


class Passkey(WebAuthnMixin, WithId, Base):  # type: ignore[misc]
    """A WebAuthn credential. Each is unlocked by finger, face or PIN, so it is both factors."""

    __tablename__ = "passkeys"
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    transports: Mapped[list[Any]]
    extensions: Mapped[str | None]
    device_type: Mapped[str]
    backup_state: Mapped[bool]
    usage: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    lastuse_datetime: Mapped[datetime] = mapped_column("last_used_at")


class UserSession(WithId, Base):
    """A browser that a user is signed in from; gone when they sign out. (`session` is taken.)"""

    __tablename__ = "user_sessions"
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    digest: Mapped[bytes] = mapped_column(unique=True)
    """Of what its cookie holds."""
    began_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    """To within ten minutes."""
    agent: Mapped[str]
    network: Mapped[str]
    """Where it was begun, without the part that tells one machine from the next."""


class Member(OwnedWithId, Base):
    """A user's place in an organisation, once they have said yes (joined_at); one at a time."""

    __tablename__ = "members"
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    role: Mapped[str]
    invited_at: Mapped[datetime] = mapped_column(default=clock.now, server_default=text("now()"))
    joined_at: Mapped[datetime | None] = mapped_column(
        Instant().evaluates_none(), default=clock.now
    )
    removed_at: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint(f"role in ({', '.join(map(repr, MEMBER_ROLES))})", name="role"),
        Index(
            "uq_members_present",
            "organisation_id",
            "user_id",
            unique=True,
            postgresql_where=text("removed_at is null"),
        ),
        Index("ix_members_user_id", "user_id"),
    )


class Letter(OwnedWithId, Base):
    """A letter in the post. Its body lies sealed, and is blanked when it was delivered."""

    __tablename__ = "letters"
    recipient: Mapped[str]
    subject: Mapped[str]
    sealed_body: Mapped[bytes | None]
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]


class Operator(Base):
    """A user who opens and closes organisations. Only the database's owner writes here: the web
    can't make one."""

    __tablename__ = "operators"
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    named_at: Mapped[datetime] = mapped_column(default=clock.now)


class Closure(OwnedWithId, Base):
    """From when to when the organisation was closed, and what its members are told meanwhile.

    `closed_by` is the kind of the actor; who it was, the audit tells.
    """

    __tablename__ = "closures"
    closed_at: Mapped[datetime]
    closed_by: Mapped[str]
    reason: Mapped[str]
    contact: Mapped[str]
    reopened_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "uq_closures_present",
            "organisation_id",
            unique=True,
            postgresql_where=text("reopened_at is null"),
        ),
    )
