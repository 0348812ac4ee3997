"""content(): a sitting as its report tells it, filled from the rooms below."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from assay.assessments import papers, returning
from assay.assessments import queries as assessments
from assay.assessments.models import Paper
from assay.bank.content import PERSON_KINDS
from assay.bank.models import ItemVersion
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.bank.rubrics import parse_rubric
from assay.core.db import session
from assay.invitations import queries as invitations
from assay.marking import queries as marking
from assay.marking.models import Mark, Result
from assay.reports.answers import answered
from assay.reports.content import (
    Change,
    Content,
    Line,
    Noted,
    Question,
    Record,
    Status,
    reserved_id,
)
from assay.reports.evidence import evidence, proof
from assay.sittings import late, noted, resitting
from assay.sittings import queries as sittings
from assay.sittings.models import Answer, AnswerHistory, Sitting
from assay.tenancy.queries import fetch, organisation
from assay.tenancy.scope import current

NAMES = dict(RESPONSIBILITIES)
PEOPLES = ("human", "override")
"""Sources of marks that people gave."""
CORRECTED = {
    "key": "a fault was found in its key, which was corrected",
    "full": "a fault was found in it, and everybody is given its points",
    "left_out": "a fault was found in it, and it is left out of the scoring",
}
"""What a correction does, after `Question 4: `."""


def content(sitting: Sitting, result: Result) -> Content:
    """What the report on this result says: the newest one's, or an earlier one's."""
    landing = invitations.landing(sitting.invitation_id)
    version = assessments.version(landing.assessment_version_id)
    marks = marking.marks(sitting.id, result.round)
    zone = ZoneInfo(organisation().time_zone)
    before = resitting.before(sitting)
    papers = [one.paper_id for one in before if one.paper_id]
    return Content(
        report_id=reserved_id(result.id),
        organisation=landing.organisation,
        candidate=landing.candidate,
        assessment=version.name,
        version=version.number,
        paper=fetch(Paper, sitting.paper_id).digest.hex(),
        sat_on=sitting.started_at.astimezone(zone).date(),
        marked_on=result.settled_at.astimezone(zone).date(),
        nth=len(before) + 1,
        round=result.round,
        ran_out=sitting.state == "expired",
        points=result.points,
        out_of=result.out_of,
        effective_n=float(result.effective_n or 0),
        measure=marking.measure(result),
        cut_score=result.cut_score,
        cut_reason=version.cut_reason,
        ai_use=version.ai_use,
        ai_note=version.ai_note,
        lines=_lines(result),
        questions=_questions(sitting, marks, at=result.settled_at),
        engines=tuple(
            sorted(
                {
                    f"{mark.engine} {mark.engine_version}"
                    for mark, _ in marks
                    if mark.source not in PEOPLES
                }
            )
        ),
        record=_record(sitting),
        proof=proof([item.evidence for _, item in marks]),
        changes=_changes(sitting.id, result, [mark for mark, _ in marks]),
        sat_before=tuple(
            one.started_at.astimezone(zone).date() for one in before if one.started_at
        ),
        asked_before=returning.asked_again(sitting.paper_id, sat=papers),
    )


def _questions(
    sitting: Sitting, marks: Sequence[tuple[Mark, ItemVersion]], *, at: datetime
) -> tuple[Question, ...]:
    """`at`: when it was marked. What was retired later was still asked then."""
    values = _values(sitting.id, [mark for mark, _ in marks])
    orders = {place.position: place.option_order for place, _ in papers.paper(sitting.paper_id)}
    return tuple(
        Question(
            position=mark.position,
            responsibility=NAMES.get(item.responsibility, item.responsibility),
            title=item.title,
            kind=item.kind,
            level=item.level,
            points=mark.points,
            out_of=mark.out_of,
            status=_status(mark),
            evidence=evidence(mark.detail),
            answered=answered(
                item.kind, item.content, _key(mark, item), values.get(mark.position), mark.detail,
                order=orders.get(mark.position, ()),
                is_retired=item.retired_at is not None and item.retired_at <= at,
            ),
            by_person=mark.source in PEOPLES,
            criteria=_criteria(mark, item),
            remarks=_remarks(mark),
        )
        for mark, item in marks
    )  # fmt: skip


def _key(mark: Mark, item: ItemVersion) -> Mapping[str, Any]:
    """The one that marked it: the version's own, unless a fault in it was corrected since."""
    corrected: Mapping[str, Any] = mark.detail.get("correction", {}).get("key", item.key)
    return corrected


def _criteria(mark: Mark, item: ItemVersion) -> tuple[tuple[str, str], ...]:
    """What was looked for, and the level that each marker saw: `2 and 3 of 4`."""
    given = mark.detail.get("markers", ())
    if not given or item.kind not in PERSON_KINDS:
        return ()
    return tuple(
        (one.says, _levels((each["levels"][one.id] for each in given), one.top))
        for one in parse_rubric(item.key).criteria
    )


def _levels(seen: Iterable[int], top: int) -> str:
    return f"{' and '.join(map(str, sorted(seen)))} of {top}"


def _remarks(mark: Mark) -> tuple[str, ...]:
    comments = [str(each["comment"]) for each in mark.detail.get("markers", ())]
    reason = mark.detail.get("override", {}).get("reason", "")
    return tuple(words for words in (*comments, reason) if words)


def _values(sitting_id: UUID, marks: Sequence[Mark]) -> dict[int, Mapping[str, Any] | None]:
    """Position -> the answer that this round has marked.

    It is the one that counts, but where a late one was accepted after this round.
    """
    answers = sittings.answers(sitting_id)
    found: dict[int, Mapping[str, Any] | None] = {
        position: answer.value for position, answer in answers.items()
    }
    for mark in marks:
        seq, answer = mark.detail.get("seq"), answers.get(mark.position)
        if answer and answer.key.startswith(late.PREFIX) and answer.seq != seq:
            found[mark.position] = _value_before(answer, seq)
    return found


def _value_before(answer: Answer, seq: int | None) -> Mapping[str, Any] | None:
    """What counted at this question before: the save of that number, or the last in time."""
    rows = session.scalars(
        select(AnswerHistory)
        .where(
            AnswerHistory.organisation_id == current(),
            AnswerHistory.sitting_id == answer.sitting_id,
            AnswerHistory.position == answer.position,
            AnswerHistory.late.is_(False),
            AnswerHistory.seq < answer.seq,
        )
        .order_by(AnswerHistory.seq.desc())
    ).all()
    for row in rows:
        if row.seq == seq or (seq is None and not row.key.startswith(late.PREFIX)):
            return row.value
    return None


def _changes(sitting_id: UUID, result: Result, now: Sequence[Mark]) -> tuple[Change, ...]:
    """What this round changed of the one before."""
    if result.round == 1:
        return ()
    before = {mark.position: mark for mark, _ in marking.marks(sitting_id, result.round - 1)}
    return tuple(
        Change(
            position=mark.position, why=why, before=before[mark.position].points, after=mark.points
        )
        for mark in now
        if mark.position in before and (why := _why(before[mark.position], mark))
    )


def _why(before: Mark, now: Mark) -> str:
    """Why a question was marked again, in words; empty where it was not."""
    if now.detail.get("seq") != before.detail.get("seq"):
        return "an answer that came in after the end was accepted by a person, and counts now"
    if _correction(now) != _correction(before) and now.source == "automatic":
        return _corrected(now)
    if now.source == "override" and now.detail != before.detail:
        return "a person has replaced the points that an engine gave"
    if now.source != before.source and now.source in PEOPLES:
        return "a person has marked it"
    if now.item_version_id != before.item_version_id:
        return "the question was corrected"
    if now.engine_version != before.engine_version:
        return "the rule that marks it has changed"
    return "it was marked again" if now.points != before.points else ""


def _correction(mark: Mark) -> object:
    return mark.detail.get("correction", {}).get("id")


def _corrected(mark: Mark) -> str:
    """What was done about a fault in the question, and why: a person wrote the reason down."""
    if not (told := mark.detail.get("correction")):
        return "a correction of its key was taken back"
    return f"{CORRECTED[told['does']]}: {told['reason']}"


def _record(sitting: Sitting) -> Record:
    query = (
        select(AnswerHistory.late, func.count())
        .where(AnswerHistory.organisation_id == current(), AnswerHistory.sitting_id == sitting.id)
        .group_by(AnswerHistory.late)
    )
    counts = {row[0]: row[1] for row in session.execute(query)}
    found = noted.noted(sitting.id)
    return Record(
        saves=counts.get(False, 0),
        late=counts.get(True, 0),
        moves=sitting.generation - 1,
        noted=tuple(
            Noted(what=noted.COUNTED[kind], times=times, questions=_at(found, kind))
            for kind, times in found.counts.items()
            if kind in noted.COUNTED
        ),
        comment=found.comment.text if found.comment else "",
        given_back=sum(one.seconds for one in found.extensions if one.because == "outage"),
    )


def _at(found: noted.Noted, kind: str) -> tuple[int, ...]:
    """The questions at which it was noted, where that is known."""
    return tuple(sorted({one.position for one in found.notes if one.kind == kind and one.position}))


def _lines(result: Result) -> tuple[Line, ...]:
    """In the responsibilities' own order."""
    found = {line.responsibility: line for line in marking.lines(result.id)}
    return tuple(
        Line(
            name=name,
            items=found[slug].items,
            points=found[slug].points,
            out_of=found[slug].out_of,
            measure=marking.measure(found[slug]),
        )
        for slug, name in RESPONSIBILITIES
        if slug in found
    )


def _status(mark: Mark) -> Status:
    if not mark.out_of and "correction" in mark.detail:
        return "left_out"
    if mark.detail.get("answered") is False and not mark.points:
        return "none"
    if mark.points >= mark.out_of:
        return "right"
    return "partly" if mark.points > 0 else "wrong"
