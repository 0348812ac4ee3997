"""Our own items, whatever became of them: what is written, proved, offered, retired."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from unicodedata import normalize
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import defer

from assay.bank.models import Item, ItemDraft, ItemVersion, ProofRun
from assay.core.db import session
from assay.tenancy.scope import current

STATES: Mapping[str, str] = {
    "draft": "Draft",
    "proving": "Being proved",
    "unproved": "Not offered",
    "published": "Published",
    "changed": "Published, changed since",
    "retired": "Retired",
}
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Of what was brought in, and neither proved nor offered."""


@dataclass(frozen=True, kw_only=True)
class Own:
    """One item; `number` is of its newest version, None where there is none yet.

    `is_written`: it has a draft on a page of ours; else it was brought as a folder.
    """

    item_id: UUID
    title: str
    kind: str
    state: str
    number: int | None
    changed_at: datetime
    is_written: bool


def found(items: Sequence[Own], state: str | None, search: str) -> list[Own]:
    """Those of this state (all but the retired where none is named) whose title has each word."""
    words = _plain(search).split()
    return [
        one
        for one in items
        if (one.state == state if state else one.state != "retired")
        and all(word in _plain(one.title) for word in words)
    ]


def versions_of(item_id: UUID) -> Sequence[ItemVersion]:
    """Of one item of ours, the newest first."""
    query = (
        select(ItemVersion)
        .where(ItemVersion.organisation_id == current(), ItemVersion.item_id == item_id)
        .order_by(ItemVersion.number.desc())
    )
    return session.scalars(query).all()


def state_of(
    item: Item, draft: ItemDraft | None, versions: Sequence[ItemVersion], *, is_proved_now: bool
) -> str:
    """`versions`: the newest first."""
    if item.retired_at:
        return "retired"
    if is_proved_now:
        return "proving"
    offered = [one.published_at for one in versions if one.published_at and not one.retired_at]
    if offered:
        return "changed" if draft and offered[0] and draft.saved_at > offered[0] else "published"
    return "unproved" if versions else "draft"


def items() -> list[Own]:
    """All of them, the last changed first."""
    written = select(ItemDraft).where(ItemDraft.organisation_id == current())
    drafts = {one.item_id: one for one in session.scalars(written)}
    versions: dict[UUID, list[ItemVersion]] = defaultdict(list)
    for version in session.scalars(
        select(ItemVersion)
        .where(ItemVersion.organisation_id == current())
        .options(defer(ItemVersion.content), defer(ItemVersion.key))
        .order_by(ItemVersion.number.desc())
    ):
        versions[version.item_id].append(version)
    runs = select(ProofRun.version_id, ProofRun.asked_at).where(
        ProofRun.organisation_id == current(), ProofRun.ended_at.is_(None)
    )
    proving = {row.version_id: row.asked_at for row in session.execute(runs)}
    whole = [
        _own(one, drafts.get(one.id), versions[one.id], proving)
        for one in session.scalars(select(Item).where(Item.organisation_id == current()))
        if one.id in drafts or versions[one.id]
    ]
    return sorted(whole, key=lambda one: (one.changed_at, one.item_id), reverse=True)


def _own(
    item: Item,
    draft: ItemDraft | None,
    versions: Sequence[ItemVersion],
    proving: Mapping[UUID, datetime],
) -> Own:
    newest = versions[0] if versions else None
    instants = [
        draft.saved_at if draft else None,
        item.retired_at,
        *(at for one in versions for at in (one.published_at, one.retired_at, proving.get(one.id))),
    ]
    told = draft or newest
    assert told is not None
    return Own(
        item_id=item.id,
        title=told.title,
        kind=told.kind,
        state=state_of(
            item, draft, versions, is_proved_now=newest is not None and newest.id in proving
        ),
        number=newest.number if newest else None,
        changed_at=max((at for at in instants if at), default=NEVER),
        is_written=draft is not None,
    )


def _plain(text: str) -> str:
    return normalize("NFKC", text[:200]).casefold()
