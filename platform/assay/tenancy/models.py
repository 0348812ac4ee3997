"""Organisation, Brand, Entrance, and Owned, the mixin that each owned table wears."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from assay.core import clock
from assay.core.db import Base, WithId
from assay.tenancy.scope import LIBRARY, current

SCOPE_SQL = "nullif(current_setting('assay.organisation', true), '')::uuid"


class Organisation(WithId, Base):
    """Row-level security compares its id with the scope, so one sees only one's own."""

    __tablename__ = "organisations"
    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)
    time_zone: Mapped[str] = mapped_column(default="UTC")
    needs_second_factor: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """Of its members: who has none sees nothing here but how to set one up."""
    members_see_all: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    """Of its assessments; else recruiters, authors and markers see what is theirs or shared."""
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_organisations_opened_at", "opened_at", "id"),)


class Owned:
    """A row of one organisation, taken from the scope; organisation_id leads every key."""

    @declared_attr
    def organisation_id(cls) -> Mapped[UUID]:  # noqa: N805 (a class, by declared_attr)
        return mapped_column(
            ForeignKey("organisations.id"),
            primary_key=True,
            default=current,
            server_default=text(SCOPE_SQL),
            sort_order=-2,
        )


class Brand(Owned, Base):
    """How an organisation looks; who has chosen nothing has no row. The logo is a PNG of ours."""

    __tablename__ = "brands"
    accent: Mapped[str | None]
    logo_key: Mapped[str | None]
    logo_width: Mapped[int | None]
    logo_height: Mapped[int | None]
    __table_args__ = (CheckConstraint("accent ~ '^#[0-9a-f]{6}$'", name="accent"),)

    @property
    def version(self) -> str:
        """Changes with what is seen, so that its addresses may be kept for good."""
        return hashlib.sha256(f"{self.accent} {self.logo_key}".encode()).hexdigest()[:12]


class OwnedWithId(Owned):
    """An owned row with an id of its own: the key is (organisation_id, id)."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-1)


class Entrance(Owned, Base):
    """What a secret opens before a scope is known; only its SHA-256 is kept."""

    __tablename__ = "entrances"
    purpose: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_entrances_subject", "organisation_id", "purpose", "subject_id"),
        Index("ix_entrances_digest", "purpose", "digest", unique=True),
    )


def owned_key(table: str, *columns: str) -> ForeignKeyConstraint:
    """A foreign key within the organisation: it can't point at another's row."""
    return ForeignKeyConstraint(
        ["organisation_id", *columns], [f"{table}.organisation_id", f"{table}.id"]
    )


class PolicyVersion(Owned, Base):
    """What the organisation settled at one time, and by whom. Append-only."""

    __tablename__ = "policies"
    number: Mapped[int] = mapped_column(primary_key=True)
    settled: Mapped[dict[str, Any]] = mapped_column(JSONB)
    settled_by: Mapped[UUID]
    settled_at: Mapped[datetime]
    __table_args__ = (owned_key("members", "settled_by"),)


def item_version_key() -> tuple[Any, ...]:
    """Points at an item version of one's own or of the library's."""
    return (
        ForeignKeyConstraint(
            ["item_organisation_id", "item_version_id"],
            ["item_versions.organisation_id", "item_versions.id"],
        ),
        CheckConstraint(
            f"item_organisation_id in (organisation_id, '{LIBRARY}')", name="own_or_library"
        ),
    )
