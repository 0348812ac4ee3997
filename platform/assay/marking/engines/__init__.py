"""Engines turn one answer into points: engine_for(kind)(content, key, value, points). Pure.

Content, key and value are taken as the database holds them. An answer that is missing, or that no
page of ours could have sent, earns nothing; that is told apart in the detail.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assay.bank.answers import Value, parse_answer
from assay.bank.content import CODE_KINDS, PERSON_KINDS, parse
from assay.bank.keys import parse_key
from assay.core.errors import Invalid
from assay.marking.engines.code import without_a_run
from assay.marking.engines.outcome import Outcome, outcome
from assay.marking.engines.rules import RULES

ENGINE_VERSION = "1"
"""Goes up when any rule gives other points for the same answer."""

Engine = Callable[[Mapping[str, Any], Mapping[str, Any], Value | None, int | Decimal], Outcome]

__all__ = ["ENGINE_VERSION", "Engine", "Outcome", "engine_for", "outcome_at_once"]


def outcome_at_once(
    kind: str,
    content: Mapping[str, Any],
    key: Mapping[str, Any],
    value: Value | None,
    points: int | Decimal,
) -> Outcome | None:
    """What can be said at once; None where an answer is code to be run, or is a person's to mark.

    Where nothing was written nobody has to look: it earns nothing.
    """
    if kind in PERSON_KINDS:
        is_blank = value is None or not str(value.get("text", value)).strip()
        return outcome(Fraction(0), points, {"answered": False}) if is_blank else None
    if kind in CODE_KINDS:
        return without_a_run(parse(kind, content), value, points)
    return engine_for(kind)(content, key, value, points)


def engine_for(kind: str) -> Engine:
    """The engine of this kind; KeyError where a machine can't mark it."""
    rule = RULES[kind]

    def engine(
        content: Mapping[str, Any],
        key: Mapping[str, Any],
        value: Value | None,
        points: int | Decimal,
    ) -> Outcome:
        asked, right = parse(kind, content), parse_key(kind, key)
        try:
            given = parse_answer(kind, value, asked.answerable)
        except (Invalid, AttributeError):
            return outcome(Fraction(0), points, {"answered": True, "readable": False})
        if given is None:
            return outcome(Fraction(0), points, {"answered": False})
        share, detail = rule(asked, right, given)
        return outcome(share, points, {"answered": True, **detail})

    return engine
