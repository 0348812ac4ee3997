"""Marks (append-only), the results that they settle into, corrections of keys, the runs of answers
that are code, and the desk: answers that people mark, whose turn it is, what each of them gave."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
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


class Correction(OwnedWithId, Base):
    """A fault in a question, found after the fact: how its answers are marked instead. Append-only.

    The newest one stands, in its assessment, or in all where it names none; `as_it_was` takes those
    before it back. The version of the question stays what it was.
    """

    __tablename__ = "corrections"
    item_organisation_id: Mapped[UUID]
    item_version_id: Mapped[UUID]
    assessment_id: Mapped[UUID | None]
    does: Mapped[str]
    key: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    reason: Mapped[str]
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]
    __table_args__ = (
        owned_key("assessments", "assessment_id"),
        owned_key("members", "made_by"),
        *item_version_key(),
        CheckConstraint("does in ('key', 'full', 'left_out', 'as_it_was')", name="does"),
        CheckConstraint("(does = 'key') = (key is not null)", name="key"),
        Index("ix_corrections_item", "organisation_id", "item_version_id", "made_at"),
    )


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


class Desk(Owned, Base):
    """How an assessment's texts are marked; who has settled nothing has no row (panel.Terms)."""

    __tablename__ = "desks"
    assessment_id: Mapped[UUID] = mapped_column(primary_key=True)
    markers: Mapped[int]
    distance: Mapped[Decimal]
    __table_args__ = (
        owned_key("assessments", "assessment_id"),
        CheckConstraint("markers in (1, 2)", name="markers"),
        CheckConstraint("distance > 0 and distance <= 1", name="distance"),
    )


class DeskAnswer(Owned, Base):
    """One answer that people mark. `wanted`: by how many; 3 where the first two lie far apart.

    `seq` names the save that is marked; `distance` is as it was settled when the answer came. A
    late answer that a person accepts takes the place of the one before: it is marked from anew.
    """

    __tablename__ = "desk_answers"
    sitting_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[UUID]
    item_organisation_id: Mapped[UUID]
    item_version_id: Mapped[UUID]
    seq: Mapped[int] = mapped_column(BigInteger)
    out_of: Mapped[int]
    wanted: Mapped[int]
    distance: Mapped[Decimal]
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    __table_args__ = (
        owned_key("sittings", "sitting_id"),
        owned_key("assessments", "assessment_id"),
        *item_version_key(),
        CheckConstraint("wanted between 1 and 3", name="wanted"),
        Index(
            "ix_desk_answers_waiting",
            "organisation_id",
            "asked_at",
            postgresql_where=text("done_at is null"),
        ),
        Index("ix_desk_answers_assessment_id", "organisation_id", "assessment_id"),
    )


class Turn(OwnedWithId, Base):
    """A marker's turn at one answer: theirs alone until `until`, then another's unless it ended.

    `seq` is that of the text they have before them: where another text counts since, the turn is
    history.
    """

    __tablename__ = "turns"
    sitting_id: Mapped[UUID]
    position: Mapped[int]
    seq: Mapped[int] = mapped_column(BigInteger)
    member_id: Mapped[UUID]
    taken_at: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[str | None]
    reason: Mapped[str | None]
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "sitting_id", "position"],
            ["desk_answers.organisation_id", "desk_answers.sitting_id", "desk_answers.position"],
        ),
        owned_key("members", "member_id"),
        UniqueConstraint("organisation_id", "sitting_id", "position", "seq", "member_id"),
        CheckConstraint("ended_as in ('given', 'put_back')", name="ended_as"),
        CheckConstraint("(ended_at is null) = (ended_as is null)", name="ended"),
        Index("ix_turns_member_id", "organisation_id", "member_id"),
    )


class HumanMark(Owned, Base):
    """What one marker gave in their turn: a level for each criterion. Append-only."""

    __tablename__ = "human_marks"
    turn_id: Mapped[UUID] = mapped_column(primary_key=True)
    marked_by: Mapped[UUID]
    levels: Mapped[dict[str, Any]]
    points: Mapped[Decimal]
    comment: Mapped[str]
    seconds: Mapped[int]
    marked_at: Mapped[datetime]
    __table_args__ = (owned_key("turns", "turn_id"), owned_key("members", "marked_by"))
