"""Marks (append-only), the results that they settle into, and the runs of answers that are code."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
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


class CodeRun(OwnedWithId, Base):
    """One answer of files, to be run: to be marked, or by who wrote it, with the visible tests.

    `seq` names the save (in the answers' history) whose files are run. What the application and
    the tests printed at marking is for markers only: it can hold what is hidden.
    """

    __tablename__ = "code_runs"
    sitting_id: Mapped[UUID]
    position: Mapped[int]
    seq: Mapped[int] = mapped_column(BigInteger)
    item_organisation_id: Mapped[UUID]
    item_version_id: Mapped[UUID]
    purpose: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    finished_at: Mapped[datetime | None]
    status: Mapped[str | None]
    tests: Mapped[list[Any] | None]
    why: Mapped[str | None]
    application_output: Mapped[str | None]
    test_output: Mapped[str | None]
    engine: Mapped[str | None]
    runtime: Mapped[str | None]
    seconds: Mapped[float | None]
    limits: Mapped[dict[str, Any] | None]
    __table_args__ = (
        owned_key("sittings", "sitting_id"),
        *item_version_key(),
        CheckConstraint("purpose in ('mark', 'visible')", name="purpose"),
        Index(
            "ix_code_runs_mark",
            "organisation_id",
            "sitting_id",
            "position",
            "seq",
            "item_version_id",
            unique=True,
            postgresql_where=text("purpose = 'mark'"),
        ),
        Index("ix_code_runs_place", "organisation_id", "sitting_id", "position", "asked_at"),
    )
