"""Items, their frozen versions and those versions' files, what is being written, proof runs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from assay.core.db import Base
from assay.tenancy.models import Owned, OwnedWithId, owned_key


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


class ItemSource(Owned, Base):
    """The folder that a version of our own was read from: path -> text. Append-only."""

    __tablename__ = "item_sources"
    version_id: Mapped[UUID] = mapped_column(primary_key=True)
    files: Mapped[dict[str, Any]]
    __table_args__ = (owned_key("item_versions", "version_id"),)


class ItemDraft(Owned, Base):
    """An item of our own as it stands on the page it is written on, complete or not.

    `values`: the page's fields, each with what was typed. `seq` grows with each save, so that who
    saves over another's words is told.
    """

    __tablename__ = "item_drafts"
    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    values: Mapped[dict[str, Any]]
    seq: Mapped[int]
    saved_by: Mapped[UUID]
    saved_at: Mapped[datetime]
    __table_args__ = (owned_key("items", "item_id"), owned_key("members", "saved_by"))


class ProofRun(OwnedWithId, Base):
    """One time that a version's proofs were asked for.

    `lines`: each part that was looked at so far. `holds` is None until all were, or none could be.
    """

    __tablename__ = "proof_runs"
    version_id: Mapped[UUID]
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    holds: Mapped[bool | None]
    lines: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    __table_args__ = (
        owned_key("item_versions", "version_id"),
        owned_key("members", "asked_by"),
        Index("ix_proof_runs_version", "organisation_id", "version_id", "asked_at"),
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
