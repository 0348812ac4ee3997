"""Verbs of the bank: import a library of items, of which the proved ones are published."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select, update

from assay.audit.actions import SYSTEM, record
from assay.bank import content as contents
from assay.bank import evidence, keys, package
from assay.bank.evidence import Evidence
from assay.bank.models import Item, ItemVersion
from assay.bank.package import Package, Refused
from assay.core.db import session
from assay.tenancy.scope import current


@dataclass
class Imported:
    """How many versions were new, how many of those are published, how many were there already."""

    new: int = 0
    published: int = 0
    known: int = 0


def import_library(folder: Path, *, at: datetime) -> Imported:
    """Every item of the folder into the present scope; a second time changes nothing.

    A version whose evidence is of exactly this folder is published, and the one before it retired.
    Refused where a folder is no item: then nothing is imported.
    """
    lock, done = evidence.read(folder), Imported()
    for one in package.load_all(folder):
        if isinstance(one, Refused):
            raise one
        _import(one, lock.of(one.id, one.digest), at, done)
    return done


def _import(one: Package, proved: Evidence | None, at: datetime, done: Imported) -> None:
    item = _item(one.id)
    known = session.scalars(
        select(ItemVersion).where(
            ItemVersion.organisation_id == current(),
            ItemVersion.item_id == item.id,
            ItemVersion.digest == one.digest,
        )
    ).one_or_none()
    if known is None:
        known = _version(one, item)
        session.add(known)
        done.new += 1
    else:
        done.known += 1
    if proved and known.published_at is None:
        _retire_others(item, at)
        known.published_at, known.evidence = at, proved.to_json()
        session.flush()
        record("item.publish", "item_version", known.id, actor=SYSTEM)
        done.published += 1


def _item(slug: str) -> Item:
    """The item of that name, made where there is none."""
    found = session.scalars(
        select(Item).where(Item.organisation_id == current(), Item.slug == slug)
    ).one_or_none()
    if found is None:
        found = Item(slug=slug)
        session.add(found)
        session.flush()
    return found


def _version(one: Package, item: Item) -> ItemVersion:
    latest = session.scalar(
        select(func.max(ItemVersion.number)).where(
            ItemVersion.organisation_id == current(), ItemVersion.item_id == item.id
        )
    )
    return ItemVersion(
        item_id=item.id,
        number=(latest or 0) + 1,
        kind=one.kind,
        responsibility=one.responsibility,
        level=one.level,
        skill=one.skill,
        title=one.title,
        minutes=one.minutes,
        points=one.points,
        difficulty=one.difficulty,
        content=contents.to_json(one.content),
        key=keys.key_to_json(one.key),
        digest=one.digest,
    )


def _retire_others(item: Item, at: datetime) -> None:
    session.execute(
        update(ItemVersion)
        .where(
            ItemVersion.organisation_id == current(),
            ItemVersion.item_id == item.id,
            ItemVersion.published_at.is_not(None),
            ItemVersion.retired_at.is_(None),
        )
        .values(retired_at=at)
    )
