"""The verbs of who writes items: begin, save, publish on one's word, retire, bring back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update

from assay.audit.actions import Actor, record
from assay.bank import actions, proving
from assay.bank.declared import is_declared, word_of
from assay.bank.models import Item, ItemDraft, ItemVersion
from assay.bank.package import Package
from assay.bank.secrecy import leaks
from assay.bank.written import WRITTEN_KINDS, Told, package_of
from assay.core.db import session
from assay.core.errors import Conflict, Invalid, NotFound
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

MOST_WRITTEN = 200_000
"""Characters of one draft."""
LONGEST_TITLE = 200

Values = Mapping[str, Sequence[str]]


def begin(kind: str, values: Values, *, by: Actor, at: datetime) -> ItemDraft:
    """A draft of this kind, which is nobody's to see but who writes items; Invalid("kind", …)."""
    if kind not in WRITTEN_KINDS:
        raise Invalid("kind", "Choose a kind.")
    item = Item(slug=f"own-{uuid4().hex[:12]}")
    session.add(item)
    session.flush()
    draft = ItemDraft(
        item_id=item.id, kind=kind, title="", values={}, seq=0, saved_by=_member(by), saved_at=at
    )
    _fill(draft, values)
    session.add(draft)
    session.flush()
    record("item.begin", "item", item.id, actor=by)
    return draft


def save(item_id: UUID, values: Values, *, seq: int, by: Actor, at: datetime) -> ItemDraft:
    """Keep what stands on the page, complete or not.

    Conflict where another has saved since the page was made (`seq`), NotFound where it was not
    written here, Invalid("stem", …) where it is far too long.
    """
    found = draft(item_id, lock=True)
    if found.seq != seq:
        raise Conflict("somebody else has saved it meanwhile")
    _fill(found, values)
    found.seq, found.saved_by, found.saved_at = seq + 1, _member(by), at
    session.flush()
    record("item.save", "item", item_id, actor=by, details={"seq": found.seq})
    return found


def draft(item_id: UUID, *, lock: bool = False) -> ItemDraft:
    """What is being written of this item of ours; NotFound where nothing is."""
    query = select(ItemDraft).where(
        ItemDraft.organisation_id == current(), ItemDraft.item_id == item_id
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    if (found := session.scalars(query).one_or_none()) is None:
        raise NotFound("ItemDraft")
    return found


def publish(item_id: UUID, told: Told, *, by: Actor, at: datetime) -> ItemVersion:
    """Offer what was written, on the word of who publishes it; the version before it is retired.

    folder.Refused where it is no item yet, Invalid where it tells what is kept, or is retired.
    Twice the same is once.
    """
    found, item = draft(item_id, lock=True), fetch(Item, item_id, lock=True)
    version = vouch(item, package_of(found.kind, item.slug, told), by=by, at=at)
    found.saved_at = version.published_at or at  # nothing has changed since
    return version


def vouch(item: Item, package: Package, *, by: Actor, at: datetime) -> ItemVersion:
    """Publish a package that nothing proves but a person's word; see declared.py."""
    if item.retired_at:
        raise Invalid("", "Bring it back first: it is retired.")
    if not is_declared(package):
        raise Invalid("", "It has proofs of its own: it is published when they hold.")
    if told := list(leaks(package)):
        raise Invalid("stem", f"{'; '.join(told)}.")
    version, _ = actions.take(package, item)
    if version.published_at is None:
        actions.publish(version, word_of(package, str(_member(by))), by=by, at=at)
    return version


def vouch_for(item_id: UUID, *, by: Actor, at: datetime) -> ItemVersion:
    """The same of what was brought as a folder, or exported elsewhere: its newest version."""
    item = fetch(Item, item_id, lock=True)
    if (newest := actions.newest_of(item)) is None:
        raise NotFound("ItemVersion")
    return vouch(item, proving.package_of(newest), by=by, at=at)


def retire(item_id: UUID, *, by: Actor, at: datetime) -> None:
    """Offer it no more; papers that hold it stay as they are. Again is the same as once."""
    item = fetch(Item, item_id, lock=True)
    if item.retired_at:
        return
    item.retired_at = at
    session.execute(
        update(ItemVersion)
        .where(
            ItemVersion.organisation_id == current(),
            ItemVersion.item_id == item_id,
            ItemVersion.retired_at.is_(None),
        )
        .values(retired_at=at)
    )
    record("item.retire", "item", item_id, actor=by)


def bring_back(item_id: UUID, *, by: Actor) -> None:
    """It is as it was before it was retired: what was offered then is offered again."""
    item = fetch(Item, item_id, lock=True)
    if item.retired_at is None:
        return
    session.execute(
        update(ItemVersion)
        .where(
            ItemVersion.organisation_id == current(),
            ItemVersion.item_id == item_id,
            ItemVersion.retired_at == item.retired_at,
        )
        .values(retired_at=None)
    )
    item.retired_at = None
    session.flush()
    record("item.bring_back", "item", item_id, actor=by)


def _fill(draft: ItemDraft, values: Values) -> None:
    clean: dict[str, Any] = {
        name: [text.replace("\r\n", "\n").replace("\0", "") for text in given]
        for name, given in values.items()
    }
    if sum(len(text) for given in clean.values() for text in given) > MOST_WRITTEN:
        raise Invalid("stem", f"Keep all of it to {MOST_WRITTEN:,} characters.")
    draft.values = clean
    draft.title = (clean.get("title") or [""])[0].strip()[:LONGEST_TITLE]


def _member(by: Actor) -> UUID:
    assert by.id is not None
    return by.id
