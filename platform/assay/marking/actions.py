"""settle(): the marks of a sitting and, once there is one for each question, the result.

What only people can mark is asked of them once all else is marked; until then there is no result.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from assay.assessments import queries as assessments
from assay.audit.actions import SYSTEM, record
from assay.bank.content import PERSON_KINDS
from assay.core.db import session
from assay.core.errors import Conflict
from assay.events.catalogue import MarksOutdated, SittingMarked
from assay.events.outbox import publish
from assay.invitations import queries as invitations
from assay.marking import laying, queries
from assay.marking.engines import ENGINE_VERSION, Outcome
from assay.marking.judging import is_outdated, up_to_date
from assay.marking.models import Mark, Result, ResultLine
from assay.marking.queries import Script
from assay.marking.scoring import Score, summary
from assay.sittings.models import Sitting
from assay.tenancy.queries import fetch

FINEST = Decimal("0.0001")


def settle(sitting_id: UUID, outcomes: Mapping[int, Outcome], *, at: datetime) -> Result | None:
    """Keep these marks; once every question has one, the result too. None while one is missing.

    A mark or result that is there already stays as it is. Conflict where the sitting has not ended.
    """
    sitting = fetch(Sitting, sitting_id, lock=True)
    if settled := queries.find_result(sitting_id):
        return settled
    if sitting.state not in {"submitted", "expired"}:
        raise Conflict(f"a sitting that is {sitting.state} is not marked")
    scripts = queries.scripts(sitting_id)
    if not set(outcomes) <= {script.position for script in scripts}:
        raise Conflict("an outcome of no question")
    marks = {mark.position: mark for mark in queries.kept(sitting_id)}
    for script in scripts:
        if script.position not in outcomes or script.position in marks:
            continue
        if outcome := up_to_date(script, outcomes[script.position]):
            marks[script.position] = make_mark(sitting_id, script, outcome, at)
            session.add(marks[script.position])
    if missing := [script for script in scripts if script.position not in marks]:
        if all(script.kind in PERSON_KINDS for script in missing):
            laying.lay(sitting, missing, at=at)
        return None
    result = make_result(sitting, scripts, marks, at)
    record("sitting.mark", "sitting", sitting_id, actor=SYSTEM, details={"round": result.round})
    publish(SittingMarked(sitting_id=sitting_id))
    if any(_is_outdated(script, marks[script.position]) for script in scripts):
        publish(MarksOutdated(sitting_id=sitting_id))
    return result


def _is_outdated(script: Script, mark: Mark) -> bool:
    """A key was corrected between this mark and the last one that the result waited for."""
    return mark.source == "automatic" and is_outdated(script, mark.detail)


def make_mark(
    sitting_id: UUID, script: Script, outcome: Outcome, at: datetime, *, round_: int = 1
) -> Mark:
    return Mark(
        sitting_id=sitting_id,
        position=script.position,
        round=round_,
        item_organisation_id=script.item_organisation_id,
        item_version_id=script.item_version_id,
        points=outcome.points,
        out_of=outcome.out_of,
        engine=script.kind,
        engine_version=ENGINE_VERSION,
        source="automatic",
        marked_at=at,
        detail=dict(outcome.detail),
    )


def make_result(
    sitting: Sitting,
    scripts: Sequence[Script],
    marks: Mapping[int, Mark],
    at: datetime,
    *,
    round_: int = 1,
) -> Result:
    """Add up the marks of one round and keep what they come to, by responsibility too."""
    invitation = invitations.one(sitting.invitation_id)
    cut = assessments.version(invitation.assessment_version_id).cut_score
    given = [marks[script.position] for script in scripts]
    score = _score(given, cut)
    result = Result(
        sitting_id=sitting.id,
        round=round_,
        points=score.points,
        out_of=score.out_of,
        effective_n=_rounded(score.effective_n),
        band=score.measure.band if score.measure else None,
        cut_score=cut,
        vector=[[str(mark.points), str(mark.out_of)] for mark in given],
        settled_at=at,
        **_measured(score),
    )
    session.add(result)
    session.flush()
    groups: dict[str, list[Mark]] = defaultdict(list)
    for script in scripts:
        groups[script.responsibility].append(marks[script.position])
    session.add_all(_line(result.id, area, group) for area, group in groups.items())
    return result


def _line(result_id: UUID, responsibility: str, marks: Sequence[Mark]) -> ResultLine:
    score = _score(marks, None)
    return ResultLine(
        result_id=result_id,
        responsibility=responsibility,
        items=sum(mark.out_of > 0 for mark in marks),
        points=score.points,
        out_of=score.out_of,
        **_measured(score),
    )


def _score(marks: Sequence[Mark], cut: int | None) -> Score:
    return summary([mark.points for mark in marks], [mark.out_of for mark in marks], cut)


def _measured(score: Score) -> dict[str, Any]:
    """The columns of a score's error; empty under four items."""
    if (measure := score.measure) is None:
        return {}
    return {
        "percent": _rounded(measure.percent),
        "likely_low": _rounded(measure.likely.low),
        "likely_high": _rounded(measure.likely.high),
        "interval_low": _rounded(measure.interval.low),
        "interval_high": _rounded(measure.interval.high),
    }


def _rounded(number: float) -> Decimal:
    return Decimal(str(number)).quantize(FINEST)
