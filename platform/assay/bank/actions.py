"""Verbs of the bank: import a library, its proved items published; keep what runners say."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, update

from assay.audit.actions import SYSTEM, record
from assay.bank import content as contents
from assay.bank import evidence, keys, package
from assay.bank.evidence import Evidence, Lock
from assay.bank.models import Item, ItemVersion, RunnerSeen
from assay.bank.package import Package, Refused
from assay.bank.runner import Capability
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

    A folder that is not as the newest version has it makes the next one. A version whose evidence
    is of exactly this folder is published, and the one before it retired. Refused where a folder is
    no item, evidence.Damaged where the lock is none: then nothing is imported.
    """
    return import_packages(list(_all(folder)), evidence.read(folder), at=at)


def import_packages(packages: Sequence[Package], lock: Lock, *, at: datetime) -> Imported:
    """The same of items that were read; what the lock has no evidence of is not published."""
    done = Imported()
    items = {one.id: _item(one.id) for one in packages}
    for one in packages:
        newest = _import(one, items[one.id], lock.of(one.id, one.digest), at, done)
        newest.enemies = sorted(str(items[name].id) for name in one.enemies if name in items)
    return done


def keep_capability(name: str, told: Capability, *, at: datetime) -> None:
    """What the runner of this machine says of itself, in place of what it said before."""
    session.merge(RunnerSeen(name=name, seen_at=at, **asdict(told)))


def _all(folder: Path) -> Iterator[Package]:
    for one in package.load_all(folder):
        if isinstance(one, Refused):
            raise one
        yield one


def _import(
    one: Package, item: Item, proved: Evidence | None, at: datetime, done: Imported
) -> ItemVersion:
    """The item's newest version."""
    newest = _newest(item)
    if newest is None or newest.digest != one.digest:
        newest = _version(one, item, number=newest.number + 1 if newest else 1)
        session.add(newest)
        done.new += 1
    else:
        done.known += 1
    if proved and newest.published_at is None:
        _retire_others(item, at)
        newest.published_at, newest.evidence = at, proved.to_json()
        session.flush()
        record("item.publish", "item_version", newest.id, actor=SYSTEM)
        done.published += 1
    return newest


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


def _newest(item: Item) -> ItemVersion | None:
    query = (
        select(ItemVersion)
        .where(ItemVersion.organisation_id == current(), ItemVersion.item_id == item.id)
        .order_by(ItemVersion.number.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def _version(one: Package, item: Item, *, number: int) -> ItemVersion:
    return ItemVersion(
        item_id=item.id,
        number=number,
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
