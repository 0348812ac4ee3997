"""Items, and their frozen versions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from assay.core.db import Base
from assay.tenancy.models import OwnedWithId, owned_key


class Item(OwnedWithId, Base):
    """One thing asked; what is asked and how it is marked stands in its versions."""

    __tablename__ = "items"
    slug: Mapped[str]
    retired_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("organisation_id", "slug"),)


class ItemVersion(OwnedWithId, Base):
    """One wording and key. Once published it never changes; `evidence` is what proved it.

    `enemies`: the ids of items that may not stand in one paper with it, as texts.
    """

    __tablename__ = "item_versions"
    item_id: Mapped[UUID]
    number: Mapped[int]
    kind: Mapped[str]
    responsibility: Mapped[str]
    level: Mapped[str]
    skill: Mapped[str]
    title: Mapped[str]
    minutes: Mapped[int]
    points: Mapped[int]
    difficulty: Mapped[float]
    content: Mapped[dict[str, Any]]
    key: Mapped[dict[str, Any]]
    digest: Mapped[bytes]
    enemies: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    evidence: Mapped[dict[str, Any] | None]
    published_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]
    __table_args__ = (
        owned_key("items", "item_id"),
        UniqueConstraint("organisation_id", "item_id", "number"),
        Index(
            "ix_item_versions_published",
            "organisation_id",
            "responsibility",
            postgresql_where=text("published_at is not null and retired_at is null"),
        ),
    )


class RunnerSeen(Base):
    """What a machine that runs code last said of itself; it is the installation's, nobody's own."""

    __tablename__ = "runners"
    name: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
    available: Mapped[bool]
    reason: Mapped[str]
    remedy: Mapped[str]
    engine: Mapped[str]
    level: Mapped[str]
    runtime: Mapped[str]
