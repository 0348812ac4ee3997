"""What the audit holds, and whether its chain is whole."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from assay.audit.chain import FIELDS, GENESIS, link
from assay.audit.models import AuditEntry
from assay.core.db import session
from assay.tenancy.scope import current


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
    for entry in _sealed():
        told = {name: getattr(entry, name) for name in FIELDS}
        if entry.sequence != expected or entry.hash != link(before, told):
            return expected
        before, expected = entry.hash, expected + 1
    return None


def _sealed() -> Iterator[AuditEntry]:
    query = (
        select(AuditEntry)
        .where(AuditEntry.organisation_id == current(), AuditEntry.sequence.is_not(None))
        .order_by(AuditEntry.sequence)
        .execution_options(yield_per=500)
    )
    for entry in session.scalars(query):
        session.expunge(entry)
        yield entry
