"""Marking again what a person had counted late, or by a key that was corrected: a new round, in
which all else stays as it was."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from assay.assessments import papers
from assay.audit.actions import SYSTEM, Actor, record
from assay.bank.content import PERSON_KINDS
from assay.core.db import session
from assay.core.errors import Conflict, NotReady
from assay.events.catalogue import SittingMarked
from assay.events.outbox import publish
from assay.marking import laying, queries, queue
from assay.marking.actions import make_mark, make_result
from assay.marking.engines import Outcome
from assay.marking.judging import by_its_own_key, is_outdated, up_to_date
from assay.marking.models import Mark, Result
from assay.marking.queries import Script
from assay.sittings import late
from assay.sittings.models import Answer, Sitting
from assay.tenancy.queries import fetch


class Place(NamedTuple):
    """One question, and the number of the answer that an outcome is about."""

    position: int
    seq: int


def accept_late(
    sitting_id: UUID, position: int, seq: int, key: str, *, reason: str, by: Actor, at: datetime
) -> Answer:
    """Have a late answer counted (sittings.late.accept_late), where it can be marked again.

    A text goes to the desk, whether the one before it was marked or not. NotReady while the sitting
    is not marked, unless the text itself still waits there; Conflict where a person gave points in
    place of a machine's.
    """
    sitting = fetch(Sitting, sitting_id, lock=True)
    _, item = papers.question(sitting.paper_id, position)
    _check_marked(sitting_id, position, is_text=item.kind in PERSON_KINDS)
    answer = late.accept_late(sitting_id, position, seq, key, reason=reason, by=by, at=at)
    if item.kind in PERSON_KINDS:
        scripts = {one.position: one for one in queries.scripts(sitting_id)}
        laying.lay_anew(sitting, scripts[position], at=at)
    return answer


def _check_marked(sitting_id: UUID, position: int, *, is_text: bool) -> None:
    if position in queue.waits(sitting_id):
        return
    if (result := queries.find_result(sitting_id)) is None:
        raise NotReady("not marked yet")
    stands = {mark.position: mark.source for mark, _ in queries.marks(sitting_id, result.round)}
    if stands.get(position) not in {None, "automatic", "human" if is_text else "automatic"}:
        raise Conflict("a person gave its points")


def stale(sitting_id: UUID) -> list[Script]:
    """What a machine marked, and is to mark again: a late answer counts, or a key was corrected."""
    if (result := queries.find_result(sitting_id)) is None:
        return []
    accepted = late.accepted(sitting_id)
    marked = {
        mark.position: mark.detail
        for mark, _ in queries.marks(sitting_id, result.round)
        if mark.source == "automatic"
    }
    return [
        script
        for script in queries.scripts(sitting_id)
        if script.position in marked
        and script.kind not in PERSON_KINDS
        and (
            accepted.get(script.position) not in (None, marked[script.position].get("seq"))
            or is_outdated(script, marked[script.position])
        )
    ]


def remark(sitting_id: UUID, outcomes: Mapping[Place, Outcome], *, at: datetime) -> Result | None:
    """A new round with what is to be marked again: said at once, or by these outcomes of runs.

    Every other mark goes over as it was, whoever gave it. None, and nothing changed, where nothing
    is stale, or all that is has still to be run.
    """
    sitting = fetch(Sitting, sitting_id, lock=True)
    if sitting.state not in late.ENDED:
        return None
    accepted, made = late.accepted(sitting_id), {}
    for script in stale(sitting_id):
        brought = outcomes.get(Place(script.position, script.seq))
        late_seq = accepted.get(script.position)
        outcome = up_to_date(script, brought) or _as_it_ran(sitting_id, script, late_seq)
        if outcome is None:
            continue
        mark = make_mark(sitting_id, script, outcome, at)
        if late_seq is not None:
            mark.detail = {**outcome.detail, "seq": late_seq}
        made[script.position] = mark
    return new_round(sitting, made, by=SYSTEM, at=at) if made else None


def _as_it_ran(sitting_id: UUID, script: Script, late_seq: int | None) -> Outcome | None:
    """What was said of the same files before a correction was taken back; None: they never ran."""
    told = (
        by_its_own_key(mark, script.points)
        for mark in queries.history(sitting_id, script.position)
        if mark.source == "automatic" and mark.detail.get("seq") == late_seq
    )
    return next((outcome for outcome in told if outcome), None)


def new_round(sitting: Sitting, made: Mapping[int, Mark], *, by: Actor, at: datetime) -> Result:
    """A round in which these marks are new. Every other goes over as it was, whoever gave it."""
    before = queries.result_of(sitting.id)
    round_ = before.round + 1
    marks = {
        mark.position: made.get(mark.position) or _again(mark)
        for mark, _ in queries.marks(sitting.id, before.round)
    }
    for mark in marks.values():
        mark.round = round_
    session.add_all(marks.values())
    result = make_result(sitting, queries.scripts(sitting.id), marks, at, round_=round_)
    record("sitting.mark", "sitting", sitting.id, actor=by, details={"round": round_})
    publish(SittingMarked(sitting_id=sitting.id))
    return result


KEPT = (
    "sitting_id", "position", "item_organisation_id", "item_version_id", "points", "out_of",
    "engine", "engine_version", "source", "marked_by", "marked_at", "detail",
)  # fmt: skip


def _again(mark: Mark) -> Mark:
    return Mark(**{name: getattr(mark, name) for name in KEPT})
