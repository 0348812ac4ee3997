"""record(): a line in the action's own transaction; seal(): into the chain, by the relay."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, column, func, insert, select, update, values

from assay.audit.chain import GENESIS, link
from assay.audit.models import AuditEntry
from assay.core import context
from assay.core.db import session
from assay.tenancy.scope import INSTALLATION


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who did it: a member, a user (outside any organisation), an operator of the installation
    (by their user's id), a candidate, or the system."""

    kind: str
    id: UUID | None = None

    def __post_init__(self) -> None:
        if self.kind not in {"member", "user", "operator", "candidate", "system"}:
            raise ValueError(self.kind)


SYSTEM = Actor(kind="system")
AT_MOST = 500
"""Entries that are sealed in one transaction."""
TURN = select(func.pg_try_advisory_xact_lock(func.hashtext("assay.audit.seal")))


def record(
    verb: str,
    subject_kind: str,
    subject_id: UUID | None,
    *,
    actor: Actor,
    details: dict[str, Any] | None = None,
) -> None:
    """Write `sittings.submit`-like verbs about one subject. Details hold ids and numbers, no names.

    The entry takes no lock on the chain's head: the relay seals it later.
    """
    session.add(AuditEntry(**_told(verb, subject_kind, subject_id, actor, details)))


def record_for_operators(
    verb: str, subject_kind: str, subject_id: UUID, *, actor: Actor, details: dict[str, Any]
) -> None:
    """The line in the installation's own stream, in the transaction of whatever organisation."""
    told = _told(verb, subject_kind, subject_id, actor, details)
    session.execute(insert(AuditEntry).values(organisation_id=INSTALLATION, **told))


def _told(
    verb: str,
    subject_kind: str,
    subject_id: UUID | None,
    actor: Actor,
    details: dict[str, Any] | None,
) -> dict[str, Any]:
    return {
        "verb": verb,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "details": details or {},
        "request_id": context.request_id(),
        "network": context.network(),
    }


def seal(connection: Connection, *, at_most: int = AT_MOST) -> int:
    """Chain the oldest unsealed entries, as the relay's role; how many were sealed.

    One sealer at a time: a second one finds the advisory lock taken and leaves the work to it.
    """
    if not connection.scalar(TURN):
        return 0
    table = AuditEntry.__table__
    waiting = connection.execute(
        select(table)
        .where(table.c.sequence.is_(None))
        .order_by(table.c.at, table.c.id)
        .limit(at_most)
    ).mappings()
    heads: dict[UUID, tuple[int, bytes]] = {}
    links: list[tuple[UUID, UUID, int, bytes]] = []
    for entry in waiting.all():
        owner = entry["organisation_id"]
        sequence, before = heads.get(owner) or _head(connection, owner)
        after = link(before, {**entry, "sequence": sequence + 1})
        links.append((owner, entry["id"], sequence + 1, after))
        heads[owner] = (sequence + 1, after)
    if links:
        _keep(connection, links)
    return len(links)


def _keep(connection: Connection, links: Sequence[tuple[UUID, UUID, int, bytes]]) -> None:
    """All in one statement: each by itself costs several times as much."""
    table = AuditEntry.__table__
    names = ("organisation_id", "id", "sequence", "hash")
    new = values(*(column(name, table.c[name].type) for name in names), name="new").data(links)
    connection.execute(
        update(AuditEntry)
        .where(
            AuditEntry.organisation_id == new.c.organisation_id,
            AuditEntry.id == new.c.id,
        )
        .values(sequence=new.c.sequence, hash=new.c.hash)
    )


def _head(connection: Connection, organisation_id: UUID) -> tuple[int, bytes]:
    table = AuditEntry.__table__
    latest = select(func.max(table.c.sequence)).where(table.c.organisation_id == organisation_id)
    row = connection.execute(
        select(table.c.sequence, table.c.hash).where(
            table.c.organisation_id == organisation_id, table.c.sequence == latest.scalar_subquery()
        )
    ).one_or_none()
    return (row.sequence, row.hash) if row else (0, GENESIS)
