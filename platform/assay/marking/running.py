"""Verbs of runs: ask for one, keep what came of it. A run that never was is never a zero."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from assay.assessments import papers
from assay.assessments.models import PaperItem
from assay.bank.code_keys import CodeKey, SuiteKey
from assay.bank.content import CODE_KINDS, parse
from assay.bank.keys import parse_key
from assay.bank.runner import Grade, Limits, NoRunner, SuiteGrade
from assay.bank.submission import Verdict
from assay.core.db import session
from assay.core.errors import TimeIsUp, TooMany
from assay.core.languages import Said
from assay.events.catalogue import CodeAnswered, TrialAsked
from assay.events.outbox import publish
from assay.marking import queries, remarking, runs
from assay.marking.actions import settle
from assay.marking.engines import Outcome
from assay.marking.engines.code import NO_MARK, code_outcome
from assay.marking.judging import judged
from assay.marking.logs import MOST_MESSAGE, kept
from assay.marking.models import CodeRun
from assay.marking.queries import Script
from assay.sittings import queries as sittings
from assay.sittings import walking
from assay.sittings.models import Sitting
from assay.tenancy.queries import fetch

MOST_TRIALS = 20
"""How often the visible tests of one question may be run in one sitting."""
PATIENCE = timedelta(minutes=2)
"""How long a run that was asked for keeps another from being asked for."""
MOST_TESTS = 200
USED_UP = Said(
    "The tests of this question were run %(n)d times, which is as often as they may.",
    n=MOST_TRIALS,
)


def ask_to_mark(sitting_id: UUID, *, at: datetime) -> None:
    """A run for each answer of files without a mark; a second call asks for nothing more.

    What a person has to mark is left to them: no run is asked for, and the result waits.
    """
    fetch(Sitting, sitting_id, lock=True)
    marked = {mark.position for mark in queries.kept(sitting_id)}
    for script in queries.scripts(sitting_id):
        if script.position in marked or script.kind not in CODE_KINDS:
            continue
        _ask(sitting_id, script, at)


def ask_to_remark(sitting_id: UUID, *, at: datetime) -> None:
    """The same for each answer of files that is to be marked again, and was not run yet."""
    fetch(Sitting, sitting_id, lock=True)
    for script in remarking.stale(sitting_id):
        if script.kind in CODE_KINDS:
            _ask(sitting_id, script, at)


def _ask(sitting_id: UUID, script: Script, at: datetime) -> None:
    there = runs.latest(sitting_id, script.position, purpose="mark")
    asked = (script.seq, script.item_version_id)
    if there is None or (there.seq, there.item_version_id) != asked:
        run = _asked(sitting_id, script.position, script, "mark", seq=script.seq, at=at)
        publish(CodeAnswered(run_id=run.id))


def try_out(sitting_id: UUID, position: int, *, at: datetime) -> CodeRun | None:
    """Run the visible tests with what is saved now; the run that is under way is waited for.

    None where the question has none. TimeIsUp after the end; TooMany, with words, where it was
    done too often.
    """
    sitting = fetch(Sitting, sitting_id, lock=True)
    if sitting.state != "started" or not sittings.phase_of(sitting, at).takes_answers:
        raise TimeIsUp("the time is up")
    if not walking.takes(sitting, position, at):
        raise TimeIsUp("the time of its section is up")
    place, version = papers.question(sitting.paper_id, position)
    content = parse(version.kind, version.content)
    if not content.can_be_tried:
        return None
    before = runs.latest(sitting_id, position, purpose="visible")
    if before and not before.finished_at and at - before.asked_at < PATIENCE:
        return before
    if runs.count(sitting_id, position, purpose="visible") >= MOST_TRIALS:
        raise TooMany(USED_UP)
    answer = sittings.answer(sitting_id, position)
    seq = answer.seq if answer else 0
    run = _asked(sitting_id, position, place, "visible", seq=seq, at=at)
    publish(TrialAsked(run_id=run.id))
    return run


def _asked(
    sitting_id: UUID,
    position: int,
    item: Script | PaperItem,
    purpose: str,
    *,
    seq: int,
    at: datetime,
) -> CodeRun:
    run = CodeRun(
        sitting_id=sitting_id,
        position=position,
        seq=seq,
        item_organisation_id=item.item_organisation_id,
        item_version_id=item.item_version_id,
        purpose=purpose,
        asked_at=at,
    )
    session.add(run)
    session.flush()
    return run


def keep(run_id: UUID, verdict: Verdict, limits: Limits, *, at: datetime) -> None:
    """What came of a run; of one for a mark also the mark, and the result once all are there.

    A second call changes nothing. NoRunner where the run ended without a verdict: it is tried
    again, and in the end shown to staff.
    """
    if verdict.status in NO_MARK:
        raise NoRunner(f"the run ended as {verdict.status}, without a verdict")
    run = fetch(CodeRun, run_id, lock=True)
    if run.finished_at:
        return
    run.finished_at, run.status = at, verdict.status
    run.tests = _tests(verdict)
    if isinstance(verdict, Grade):
        run.application_output = kept(verdict.application_output)
    else:
        run.why = kept(verdict.why, MOST_MESSAGE)
    run.test_output = kept(verdict.test_output)
    run.engine, run.runtime, run.seconds = verdict.engine, verdict.runtime, verdict.seconds
    run.limits = asdict(limits)
    if run.purpose == "mark":
        _mark(run, verdict, at)


def _mark(run: CodeRun, verdict: Verdict, at: datetime) -> None:
    script = next(one for one in queries.scripts(run.sitting_id) if one.position == run.position)
    key = parse_key(script.kind, script.key)
    assert isinstance(key, CodeKey | SuiteKey)
    ran = code_outcome(parse(script.kind, script.content), key, verdict, script.points)
    outcome = _by_correction(script, ran)
    if queries.find_result(run.sitting_id):
        place = remarking.Place(run.position, run.seq)
        remarking.remark(run.sitting_id, {place: outcome}, at=at)
    else:
        settle(run.sitting_id, {run.position: outcome}, at=at)


def _by_correction(script: Script, ran: Outcome) -> Outcome:
    """Where a correction marks it, what the run said is kept beside: it may be taken back."""
    if script.correction is None or (told := judged(script)) is None:
        return ran
    kept_beside = {"points": str(ran.points), "detail": dict(ran.detail)}
    return replace(told, detail={**told.detail, "run": kept_beside})


def _tests(verdict: Verdict) -> list[Mapping[str, Any]]:
    if isinstance(verdict, SuiteGrade):
        caught = set(verdict.killed) if verdict.valid else set()
        return [
            {"id": name, "verdict": "caught" if name in caught else "missed"}
            for name in verdict.mutants
        ]
    return [
        {
            "id": kept(name, 300),
            "verdict": told.verdict,
            "seconds": told.seconds,
            "message": kept(told.message, MOST_MESSAGE),
        }
        for name, told in list(verdict.tests.items())[:MOST_TESTS]
    ]
