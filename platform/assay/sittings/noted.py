"""Reads of what was noted of a sitting, what the candidate said of it, and how its end moved."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from assay.core.db import session
from assay.sittings.models import KINDS, Comment, Extension, Note
from assay.tenancy.scope import current

MOST_SHOWN = 300
ENDING = ("back", "online")
"""Kinds of notes that only end another one."""
COUNTED = {
    "left": "Page left",
    "paste": "Pasted",
    "offline": "Browser offline",
    "growth": "Growth of an answer noted",
    "away_server": "Nothing heard: our server was away",
    "away_network": "Nothing heard: the network was away",
    "away_candidate": "Nothing heard: the page was closed, or asleep",
}
"""Kinds that are counted, in words; those that end another one are not."""


@dataclass(frozen=True, kw_only=True)
class Noted:
    """`counts` by kind, in the order of KINDS; `notes` the first ones, oldest first."""

    counts: Mapping[str, int]
    notes: tuple[Note, ...]
    is_cut: bool
    comment: Comment | None
    extensions: tuple[Extension, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.notes or self.extensions or self.comment)


def noted(sitting_id: UUID) -> Noted:
    rows = session.scalars(
        select(Note)
        .where(Note.organisation_id == current(), Note.sitting_id == sitting_id)
        .order_by(Note.noted_at, Note.key)
    ).all()
    counted = Counter(row.kind for row in rows)
    return Noted(
        counts={kind: counted[kind] for kind in KINDS if counted[kind]},
        notes=tuple(rows[:MOST_SHOWN]),
        is_cut=len(rows) > MOST_SHOWN,
        comment=comment(sitting_id),
        extensions=extensions(sitting_id),
    )


def totals(sitting_ids: Collection[UUID]) -> dict[UUID, int]:
    """Sitting → how many things were noted; what ends another one is not counted. None of none."""
    query = (
        select(Note.sitting_id, func.count())
        .where(
            Note.organisation_id == current(),
            Note.sitting_id.in_(sitting_ids),
            Note.kind.not_in(ENDING),
        )
        .group_by(Note.sitting_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def comment(sitting_id: UUID) -> Comment | None:
    return session.get(Comment, (current(), sitting_id))


def extensions(sitting_id: UUID, *, after: int = 0) -> tuple[Extension, ...]:
    """In order; those whose number is higher than `after`."""
    rows = session.scalars(
        select(Extension)
        .where(
            Extension.organisation_id == current(),
            Extension.sitting_id == sitting_id,
            Extension.number > after,
        )
        .order_by(Extension.number)
    )
    return tuple(rows)
