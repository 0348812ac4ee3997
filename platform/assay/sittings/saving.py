"""Saving one answer: quick() in one database call; refusal() says why it was not taken.

A door calls quick(); where that gives None it asks refusal() in a transaction, lets the
transaction commit (what came late is kept there) and raises what it got.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from assay.core.db import hot, session
from assay.core.errors import Conflict, NotFound, TimeIsUp
from assay.core.settings import Settings
from assay.sittings import queries
from assay.sittings.models import AnswerHistory, Sitting
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

SQL: LiteralString = (
    "select saved_seq, ends_at from assay_save_answer(%s, %s, %s, %s, %s, %s, %s, %s)"
)
MOST_LATE = 300
"""Late answers kept for one sitting; more than one can type, fewer than would fill a disk."""


@dataclass(frozen=True, kw_only=True)
class Save:
    """One answer on its way: whose, to which question, and which of its versions it is."""

    organisation_id: UUID
    sitting_id: UUID
    generation: int
    position: int
    seq: int
    key: str
    value: dict[str, Any] | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Saved:
    seq: int
    ends_at: datetime


class Stale(Conflict):
    """A newer answer stands already; here it is."""

    def __init__(self, seq: int, value: dict[str, Any] | None) -> None:
        super().__init__(f"answer {seq} stands")
        self.seq, self.value = seq, value


class TakenOver(NotFound):
    """The sitting goes on in another browser."""


def quick(settings: Settings, save: Save) -> Saved | None:
    """Durable when it returns. None: not taken; ask refusal()."""
    row = hot(
        settings,
        SQL,
        (
            save.organisation_id, save.sitting_id, save.generation, save.position,
            save.seq, save.value if save.value is None else Jsonb(save.value), save.key, save.at,
        ),
    )  # fmt: skip
    return Saved(seq=row[0], ends_at=row[1]) if row else None


def refusal(save: Save) -> NotFound | Conflict | None:
    """Why quick() took nothing: an error to raise. None: it would be taken now, try again.

    What came too late is kept in the history, marked late, and does not count.
    """
    sitting = fetch(Sitting, save.sitting_id, lock=True)
    if sitting.generation != save.generation:
        return TakenOver("Sitting")
    if sitting.state == "voided" or not queries.has_question(sitting.paper_id, save.position):
        return NotFound("Question")
    if sitting.state != "started" or not queries.phase_of(sitting, save.at).takes_answers:
        _keep_late(save)
        return TimeIsUp("the time is up")
    stored = queries.answer(sitting.id, save.position)
    return Stale(stored.seq, stored.value) if stored and stored.seq >= save.seq else None


def _keep_late(save: Save) -> None:
    kept = session.scalar(
        select(func.count()).where(
            AnswerHistory.organisation_id == current(),
            AnswerHistory.sitting_id == save.sitting_id,
            AnswerHistory.late,
        )
    )
    if (kept or 0) < MOST_LATE:
        session.execute(
            insert(AnswerHistory)
            .values(
                sitting_id=save.sitting_id,
                position=save.position,
                seq=save.seq,
                key=save.key,
                value=save.value,
                saved_at=save.at,
                late=True,
            )
            .on_conflict_do_nothing()
        )


def is_answer(value: object) -> bool:
    """Has it the shape of an answer? Nothing, one choice, several, an order, or a text."""
    if value is None:
        return True
    if not isinstance(value, dict) or len(value) != 1:
        return False
    ((name, given),) = value.items()
    if name in ("choice", "text"):
        return _is_text(given)
    if name not in ("choices", "order") or not isinstance(given, list):
        return False
    return len(given) <= 50 and all(_is_text(each) for each in given)


def _is_text(value: object) -> bool:
    """Text that Postgres can keep: no NUL, no half of a surrogate pair."""
    return isinstance(value, str) and "\0" not in value and _encodes(value)


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
