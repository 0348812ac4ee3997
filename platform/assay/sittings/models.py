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
    )


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
