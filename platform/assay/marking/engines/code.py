"""Answers of files: what a run of them earns, by test and weight. Pure; who runs them is elsewhere.

An answer that is missing, or that no page of ours could have sent, is not run and earns nothing.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from assay.bank.answers import Value, parse_answer
from assay.bank.content import Content
from assay.bank.runner import SuiteGrade
from assay.bank.submission import FilesKey, Verdict, holds, missed_gates, share
from assay.core.errors import Invalid
from assay.marking.engines.outcome import Outcome, outcome

NO_MARK = frozenset({"error", "rejected"})
"""Ends of a run that say nothing about the answer: it was never held against anything."""


def files_of(content: Content, value: Value | None) -> dict[str, str] | None:
    """The files to run; None where nothing was answered. Invalid where it is no answer to this."""
    given = parse_answer(content.kind, value, content.answerable)
    return None if given is None else dict(given["files"])


def without_a_run(content: Content, value: Value | None, points: int | Decimal) -> Outcome | None:
    """The outcome where there is nothing to run; None where there is."""
    try:
        if files_of(content, value) is not None:
            return None
    except (Invalid, AttributeError):
        return outcome(Fraction(0), points, {"answered": True, "readable": False})
    return outcome(Fraction(0), points, {"answered": False})


def code_outcome(
    content: Content, key: FilesKey, verdict: Verdict, points: int | Decimal
) -> Outcome:
    """The weights of what holds, of all; a run that was cut off keeps what had passed."""
    held = holds(key, verdict)
    detail: dict[str, Any] = {
        "answered": True,
        "status": verdict.status,
        "behaviours": len(held),
        "held": sum(held.values()),
        "feedback": content.feedback,
        "engine": verdict.engine,
        "runtime": verdict.runtime,
        "seconds": verdict.seconds,
        "tests": {one.id: _said(one.id, held[one.id], verdict) for one in key.manifest},
    }
    if gates := missed_gates(key, verdict):
        detail["gates"] = [one.says for one in gates]
    if content.feedback == "names":
        detail["missed"] = [one.says for one in key.manifest if not held[one.id]]
    if isinstance(verdict, SuiteGrade) and not verdict.valid:
        detail["invalid"] = verdict.why
    return outcome(share(key, verdict), points, detail)


def _said(name: str, is_held: bool, verdict: Verdict) -> str:
    """The verdict on one test, or whether the suite caught one fault."""
    if isinstance(verdict, SuiteGrade):
        return "caught" if is_held else "missed"
    told = verdict.tests.get(name)
    return told.verdict if told else "missing"
