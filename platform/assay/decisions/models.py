"""What people decided about a candidate, with the reason (append-only); where each invitation
stands; what members call and note of one; what they did to many at once; and the columns of the
table that a member chose."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Computed, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from assay.core import clock
from assay.core.db import Base
from assay.tenancy.models import Owned, OwnedWithId, owned_key

VERDICTS = ("advance", "reject", "hold")
BULK_KINDS = (
    "tag", "untag", "archive", "restore", "postpone", "resend", "withdraw", "decide",
)  # fmt: skip


class Decision(OwnedWithId, Base):
    """The latest one stands; earlier ones stay."""

    __tablename__ = "decisions"
    invitation_id: Mapped[UUID]
    verdict: Mapped[str]
    reason: Mapped[str]
    decided_by: Mapped[UUID]
    decided_at: Mapped[datetime] = mapped_column(default=clock.now)
    __table_args__ = (
        owned_key("invitations", "invitation_id"),
        owned_key("members", "decided_by"),
        CheckConstraint(f"verdict in ({', '.join(map(repr, VERDICTS))})", name="verdict"),
        Index("ix_decisions_latest", "organisation_id", "invitation_id", "decided_at"),
    )


_OF_ONE, _NEWEST = ("organisation_id", "assessment_id"), ("invited_at", "invitation_id")


class Standing(Owned, Base):
    """Where an invitation stands: what its table is filtered by, and put in order by.

    The database keeps it (migrations/sql/stand.sql); nothing else writes it. `stage` is the one of
    stages.STAGES that it has whatever the time is, and who sits is still invited: stages.stage()
    tells it as it is now. `state` is the sitting's. The `by_` columns hold what sorts last where
    there is no name, end or score.
    """

    __tablename__ = "standings"
    invitation_id: Mapped[UUID] = mapped_column(primary_key=True)
    assessment_id: Mapped[UUID]
    assessment_version_id: Mapped[UUID]
    candidate_id: Mapped[UUID]
    invited_at: Mapped[datetime]
    start_by: Mapped[datetime]
    started_at: Mapped[datetime | None]
    state: Mapped[str | None]
    is_marked: Mapped[bool]
    is_withdrawn: Mapped[bool]
    stage: Mapped[str]
    verdict: Mapped[str | None]
    band: Mapped[str | None]
    """Null where the sitting was voided, too."""
    resat_until: Mapped[datetime | None]
    """Until then a resit stands in its place; for good once that is begun."""
    by_name: Mapped[str]
    by_end: Mapped[datetime]
    by_score: Mapped[float]
    by_least: Mapped[float]
    __table_args__ = (
        owned_key("invitations", "invitation_id"),
        Index("ix_standings_candidate_id", "organisation_id", "candidate_id"),
        *(
            Index(f"ix_standings_{by}", *_OF_ONE, by, "invitation_id")
            for by in ("invited_at", "by_name", "by_end", "by_score", "by_least")
        ),
        Index("ix_standings_stage", *_OF_ONE, "stage", *_NEWEST),
        Index(
            "ix_standings_verdict",
            *_OF_ONE,
            "verdict",
            *_NEWEST,
            postgresql_where=text("verdict is not null"),
        ),
        Index(
            "ix_standings_band",
            *_OF_ONE,
            "band",
            *_NEWEST,
            postgresql_where=text("band is not null"),
        ),
        Index(
            "ix_standings_to_decide",
            "organisation_id",
            "by_end",
            "invitation_id",
            postgresql_where=text("stage = 'to_decide'"),
        ),
    )


class Feedback(OwnedWithId, Base):
    """What a member wrote to a candidate about a decision: once for each. `sent_at`: the mail
    server took it."""

    __tablename__ = "feedbacks"
    decision_id: Mapped[UUID]
    language: Mapped[str]
    text: Mapped[str]
    written_by: Mapped[UUID]
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    __table_args__ = (
        owned_key("decisions", "decision_id"),
        owned_key("members", "written_by"),
        UniqueConstraint("organisation_id", "decision_id"),
    )


class CandidateTag(OwnedWithId, Base):
    """A word of the organisation's own, to find candidates by."""

    __tablename__ = "candidate_tags"
    name: Mapped[str]
    name_lower: Mapped[str | None] = mapped_column(Computed("lower(name)", persisted=True))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    __table_args__ = (
        UniqueConstraint("organisation_id", "name_lower"),
        CheckConstraint("length(name) between 1 and 40", name="name"),
    )


class Tagging(Owned, Base):
    """That an invitation's candidate bears a tag. Taken off, the row goes; the audit keeps both."""

    __tablename__ = "taggings"
    invitation_id: Mapped[UUID] = mapped_column(primary_key=True)
    tag_id: Mapped[UUID] = mapped_column(primary_key=True)
    tagged_by: Mapped[UUID]
    tagged_at: Mapped[datetime] = mapped_column(default=clock.now)
    __table_args__ = (
        owned_key("invitations", "invitation_id"),
        owned_key("candidate_tags", "tag_id"),
        owned_key("members", "tagged_by"),
        Index("ix_taggings_tag_id", "organisation_id", "tag_id"),
    )


class CandidateNote(OwnedWithId, Base):
    """What a member wrote down, for the other members; its words go as it is taken back."""

    __tablename__ = "candidate_notes"
    invitation_id: Mapped[UUID]
    text: Mapped[str]
    written_by: Mapped[UUID]
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    taken_back_at: Mapped[datetime | None]
    __table_args__ = (
        owned_key("invitations", "invitation_id"),
        owned_key("members", "written_by"),
        Index("ix_candidate_notes_invitation_id", "organisation_id", "invitation_id"),
    )


class BulkAct(OwnedWithId, Base):
    """One act on many candidates of an assessment, whom its lines hold from the first instant.

    `told` is what else was said with it: a tag's id, a verdict and its reason, days. `undoes` is
    the act whose done lines this one takes back.
    """

    __tablename__ = "bulk_acts"
    assessment_id: Mapped[UUID]
    kind: Mapped[str]
    told: Mapped[dict[str, Any]]
    number: Mapped[int]
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    finished_at: Mapped[datetime | None]
    undoes: Mapped[UUID | None]
    __table_args__ = (
        owned_key("assessments", "assessment_id"),
        owned_key("members", "asked_by"),
        owned_key("bulk_acts", "undoes"),
        CheckConstraint(f"kind in ({', '.join(map(repr, BULK_KINDS))})", name="kind"),
        UniqueConstraint("organisation_id", "undoes"),
    )


class BulkLine(Owned, Base):
    """One candidate of it: waits, is done, or was left alone; `why` is then one of picking.WHY."""

    __tablename__ = "bulk_lines"
    bulk_act_id: Mapped[UUID] = mapped_column(primary_key=True)
    invitation_id: Mapped[UUID] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default="waiting", server_default="waiting")
    why: Mapped[str | None]
    __table_args__ = (
        owned_key("bulk_acts", "bulk_act_id"),
        owned_key("invitations", "invitation_id"),
        CheckConstraint("state in ('waiting', 'done', 'left')", name="state"),
        CheckConstraint("(state = 'left') = (why is not null)", name="why"),
        Index("ix_bulk_lines_state", "organisation_id", "bulk_act_id", "state", "invitation_id"),
    )


class Layout(Owned, Base):
    """Which columns of the candidates table a member sees; who chose nothing has no row."""

    __tablename__ = "layouts"
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    chosen: Mapped[list[str]] = mapped_column(ARRAY(Text))
    __table_args__ = (owned_key("members", "member_id"),)
