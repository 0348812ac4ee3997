"""Verbs of the bank: import a library, its proved items published; keep what runners say."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select, update

from assay.audit.actions import SYSTEM, Actor, record
from assay.bank import content as contents
from assay.bank import evidence, keys, package
from assay.bank.evidence import Evidence, Lock
from assay.bank.models import Item, ItemSource, ItemVersion, RunnerSeen
from assay.bank.package import Package, Refused
from assay.bank.runner import Capability
from assay.core.db import session
from assay.tenancy.scope import LIBRARY, current


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
    items = {one.id: item_named(one.id) for one in packages}
    for slug in {one.slug for one in packages if one.slug != one.id}:
        _retire_whole(slug, at)
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
    newest, is_new = take(one, item)
    done.new += is_new
    done.known += not is_new
    if proved and newest.published_at is None:
        publish(newest, proved, by=SYSTEM, at=at)
        done.published += 1
    return newest


def take(one: Package, item: Item) -> tuple[ItemVersion, bool]:
    """(the item's version of exactly this folder, is it new?); nothing is published.

    Of our own items the folder is kept; that of the library lies where it ships.
    """
    before = newest_of(item)
    if before is not None and before.digest == one.digest:
        return before, False
    version = _version(one, item, number=before.number + 1 if before else 1)
    session.add(version)
    session.flush()
    if current() != LIBRARY:
        files = {name: data.decode() for name, data in one.source.items()}
        session.add(ItemSource(version_id=version.id, files=files))
    return version, True


def publish(version: ItemVersion, proved: Evidence, *, by: Actor, at: datetime) -> None:
    """Offer this version from now on, on this evidence; the one before it is retired."""
    _retire_others(version.item_id, at)
    version.published_at, version.evidence = at, proved.to_json()
    session.flush()
    record("item.publish", "item_version", version.id, actor=by)


def _retire_whole(slug: str, at: datetime) -> None:
    """What was one item before its folder came to hold variants is not asked beside them."""
    if found := _found(slug):
        _retire_others(found.id, at)


def _found(slug: str) -> Item | None:
    query = select(Item).where(Item.organisation_id == current(), Item.slug == slug)
    return session.scalars(query).one_or_none()


def item_named(slug: str) -> Item:
    """The item of that name, made where there is none."""
    found = _found(slug)
    if found is None:
        found = Item(slug=slug)
        session.add(found)
        session.flush()
    return found


def newest_of(item: Item) -> ItemVersion | None:
    """The last of our own versions, whatever became of it."""
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


def _retire_others(item_id: UUID, at: datetime) -> None:
    session.execute(
        update(ItemVersion)
        .where(
            ItemVersion.organisation_id == current(),
            ItemVersion.item_id == item_id,
            ItemVersion.published_at.is_not(None),
            ItemVersion.retired_at.is_(None),
        )
        .values(retired_at=at)
    )
