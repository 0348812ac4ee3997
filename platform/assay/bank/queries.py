"""Reads of the bank: what may be asked, of one's own and of the library."""

from uuid import UUID

from sqlalchemy import select

from assay.bank.models import ItemVersion
from assay.core.db import session
from assay.core.errors import NotFound
from assay.tenancy.scope import LIBRARY, current


def published(
    responsibility: str | None = None, level: str | None = None, kind: str | None = None
) -> list[ItemVersion]:
    """Own and library's versions that may be drawn, by title; narrowed where something is named."""
    query = (
        select(ItemVersion)
        .where(
            ItemVersion.organisation_id.in_((current(), LIBRARY)),
            ItemVersion.published_at.is_not(None),
            ItemVersion.retired_at.is_(None),
        )
        .order_by(ItemVersion.title, ItemVersion.id)
    )
    if responsibility is not None:
        query = query.where(ItemVersion.responsibility == responsibility)
    if level is not None:
        query = query.where(ItemVersion.level == level)
    if kind is not None:
        query = query.where(ItemVersion.kind == kind)
    return list(session.scalars(query))


def version(organisation_id: UUID, version_id: UUID) -> ItemVersion:
    """One version of one's own or of the library's; NotFound for everything else."""
    found = session.scalars(
        select(ItemVersion).where(
            ItemVersion.organisation_id == organisation_id,
            ItemVersion.organisation_id.in_((current(), LIBRARY)),
            ItemVersion.id == version_id,
        )
    ).one_or_none()
    if found is None:
        raise NotFound("ItemVersion")
    return found
