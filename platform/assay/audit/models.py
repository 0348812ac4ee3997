"""Entries: what was done, by whom, to what; and what was found when their chain was checked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from assay.core import clock
from assay.core.db import Base
from assay.tenancy.models import OwnedWithId, owned_key


class AuditEntry(OwnedWithId, Base):
    """Written unchained; the relay gives it its sequence and hash within 30 s.

    It holds ids and no names, so that an erasure breaks no chain. `network`: where staff acted
    from, without the part that tells one machine from the next.
    """

    __tablename__ = "audit_entries"
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None]
    verb: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]]
    request_id: Mapped[str | None]
    network: Mapped[str | None]
    sequence: Mapped[int | None]
    hash: Mapped[bytes | None]
    __table_args__ = (
        Index("ix_audit_entries_sequence", "organisation_id", "sequence", unique=True),
        Index("ix_audit_entries_unsealed", "at", postgresql_where=text("sequence is null")),
        Index("ix_audit_entries_subject", "organisation_id", "subject_kind", "subject_id"),
        Index("ix_audit_entries_at", "organisation_id", "at", "id"),
        Index("ix_audit_entries_verb", "organisation_id", "verb", "at", "id"),
        Index("ix_audit_entries_actor", "organisation_id", "actor_kind", "actor_id", "at", "id"),
    )


class ChainCheck(OwnedWithId, Base):
    """The whole chain looked through, because a member asked for it.

    `sealed` entries fit, the last of them written at `sealed_at` and hashed to `hash`; where
    `broken_at` is set, the entry of that number does not.
    """

    __tablename__ = "chain_checks"
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    sealed: Mapped[int | None]
    sealed_at: Mapped[datetime | None]
    hash: Mapped[bytes | None]
    broken_at: Mapped[int | None]
    __table_args__ = (
        owned_key("members", "asked_by"),
        Index("ix_chain_checks_asked", "organisation_id", "asked_at"),
    )
