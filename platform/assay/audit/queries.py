"""What the audit holds, and whether its chain is whole."""

from collections.abc import Collection, Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, tuple_

from assay.audit.chain import FIELDS, GENESIS, LATER, link
from assay.audit.models import AuditEntry, ChainCheck
from assay.core.cursors import Cursor
from assay.core.db import session
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Page:
    """The latest entry first. `next` is where the following page begins, or None."""

    entries: list[AuditEntry]
    next: Cursor | None


def page(
    *,
    verb: str | None = None,
    verbs: Collection[str] | None = None,
    actor_kind: str | None = None,
    actor_id: UUID | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: Cursor | None = None,
    limit: int = 50,
) -> Page:
    """This organisation's entries: of one verb, or some; by one kind of actor, by one of them.

    `since` is within, `until` is not.
    """
    query = select(AuditEntry).where(AuditEntry.organisation_id == current())
    if verb is not None:
        query = query.where(AuditEntry.verb == verb)
    if verbs is not None:
        query = query.where(AuditEntry.verb.in_(verbs))
    if actor_kind is not None:
        query = query.where(AuditEntry.actor_kind == actor_kind)
    if actor_id is not None:
        query = query.where(AuditEntry.actor_id == actor_id)
    if since is not None:
        query = query.where(AuditEntry.at >= since)
    if until is not None:
        query = query.where(AuditEntry.at < until)
    if before is not None:
        query = query.where(tuple_(AuditEntry.at, AuditEntry.id) < (before.at, before.id))
    query = query.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(limit + 1)
    found = list(session.scalars(query))
    shown = found[:limit]
    more = len(found) > limit
    return Page(entries=shown, next=Cursor(shown[-1].at, shown[-1].id) if more else None)


def latest() -> Cursor | None:
    """This organisation's newest entry: another one than before, once anything has been done."""
    query = (
        select(AuditEntry.at, AuditEntry.id)
        .where(AuditEntry.organisation_id == current())
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return Cursor(row[0], row[1]) if row else None


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


@dataclass(frozen=True, kw_only=True)
class Chain:
    """So many entries fit, the last of them written at `at` and hashed to `hash`.

    `broken_at`: the number of the first that does not; None where all of them do.
    """

    sealed: int
    at: datetime | None
    hash: bytes
    broken_at: int | None


def chain() -> Chain:
    """This organisation's chain, looked through from its first entry.

    It breaks where an entry does not fit the one before; where what an earlier check has seen is
    another now, or gone: who could write all hashes anew would have to know what was seen.
    """
    seen = _seen()
    before, sealed, at = GENESIS, 0, None
    with closing(_sealed()) as entries:
        for entry in entries:
            told = {name: getattr(entry, name) for name in (*FIELDS, *LATER)}
            fits = entry.sequence == sealed + 1 and entry.hash == link(before, told)
            if not fits or seen.pop(sealed + 1, entry.hash) != entry.hash:
                return Chain(sealed=sealed, at=at, hash=before, broken_at=sealed + 1)
            before, sealed, at = entry.hash or GENESIS, sealed + 1, entry.at
    return Chain(sealed=sealed, at=at, hash=before, broken_at=sealed + 1 if seen else None)


def first_broken_link() -> int | None:
    """The sequence at which this organisation's chain breaks, or None where it is whole."""
    return chain().broken_at


def latest_check() -> ChainCheck | None:
    """The check that was asked for last, whether it is done or not."""
    return session.scalars(
        select(ChainCheck)
        .where(ChainCheck.organisation_id == current())
        .order_by(ChainCheck.asked_at.desc(), ChainCheck.id)
        .limit(1)
    ).one_or_none()


def latest_found() -> ChainCheck | None:
    """The last check that is done."""
    return session.scalars(
        select(ChainCheck)
        .where(ChainCheck.organisation_id == current(), ChainCheck.checked_at.is_not(None))
        .order_by(ChainCheck.asked_at.desc(), ChainCheck.id)
        .limit(1)
    ).one_or_none()


def last_sealed() -> AuditEntry | None:
    """The newest entry that is in the chain."""
    return session.scalars(
        select(AuditEntry)
        .where(AuditEntry.organisation_id == current(), AuditEntry.sequence.is_not(None))
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    ).one_or_none()


def unsealed() -> int:
    """How many entries wait to be sealed."""
    query = select(func.count()).where(
        AuditEntry.organisation_id == current(), AuditEntry.sequence.is_(None)
    )
    return session.scalar(query) or 0


def _seen() -> dict[int, bytes]:
    """What earlier checks have found whole: the hash at so many entries."""
    query = select(ChainCheck.sealed, ChainCheck.hash).where(
        ChainCheck.organisation_id == current(), ChainCheck.sealed > 0
    )
    return {row.sealed: row.hash for row in session.execute(query)}


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
