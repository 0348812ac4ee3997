"""Marks (append-only), and the results that they settle into."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assay.core import clock
from assay.core.db import Base
from assay.tenancy.models import Owned, OwnedWithId, item_version_key, owned_key


class Mark(OwnedWithId, Base):
    """Points given to one answer, by an engine's version or by a person."""

    __tablename__ = "marks"
    sitting_id: Mapped[UUID]
    position: Mapped[int]
    round: Mapped[int] = mapped_column(default=1)
    item_organisation_id: Mapped[UUID]
    item_version_id: Mapped[UUID]
    points: Mapped[Decimal]
    out_of: Mapped[Decimal]
    engine: Mapped[str]
    engine_version: Mapped[str]
    source: Mapped[str] = mapped_column(default="automatic")
    marked_by: Mapped[UUID | None]
    marked_at: Mapped[datetime] = mapped_column(default=clock.now)
    detail: Mapped[dict[str, Any]]
    __table_args__ = (
        owned_key("sittings", "sitting_id"),
        owned_key("members", "marked_by"),
        *item_version_key(),
        UniqueConstraint("organisation_id", "sitting_id", "position", "round", "source"),
        CheckConstraint("source in ('automatic', 'human', 'override')", name="source"),
    )


class Result(OwnedWithId, Base):
    """All of one sitting's scores with their error, frozen when settled; one for each round."""

    __tablename__ = "results"
    sitting_id: Mapped[UUID]
    round: Mapped[int] = mapped_column(default=1)
    points: Mapped[Decimal]
    out_of: Mapped[Decimal]
    percent: Mapped[Decimal | None]
    effective_n: Mapped[Decimal | None]
    likely_low: Mapped[Decimal | None]
    likely_high: Mapped[Decimal | None]
    interval_low: Mapped[Decimal | None]
    interval_high: Mapped[Decimal | None]
    band: Mapped[str | None]
    cut_score: Mapped[int | None]
    vector: Mapped[list[Any]]
    settled_at: Mapped[datetime] = mapped_column(default=clock.now)
    __table_args__ = (
        owned_key("sittings", "sitting_id"),
        UniqueConstraint("organisation_id", "sitting_id", "round"),
        CheckConstraint("band in ('above', 'review', 'below')", name="band"),
    )


class ResultLine(Owned, Base):
    """What a result says about one responsibility."""

    __tablename__ = "result_lines"
    result_id: Mapped[UUID] = mapped_column(primary_key=True)
    responsibility: Mapped[str] = mapped_column(primary_key=True)
    items: Mapped[int]
    points: Mapped[Decimal]
    out_of: Mapped[Decimal]
    percent: Mapped[Decimal | None]
    likely_low: Mapped[Decimal | None]
    likely_high: Mapped[Decimal | None]
    interval_low: Mapped[Decimal | None]
    interval_high: Mapped[Decimal | None]
    __table_args__ = (owned_key("results", "result_id"),)
