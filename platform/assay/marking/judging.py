"""What is said of a script at once: by its key, or by the correction of it that stands."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assay.marking.engines import Outcome, outcome_at_once
from assay.marking.models import Mark
from assay.marking.queries import Script


def judged(script: Script) -> Outcome | None:
    """None where the answer is to be run first, or is a person's to mark."""
    by = script.correction
    if by is None:
        return outcome_at_once(script.kind, script.content, script.key, script.value, script.points)
    if by.does != "key" or by.key is None:
        told: Outcome | None = by.given(script.value, script.points)
    else:
        told = outcome_at_once(script.kind, script.content, by.key, script.value, script.points)
    return told and replace(told, detail={**told.detail, "correction": by.detail()})


def up_to_date(script: Script, brought: Outcome | None) -> Outcome | None:
    """What was brought, unless the key was corrected since it was made."""
    if brought is not None and not is_outdated(script, brought.detail):
        return brought
    return judged(script)


def is_outdated(script: Script, detail: Mapping[str, Any]) -> bool:
    """Was this mark made by another correction than the one that stands, or by none?"""
    return correction_of(detail) != (script.correction.id if script.correction else None)


def by_its_own_key(mark: Mark, points: int) -> Outcome | None:
    """What an engine has said of the answer by the question's own key; None where it never did."""
    if correction_of(mark.detail) is None:
        return Outcome(points=mark.points, out_of=mark.out_of, detail=mark.detail)
    if ran := mark.detail.get("run"):
        return Outcome(points=Decimal(ran["points"]), out_of=Decimal(points), detail=ran["detail"])
    return None


def correction_of(detail: Mapping[str, Any]) -> str | None:
    """The id of the correction that a mark was made by."""
    found = detail.get("correction", {}).get("id")
    return None if found is None else str(found)
