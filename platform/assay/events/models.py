"""The outbox, and the jobs that come of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from assay.core import clock
from assay.core.db import Base
from assay.tenancy.models import OwnedWithId, owned_key


class OutboxRow(OwnedWithId, Base):
    __tablename__ = "outbox"
    name: Mapped[str]
    payload: Mapped[dict[str, Any]]
    request_id: Mapped[str | None]
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_outbox_unsent", "written_at", postgresql_where=text("sent_at is null")),
    )


class Job(OwnedWithId, Base):
    """One task that an event asks for. This row is the truth; the broker only carries its id."""

    __tablename__ = "jobs"
    event_id: Mapped[UUID]
    name: Mapped[str]
    queue: Mapped[str]
    payload: Mapped[dict[str, Any]]
    request_id: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    leased_until: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None]
    __table_args__ = (
        owned_key("outbox", "event_id"),
        UniqueConstraint("organisation_id", "event_id", "name"),
        CheckConstraint("state in ('waiting', 'running', 'done', 'failed')", name="state"),
        Index("ix_jobs_open", "due_at", postgresql_where=text("state in ('waiting', 'running')")),
        Index("ix_jobs_state", "organisation_id", "state"),
    )
