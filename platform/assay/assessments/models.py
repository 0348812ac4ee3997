"""Assessments, their published versions, and the papers drawn from them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Computed, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from assay.assessments.ai_use import NO
from assay.core import clock
from assay.core.db import Base
from assay.tenancy.models import Owned, OwnedWithId, item_version_key, owned_key

CUT = "cut_score between 0 and 100"
PANEL_STATES = "state in ('open', 'closed', 'adopted', 'withdrawn')"
AI_USE = "ai_use in ('no', 'lookup', 'yes')"


class Assessment(OwnedWithId, Base):
    """What is being designed; candidates are given a version of it."""

    __tablename__ = "assessments"
    name: Mapped[str]
    name_lower: Mapped[str] = mapped_column(Computed("lower(name)", persisted=True))
    blueprint: Mapped[dict[str, Any]]
    minutes: Mapped[int]
    cut_score: Mapped[int | None]
    cut_reason: Mapped[str | None]
    start_by: Mapped[datetime | None]
    finish_by: Mapped[datetime | None]
    ai_use: Mapped[str] = mapped_column(default=NO, server_default=sql("'no'"))
    ai_note: Mapped[str] = mapped_column(default="", server_default=sql("''"))
    hides_names: Mapped[bool] = mapped_column(default=False, server_default=sql("false"))
    """Of its candidates from members, until somebody has decided about the one."""
    state: Mapped[str] = mapped_column(default="draft")
    created_by: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)
    __table_args__ = (
        owned_key("members", "created_by"),
        CheckConstraint(CUT, name="cut_score"),
        CheckConstraint(AI_USE, name="ai_use"),
        CheckConstraint("state in ('draft', 'published', 'retired')", name="state"),
        Index("ix_assessments_newest", "organisation_id", "created_at", "id"),
    )


class Share(Owned, Base):
    """A hiring manager sees only what is shared with them."""

    __tablename__ = "shares"
    assessment_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    __table_args__ = (
        owned_key("assessments", "assessment_id"),
        owned_key("members", "member_id"),
        Index("ix_shares_member_id", "organisation_id", "member_id"),
    )


class CutPanel(OwnedWithId, Base):
    """Members who set a draft's cut score together (angoff.py). One at a time is going on.

    `definition`: whom they think of. Adopted it keeps the cut that was taken of its mean, why, and
    what each item counted then (`weights`: item version → points in a paper, on average).
    """

    __tablename__ = "cut_panels"
    assessment_id: Mapped[UUID]
    definition: Mapped[str]
    round: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="open")
    opened_by: Mapped[UUID]
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]
    adopted_by: Mapped[UUID | None]
    adopted_at: Mapped[datetime | None]
    cut_score: Mapped[int | None]
    rationale: Mapped[str | None]
    weights: Mapped[dict[str, Any] | None]
    __table_args__ = (
        owned_key("assessments", "assessment_id"),
        owned_key("members", "opened_by"),
        owned_key("members", "adopted_by"),
        CheckConstraint(CUT, name="cut_score"),
        CheckConstraint(PANEL_STATES, name="state"),
        CheckConstraint("(state = 'adopted') = (cut_score is not null)", name="adopted"),
        Index("ix_cut_panels_assessment_id", "organisation_id", "assessment_id", "opened_at"),
        Index(
            "ix_cut_panels_going", "organisation_id", "assessment_id",
            unique=True, postgresql_where=sql("state in ('open', 'closed')"),
        ),
    )  # fmt: skip


class CutRating(Owned, Base):
    """What one member of a panel expects of one item in one round: per cent of its points."""

    __tablename__ = "cut_ratings"
    panel_id: Mapped[UUID] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    item_organisation_id: Mapped[UUID]
    item_version_id: Mapped[UUID] = mapped_column(primary_key=True)
    share: Mapped[int]
    rated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)
    __table_args__ = (
        owned_key("cut_panels", "panel_id"),
        owned_key("members", "member_id"),
        *item_version_key(),
        CheckConstraint("share between 0 and 100 and share % 5 = 0", name="share"),
    )


class AssessmentVersion(OwnedWithId, Base):
    """Frozen when it was published."""

    __tablename__ = "assessment_versions"
    assessment_id: Mapped[UUID]
    number: Mapped[int]
    name: Mapped[str]
    blueprint: Mapped[dict[str, Any]]
    minutes: Mapped[int]
    cut_score: Mapped[int | None]
    cut_reason: Mapped[str | None]
    cut_panel_id: Mapped[UUID | None]
    """The panel that set the cut; none where somebody chose it."""
    ai_use: Mapped[str] = mapped_column(default=NO, server_default=sql("'no'"))
    ai_note: Mapped[str] = mapped_column(default="", server_default=sql("''"))
    published_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_by: Mapped[UUID]
    __table_args__ = (
        owned_key("assessments", "assessment_id"),
        owned_key("members", "published_by"),
        owned_key("cut_panels", "cut_panel_id"),
        UniqueConstraint("organisation_id", "assessment_id", "number"),
        CheckConstraint(CUT, name="cut_score"),
        CheckConstraint(AI_USE, name="ai_use"),
    )


class VersionItem(Owned, Base):
    """An item version that a rule of a published version may draw."""

    __tablename__ = "version_items"
    assessment_version_id: Mapped[UUID] = mapped_column(primary_key=True)
    section: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[int] = mapped_column(primary_key=True)
    item_organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    item_version_id: Mapped[UUID] = mapped_column(primary_key=True)
    points: Mapped[int]
    __table_args__ = (
        owned_key("assessment_versions", "assessment_version_id"),
        *item_version_key(),
    )


class Paper(OwnedWithId, Base):
    """One candidate's list of questions, with the seed and the exposure that made it.

    `met`: the items that its candidate had been asked before, which it was to do without.
    """

    __tablename__ = "papers"
    assessment_version_id: Mapped[UUID]
    seed: Mapped[int] = mapped_column(BigInteger)
    exposure: Mapped[dict[str, Any]]
    met: Mapped[list[Any]] = mapped_column(default=list, server_default=sql("'[]'"))
    digest: Mapped[bytes]
    drawn_at: Mapped[datetime] = mapped_column(default=clock.now)
    __table_args__ = (
        owned_key("assessment_versions", "assessment_version_id"),
        Index("ix_papers_assessment_version_id", "organisation_id", "assessment_version_id"),
        Index("ix_papers_newest", "organisation_id", "drawn_at", "id"),
    )


class PaperItem(Owned, Base):
    """One question of a paper, at its place."""

    __tablename__ = "paper_items"
    paper_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[int]
    item_organisation_id: Mapped[UUID]
    item_version_id: Mapped[UUID]
    points: Mapped[int]
    option_order: Mapped[list[Any]]
    __table_args__ = (
        owned_key("papers", "paper_id"),
        *item_version_key(),
        Index("ix_paper_items_item_version_id", "organisation_id", "item_version_id"),
    )
