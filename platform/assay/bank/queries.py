"""Reads of the bank: what is offered, any version that was, and what runners say."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select

from assay.bank.models import Item, ItemVersion, RunnerSeen
from assay.bank.runner import Capability
from assay.bank.shelf import Card
from assay.core.db import session
from assay.core.errors import NotFound
from assay.tenancy.scope import LIBRARY, current

UNHEARD = "No runner for code has been heard of."
FRESH = timedelta(minutes=5)
"""For so long a runner's last word counts; it speaks several times meanwhile."""


def capability(*, at: datetime) -> Capability:
    """Can code be run here? By the runner that can, else by the one that was heard of last."""
    rows = session.scalars(
        select(RunnerSeen).order_by(RunnerSeen.available.desc(), RunnerSeen.seen_at.desc())
    ).all()
    heard = [row for row in rows if row.seen_at > at - FRESH]
    if not heard:
        return Capability(available=False, reason=UNHEARD, remedy="flask doctor")
    names = ("available", "reason", "remedy", "engine", "level", "runtime")
    return Capability(**{name: getattr(heard[0], name) for name in names})


def _ours(table: type[Item] | type[ItemVersion]) -> ColumnElement[bool]:
    return table.organisation_id.in_({current(), LIBRARY})


def published(
    responsibility: str | None = None, level: str | None = None, kind: str | None = None
) -> Sequence[ItemVersion]:
    """What may be asked now, ordered by responsibility and title; each item's newest version."""
    query = (
        select(ItemVersion)
        .where(
            _ours(ItemVersion),
            ItemVersion.published_at.is_not(None),
            ItemVersion.retired_at.is_(None),
        )
        .order_by(ItemVersion.responsibility, ItemVersion.title, ItemVersion.id)
    )
    for column, wanted in (
        (ItemVersion.responsibility, responsibility),
        (ItemVersion.level, level),
        (ItemVersion.kind, kind),
    ):
        if wanted:
            query = query.where(column == wanted)
    return session.scalars(query).all()


MOST_CARDS = 5000
"""A bank has some hundreds; what lies beyond this many is not looked through."""
CARD = ("organisation_id", "id", "title", "responsibility", "kind", "level", "minutes", "points",
        "evidence", "item_id", "difficulty", "enemies")  # fmt: skip


def cards() -> list[Card]:
    """What published() has, without what is asked: to be looked through (shelf.py)."""
    query = select(*(getattr(ItemVersion, name) for name in CARD)).where(
        _ours(ItemVersion),
        ItemVersion.published_at.is_not(None),
        ItemVersion.retired_at.is_(None),
    )
    rows = session.execute(query.order_by(ItemVersion.id).limit(MOST_CARDS))
    return [Card(**row._asdict()) for row in rows]


def version(organisation_id: UUID, version_id: UUID) -> ItemVersion:
    """One version, whether it is still offered or not; NotFound where it is not ours to read."""
    query = select(ItemVersion).where(
        _ours(ItemVersion),
        ItemVersion.organisation_id == organisation_id,
        ItemVersion.id == version_id,
    )
    if (row := session.scalars(query).one_or_none()) is None:
        raise NotFound("ItemVersion")
    return row


def items() -> dict[str, Item]:
    """Our own items by slug, retired ones too."""
    query = select(Item).where(Item.organisation_id == current())
    return {row.slug: row for row in session.scalars(query)}


def versions() -> dict[UUID, list[ItemVersion]]:
    """Our own versions by item, oldest first."""
    query = (
        select(ItemVersion)
        .where(ItemVersion.organisation_id == current())
        .order_by(ItemVersion.number)
    )
    found: dict[UUID, list[ItemVersion]] = {}
    for row in session.scalars(query):
        found.setdefault(row.item_id, []).append(row)
    return found
