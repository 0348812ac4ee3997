"""Saving one answer: quick() in one database call; refusal() says why it was not taken.

A door calls quick(); where that gives None it asks refusal() in a transaction, lets the
transaction commit (what came late is kept there) and raises what it got.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from assay.bank.file_answers import are_files, is_text
from assay.core.db import session
from assay.core.errors import Conflict, NotFound, TimeIsUp
from assay.core.hot import Statement, hot
from assay.core.settings import Settings
from assay.sittings import extending, passing, queries
from assay.sittings.models import AnswerHistory, Sitting
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

STATEMENT = Statement(
    name=b"save_answer",
    sql=b"select saved_seq, ends_at from assay_save_answer($1, $2, $3, $4, $5, $6, $7, $8)",
)
MOST_TEXT = 16 * 1024
"""Signs in a text or a name. Only files may be larger: bank.file_answers bounds those."""
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


class SectionOver(Conflict):
    """The section of this question is locked; what came is kept as late."""


class NotNow(Conflict):
    """A section runs to which this question does not belong; it takes answers afterwards."""


class TakenOver(NotFound):
    """The sitting goes on in another browser."""


def quick(settings: Settings, save: Save) -> Saved | None:
    """Durable when it returns. None: not taken; ask refusal(). NotReady: nobody knows; save again.

    The same save again is the same answer, so that it may be repeated.
    """
    row = hot(
        settings,
        STATEMENT,
        (
            str(save.organisation_id).encode(),
            str(save.sitting_id).encode(),
            b"%d" % save.generation,
            b"%d" % save.position,
            b"%d" % save.seq,
            None if save.value is None else json.dumps(save.value).encode(),
            save.key.encode(),
            save.at.isoformat().encode(),
        ),
    )
    if row is None:
        return None
    seq, ends_at = (str(told, "ascii") for told in row if told is not None)
    return Saved(seq=int(seq), ends_at=datetime.fromisoformat(ends_at))


def refusal(save: Save) -> NotFound | Conflict | None:
    """Why quick() took nothing: an error to raise. None: it would be taken now, try again.

    What came too late is kept in the history, marked late, and does not count; so is what came
    after the end of its section.
    """
    sitting = fetch(Sitting, save.sitting_id, lock=True)
    if sitting.generation != save.generation:
        return TakenOver("Sitting")
    if sitting.state == "voided" or not queries.has_question(sitting.paper_id, save.position):
        return NotFound("Question")
    if save.at > min(sitting.ends_at, sitting.section_ends_at or sitting.ends_at):
        extending.credit(sitting.id, at=save.at)
    if sitting.state != "started" or not queries.phase_of(sitting, save.at).takes_answers:
        _keep_late(save)
        return TimeIsUp("the time is up")
    if closed := _closed(sitting, save):
        return closed
    stored = queries.answer(sitting.id, save.position)
    return Stale(stored.seq, stored.value) if stored and stored.seq >= save.seq else None


def _closed(sitting: Sitting, save: Save) -> NotFound | Conflict | None:
    """Why its section takes no answer; one whose time is over is locked by that."""
    if sitting.open_positions is None:
        return None
    match passing.settle(sitting, at=save.at).state_at(save.position):
        case "locked":
            _keep_late(save)
            return SectionOver("the section is locked")
        case "held":
            return NotNow("another section runs")
        case "ahead":
            return NotFound("Question")
    return None


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
    """Has it the shape of an answer? Nothing, one choice, several, an order, pairs, text, files."""
    if value is None:
        return True
    if not isinstance(value, dict) or len(value) != 1:
        return False
    ((name, given),) = value.items()
    if name == "files":
        return are_files(given)
    if name in ("choice", "text"):
        return is_text(given) and len(given) <= MOST_TEXT
    if name == "pairs" and isinstance(given, dict):
        given = [*given.keys(), *given.values()]
    elif name not in ("choices", "order", "lines") or not isinstance(given, list):
        return False
    return len(given) <= 50 and all(is_text(each) and len(each) <= MOST_TEXT for each in given)
