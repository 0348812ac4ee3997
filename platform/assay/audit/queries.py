"""What the audit holds, and whether its chain is whole."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from sqlalchemy import select, tuple_

from assay.audit.chain import FIELDS, GENESIS, link
from assay.audit.models import AuditEntry
from assay.core.db import session
from assay.tenancy.scope import current


@dataclass(frozen=True)
class Cursor:
    """The entry before which a page begins: written `2026-11-24T18:05:00+00:00_<id>`."""

    at: datetime
    id: UUID

    @classmethod
    def parse(cls, written: str) -> Self:
        """ValueError where it is none."""
        at, _, entry_id = written.rpartition("_")
        cursor = cls(datetime.fromisoformat(at), UUID(entry_id))
        if cursor.at.tzinfo is None:
            raise ValueError("a naive instant")
        return cursor

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.id}"


@dataclass(frozen=True, kw_only=True)
class Page:
    """The latest entry first. `next` is where the following page begins, or None."""

    entries: list[AuditEntry]
    next: Cursor | None


def page(
    *,
    verb: str | None = None,
    actor_kind: str | None = None,
    actor_id: UUID | None = None,
    before: Cursor | None = None,
    limit: int = 50,
) -> Page:
    """This organisation's entries: of one verb, by one kind of actor, by one of them."""
    query = select(AuditEntry).where(AuditEntry.organisation_id == current())
    if verb is not None:
        query = query.where(AuditEntry.verb == verb)
    if actor_kind is not None:
        query = query.where(AuditEntry.actor_kind == actor_kind)
    if actor_id is not None:
        query = query.where(AuditEntry.actor_id == actor_id)
    if before is not None:
        query = query.where(tuple_(AuditEntry.at, AuditEntry.id) < (before.at, before.id))
    query = query.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(limit + 1)
    found = list(session.scalars(query))
    shown = found[:limit]
    more = len(found) > limit
    return Page(entries=shown, next=Cursor(shown[-1].at, shown[-1].id) if more else None)


def entries_about(subject_kind: str, subject_id: UUID) -> list[AuditEntry]:
    """Oldest first."""
    return list(
        session.scalars(
            select(AuditEntry)
            .where(
                AuditEntry.organisation_id == current(),
                AuditEntry.subject_kind == subject_kind,
                AuditEntry.subject_id == subject_id,
            )
            .order_by(AuditEntry.at, AuditEntry.id)
        )
    )


def first_broken_link() -> int | None:
    """The sequence at which this organisation's chain breaks, or None where it is whole."""
    before, expected = GENESIS, 1
    with closing(_sealed()) as entries:
        for entry in entries:
            told = {name: getattr(entry, name) for name in FIELDS}
            if entry.sequence != expected or entry.hash != link(before, told):
                return expected
            before, expected = entry.hash, expected + 1
    return None


def _sealed() -> Generator[AuditEntry, None, None]:
    """Oldest first, a part at a time; close it to let go of the database."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.organisation_id == current(), AuditEntry.sequence.is_not(None))
        .order_by(AuditEntry.sequence)
        .execution_options(yield_per=500)
    )
    with session.scalars(query) as entries:
        for entry in entries:
            session.expunge(entry)
            yield entry
