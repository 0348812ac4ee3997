"""result(): what a report tells, as JSON for other programs. Pure; result.schema.json describes it.

Like the document, it holds no time that was allowed or taken, and no key to any question.
"""

import json
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from assay.marking.scoring import Measure
from assay.reports.answers import Answered
from assay.reports.content import Change, Content, Line, Question

FORMAT, VERSION = "assay.result", 2
"""The version goes up where a program that reads the one before would be misled."""


def result(content: Content) -> bytes:
    """UTF-8, two spaces deep, keys in a fixed order: the same content gives the same bytes."""
    return json.dumps(_told(content), ensure_ascii=False, indent=2).encode()


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what result() gives."""
    text = (files("assay.reports") / "result.schema.json").read_text("utf-8")
    told: dict[str, Any] = json.loads(text)
    return told


def _told(content: Content) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "report": {
            "id": str(content.report_id),
            "round": content.round,
            "changes": [_change(change) for change in content.changes],
        },
        "organisation": content.organisation,
        "candidate": content.candidate,
        "assessment": {
            "name": content.assessment,
            "version": content.version,
            "paper": content.paper,
            "cut_score": content.cut_score,
            "cut_reason": content.cut_reason,
            "ai_use": content.ai_use,
            "ai_note": content.ai_note,
        },
        "sitting": {
            "date": content.sat_on.isoformat(),
            "number": content.nth,
            "ended": "time ran out" if content.ran_out else "handed in",
            "answered": content.answered,
            "saves": content.record.saves,
            "saves_after_the_end": content.record.late,
            "changes_of_browser": content.record.moves,
            "given_back": content.record.given_back,
            "noted": [
                {"what": one.what, "times": one.times, "questions": list(one.questions)}
                for one in content.record.noted
            ],
            "comment": content.record.comment,
        },
        "marking": {
            "date": content.marked_on.isoformat(),
            "engines": list(content.engines),
            "questions_proved": content.proof.questions,
            "proved_with": list(content.proof.versions),
        },
        "points": _number(content.points),
        "out_of": _number(content.out_of),
        "effective_questions": round(content.effective_n, 4),
        "score": _score(content.measure),
        "responsibilities": [_line(line) for line in content.lines],
        "questions": [_question(question) for question in content.questions],
    }


def _score(measure: Measure | None) -> dict[str, Any] | None:
    """On the scale of 0 to 100; null where too little was measured for a number."""
    if measure is None:
        return None
    return {
        "value": round(measure.percent, 4),
        "likely": [round(measure.likely.low, 4), round(measure.likely.high, 4)],
        "interval": [round(measure.interval.low, 4), round(measure.interval.high, 4)],
        "band": measure.band,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "questions": line.items,
        "points": _number(line.points),
        "out_of": _number(line.out_of),
        "score": _score(line.measure),
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "number": question.position,
        "title": question.title,
        "responsibility": question.responsibility,
        "kind": question.kind,
        "level": question.level,
        "points": _number(question.points),
        "out_of": _number(question.out_of),
        "status": question.status,
        "evidence": question.evidence,
        "by_person": question.by_person,
        "answer": _answer(question.answered),
    }


def _answer(told: Answered | None) -> dict[str, Any] | None:
    """What was answered, in full; null where nothing was."""
    if told is None or not told.is_given:
        return None
    return {
        "chosen": [
            f"{one.sign} {one.text}" if one.sign != "Chosen" else one.text
            for one in told.choices
            if one.sign or not told.is_choice
        ],
        "text": told.text,
        "files": [{"name": file.name, "text": file.text} for file in told.files],
        "behaviours": [{"says": one.says, "holds": one.holds} for one in told.behaviours],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "question": change.position,
        "why": change.why,
        "before": _number(change.before),
        "after": _number(change.after),
    }


def _number(points: Decimal) -> int | float:
    return int(points) if points == points.to_integral_value() else float(points)
