"""Sittings, the answers that count, and every answer that ever came in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from assay.core.db import Base
from assay.tenancy.models import Owned, OwnedWithId, owned_key

STATES = ("started", "submitted", "expired", "voided")
RECORDED_AS = {
    "left": "focus", "back": "focus", "away_candidate": "focus", "paste": "pastes",
    "offline": "network", "online": "network", "away_server": "network",
    "away_network": "network", "growth": "growth",
}  # fmt: skip
"""Each kind of note by the name in the policy that allows it."""
KINDS = tuple(RECORDED_AS)


class Sitting(OwnedWithId, Base):
    """One candidate's one timed try at one paper. An invitation has at most one."""

    __tablename__ = "sittings"
    invitation_id: Mapped[UUID]
    paper_id: Mapped[UUID]
    state: Mapped[str]
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    grace_seconds: Mapped[int]
    limit_seconds: Mapped[int]
    extra_seconds: Mapped[int] = mapped_column(default=0)
    generation: Mapped[int] = mapped_column(default=1)
    submitted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    next_check_at: Mapped[datetime | None]
    flagged: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger), default=list)
    seen: Mapped[list[int]] = mapped_column(
        ARRAY(SmallInteger), default=list, server_default=text("'{}'")
    )
    credited_seconds: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """Of `extra_seconds`: what was given back for outages of ours."""
    outages_until: Mapped[datetime | None]
    """Up to here outages have been judged."""
    open_positions: Mapped[list[int] | None] = mapped_column(ARRAY(SmallInteger))
    """The questions that take answers now; null: all, since no section of the paper locks."""
    section: Mapped[int | None] = mapped_column(SmallInteger)
    """The locking section that was begun and not left; it may be over by the clock."""
    section_ends_at: Mapped[datetime | None]
    locked_sections: Mapped[list[int]] = mapped_column(
        ARRAY(SmallInteger), default=list, server_default=text("'{}'")
    )
    __table_args__ = (
        owned_key("invitations", "invitation_id"),
        owned_key("papers", "paper_id"),
        UniqueConstraint("organisation_id", "invitation_id"),
        CheckConstraint(f"state in ({', '.join(map(repr, STATES))})", name="state"),
        Index(
            "ix_sittings_next_check_at",
            "next_check_at",
            postgresql_where=text("state = 'started'"),
        ),
        Index(
            "ix_sittings_running",
            "organisation_id",
            "ends_at",
            "id",
            postgresql_where=text("state = 'started'"),
        ),
    )


class Consent(Owned, Base):
    """What a candidate agreed to as they started: which policy, in which notice. Append-only."""

    __tablename__ = "consents"
    invitation_id: Mapped[UUID] = mapped_column(primary_key=True)
    policy_number: Mapped[int]
    notice: Mapped[int]
    language: Mapped[str]
    agreed_at: Mapped[datetime]
    __table_args__ = (owned_key("invitations", "invitation_id"),)


class Answer(Owned, Base):
    """The last counted answer to one question; null where it was taken back."""

    __tablename__ = "answers"
    sitting_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    seq: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str]
    saved_at: Mapped[datetime]
    in_grace: Mapped[bool]
    __table_args__ = (owned_key("sittings", "sitting_id"),)


class AnswerHistory(Owned, Base):
    """Every save as it came in; `late` ones are kept and not counted. Append-only."""

    __tablename__ = "answer_history"
    sitting_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    saved_at: Mapped[datetime]
    late: Mapped[bool]
    __table_args__ = (owned_key("sittings", "sitting_id"),)


class Extension(Owned, Base):
    """Every time that a running sitting's end was moved. Append-only."""

    __tablename__ = "extensions"
    sitting_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    seconds: Mapped[int]
    because: Mapped[str]
    extended_at: Mapped[datetime]
    __table_args__ = (
        owned_key("sittings", "sitting_id"),
        CheckConstraint("because in ('member', 'outage')", name="because"),
    )


class Beat(Owned, Base):
    """When a sitting's page last gave a sign of life, and its last silence."""

    __tablename__ = "beats"
    sitting_id: Mapped[UUID] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
    away_from: Mapped[datetime | None]
    away_until: Mapped[datetime | None]
    __table_args__ = (owned_key("sittings", "sitting_id"),)


class Note(Owned, Base):
    """Something that was noticed of a sitting, as its policy allows: a fact. Append-only."""

    __tablename__ = "sitting_notes"
    sitting_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    position: Mapped[int | None] = mapped_column(SmallInteger)
    size: Mapped[int | None]
    noted_at: Mapped[datetime]
    __table_args__ = (
        owned_key("sittings", "sitting_id"),
        CheckConstraint(f"kind in ({', '.join(map(repr, KINDS))})", name="kind"),
    )


class Comment(Owned, Base):
    """What the candidate said of what was noted, once."""

    __tablename__ = "sitting_comments"
    sitting_id: Mapped[UUID] = mapped_column(primary_key=True)
    text: Mapped[str]
    commented_at: Mapped[datetime]
    __table_args__ = (owned_key("sittings", "sitting_id"),)


class Message(OwnedWithId, Base):
    """What staff said to who sat; `number` counts the assessment's. Append-only."""

    __tablename__ = "messages"
    assessment_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(SmallInteger)
    text: Mapped[str]
    to_all: Mapped[bool]
    sent_by: Mapped[UUID]
    sent_at: Mapped[datetime]
    __table_args__ = (
        owned_key("assessments", "assessment_id"),
        owned_key("members", "sent_by"),
        UniqueConstraint("organisation_id", "assessment_id", "number"),
        CheckConstraint("char_length(text) between 1 and 500", name="text"),
    )


class Addressee(Owned, Base):
    """A sitting that a message was for, under the message's number. Append-only."""

    __tablename__ = "addressees"
    sitting_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    message_id: Mapped[UUID]
    __table_args__ = (
        owned_key("sittings", "sitting_id"),
        owned_key("messages", "message_id"),
        Index("ix_addressees_message_id", "organisation_id", "message_id"),
    )


class HealthBeat(Base):
    """When the web, as a whole, last gave a sign of life. Of the installation."""

    __tablename__ = "health_beats"
    name: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]


class Outage(Base):
    """A time in which no web process gave a sign of life. Of the installation. Append-only."""

    __tablename__ = "outages"
    began_at: Mapped[datetime] = mapped_column(primary_key=True)
    ended_at: Mapped[datetime]
