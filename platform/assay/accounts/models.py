"""Users (of the whole installation), members (of one organisation), and letters in the post."""

from datetime import datetime
from uuid import UUID, uuid4

from flask_security import RoleMixin, UserMixin
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assay.core import clock
from assay.core.db import Base, WithId
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
    roles: Mapped[list[Role]] = relationship(secondary=users_roles)  # type: ignore[assignment]


class Member(OwnedWithId, Base):
    """A user's place in an organisation; one at a time."""

    __tablename__ = "members"
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    role: Mapped[str]
    joined_at: Mapped[datetime] = mapped_column(default=clock.now)
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
