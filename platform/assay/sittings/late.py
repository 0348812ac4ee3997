"""Answers that came after the end: kept, shown, and counted only where a person says so and why.

One comes by itself (the room sends what it still holds), or in a file that the candidate kept. A
file proves which sitting it is from, never when its answers were typed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import insert

from assay.assessments import papers
from assay.audit.actions import Actor, record
from assay.audit.queries import entries_about
from assay.bank.answers import parse_answer
from assay.bank.content import parse as parse_content
from assay.core.db import session
from assay.core.errors import Conflict, Invalid, NotFound
from assay.core.signing import Signer
from assay.events.catalogue import LateAnswerAccepted
from assay.events.outbox import publish
from assay.sittings import queries
from assay.sittings.late_files import FIELD, LateAnswer, LateFile
from assay.sittings.models import Answer, AnswerHistory, Sitting
from assay.sittings.saving import MOST_LATE
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

ENDED = ("submitted", "expired")
VERB = "sitting.accept_late"
PREFIX = "late."
"""Begins the key of an answer that counts because a person accepted it."""
MOST_REASON = 1000


@dataclass(frozen=True, kw_only=True)
class Late:
    """One that is kept and came late. `accepted`: the audit's entry, where it counts."""

    position: int
    seq: int
    key: str
    value: dict[str, Any] | None
    saved_at: datetime
    by: UUID | None = None
    reason: str = ""
    accepted_at: datetime | None = None


def proof(secret: str, sitting: Sitting) -> str:
    """What a file of this sitting carries: nobody else can write it."""
    return _signer(secret).sign([str(sitting.organisation_id), str(sitting.id)])


def _signer(secret: str) -> Signer:
    return Signer(secret, "answers")


def keep_file(sitting_id: UUID, file: LateFile, *, secret: str, by: Actor, at: datetime) -> int:
    """Keep its answers as late ones; how many were not there yet. None of them counts by that.

    Invalid("file", …): of another sitting or organisation, signed by nobody of ours, to questions
    that there are none of, or not answers to them. Conflict while the sitting runs or is voided.
    """
    sitting = _ended(sitting_id)
    _check_proof(secret, sitting, file.proof)
    answers = [_checked(sitting, one) for one in file.answers]
    there = count(sitting_id)
    if there + len(answers) > MOST_LATE:
        raise Invalid(FIELD, f"At most {MOST_LATE} late answers are kept for one sitting.")
    session.execute(
        insert(AnswerHistory)
        .values(
            [
                {
                    "sitting_id": sitting_id, "position": one.position, "seq": one.seq,
                    "key": one.key, "value": one.value, "saved_at": at, "late": True,
                }
                for one in answers
            ]
        )
        .on_conflict_do_nothing()
    )  # fmt: skip
    new = count(sitting_id) - there
    if new:
        record("sitting.keep_file", "sitting", sitting_id, actor=by, details={"answers": new})
    return new


def kept(sitting_id: UUID) -> list[Late]:
    """Every late answer, by question, the latest first; with who had it counted, and why."""
    accepted = {
        (told["position"], told["seq"], told["key"]): entry
        for entry in entries_about("sitting", sitting_id)
        if entry.verb == VERB and (told := entry.details)
    }
    found = []
    for row in session.scalars(_rows(sitting_id)):
        entry = accepted.get((row.position, row.seq, row.key))
        found.append(
            Late(
                position=row.position, seq=row.seq, key=row.key, value=row.value,
                saved_at=row.saved_at, by=entry.actor_id if entry else None,
                reason=entry.details["reason"] if entry else "",
                accepted_at=entry.at if entry else None,
            )
        )  # fmt: skip
    return found


def accept_late(
    sitting_id: UUID, position: int, seq: int, key: str, *, reason: str, by: Actor, at: datetime
) -> Answer:
    """Let this late answer count in place of the one that does; the marks follow by themselves.

    Again is the same as once. Invalid("reason", …) without one; NotFound where no such answer came
    late; Conflict while the sitting runs or is voided.
    """
    reason = reason.strip()
    if not reason or len(reason) > MOST_REASON:
        raise Invalid("reason", f"Give the reason, in at most {MOST_REASON:,} characters.")
    sitting = _ended(sitting_id)
    row = session.scalars(
        _rows(sitting_id).where(
            AnswerHistory.position == position, AnswerHistory.seq == seq, AnswerHistory.key == key
        )
    ).one_or_none()
    if row is None:
        raise NotFound("Answer")
    counts = queries.answer(sitting_id, position)
    if counts is not None and counts.key == _key(row):
        return counts
    answer = _count_it(sitting, row, counts)
    record(
        VERB, "sitting", sitting_id, actor=by,
        details={"position": position, "seq": seq, "key": key, "reason": reason},
    )  # fmt: skip
    publish(LateAnswerAccepted(sitting_id=sitting_id))
    return answer


def accepted(sitting_id: UUID) -> dict[int, int]:
    """Position -> the number of the answer that counts there because a person accepted it."""
    answers = queries.answers(sitting_id)
    return {at: one.seq for at, one in answers.items() if one.key.startswith(PREFIX)}


def _count_it(sitting: Sitting, row: AnswerHistory, counts: Answer | None) -> Answer:
    """Under a number of its own, in the history too: the late row stays what it was."""
    newest = session.scalar(
        select(func.max(AnswerHistory.seq)).where(
            AnswerHistory.organisation_id == current(),
            AnswerHistory.sitting_id == sitting.id,
            AnswerHistory.position == row.position,
        )
    )
    told = {
        "sitting_id": sitting.id, "position": row.position, "seq": (newest or 0) + 1,
        "key": _key(row), "value": row.value, "saved_at": row.saved_at,
    }  # fmt: skip
    session.add(AnswerHistory(**told, late=False))
    if counts is None:
        counts = Answer(**told, in_grace=False)
        session.add(counts)
    else:
        for name, value in told.items():
            setattr(counts, name, value)
        counts.in_grace = False
    session.flush()
    return counts


def _key(row: AnswerHistory) -> str:
    return f"{PREFIX}{row.seq}.{row.key}"


def _ended(sitting_id: UUID) -> Sitting:
    sitting = fetch(Sitting, sitting_id, lock=True)
    if sitting.state not in ENDED:
        raise Conflict("the sitting has not ended, or does not count")
    return sitting


def _check_proof(secret: str, sitting: Sitting, signed: str) -> None:
    told = _signer(secret).unsign(signed)
    if told is None:
        raise Invalid(FIELD, "This file is not from our test room, or its proof was changed.")
    if told != [str(sitting.organisation_id), str(sitting.id)]:
        raise Invalid(FIELD, "This file is from another sitting.")


def _checked(sitting: Sitting, one: LateAnswer) -> LateAnswer:
    """As the question takes it, or Invalid, which names the question."""
    if not queries.has_question(sitting.paper_id, one.position):
        raise Invalid(FIELD, f"There is no question {one.position} in this sitting.")
    _, version = papers.question(sitting.paper_id, one.position)
    content = parse_content(version.kind, version.content)
    try:
        value = parse_answer(version.kind, one.value, content.answerable)
    except Invalid as invalid:
        why = next(iter(invalid.fields.values()))
        raise Invalid(FIELD, f"Question {one.position}: {why}") from None
    return LateAnswer(position=one.position, seq=one.seq, key=one.key, value=value)


def _rows(sitting_id: UUID) -> Select[AnswerHistory]:
    return (
        select(AnswerHistory)
        .where(
            AnswerHistory.organisation_id == current(),
            AnswerHistory.sitting_id == sitting_id,
            AnswerHistory.late,
        )
        .order_by(AnswerHistory.position, AnswerHistory.saved_at.desc(), AnswerHistory.seq.desc())
    )


def count(sitting_id: UUID) -> int:
    """How many late answers are kept."""
    query = select(func.count()).where(
        AnswerHistory.organisation_id == current(),
        AnswerHistory.sitting_id == sitting_id,
        AnswerHistory.late,
    )
    return session.scalar(query) or 0
