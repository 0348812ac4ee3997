"""How points came about, and what proved the questions, in words that give no key away. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from assay.reports.content import Proof

KINDS = {
    "single": "One choice",
    "multiple": "Several choices",
    "ordering": "An order",
    "fillin": "A typed answer",
    "output": "What a program prints",
}
RULES = {
    "single": "The right option earns all points; a wrong one takes nothing away.",
    "output": "The right option earns all points; a wrong one takes nothing away.",
    "multiple": "Each statement is judged, by marking it or leaving it. Judging half of them right"
    " is what guessing does, and earns nothing; from there the points rise to all.",
    "ordering": "Each pair of steps is in order or not. Half of the pairs in order is what guessing"
    " does, and earns nothing; from there the points rise to all.",
    "fillin": "One of the accepted texts earns all points.",
}
"""How each kind earns, for people; marking.engines.rules is what does it."""


def evidence(detail: Mapping[str, Any]) -> str:
    """What an engine saw in an answer: `4 of 5 statements`; empty where it is all said."""
    if "statements" in detail:
        return f"{detail['right']} of {detail['statements']} statements"
    if "pairs" in detail:
        return f"{detail['in_order']} of {detail['pairs']} pairs in order"
    return "" if detail.get("readable", True) else "not one that the page could send"


def proof(kept: Sequence[Mapping[str, Any] | None]) -> Proof:
    """What the bank keeps as evidence for these questions, added up; None was never proved."""
    proved = [one for one in kept if one]
    used = {f"{name} {number}" for one in proved for name, number in one["versions"].items()}
    used |= {f"Python {one['python']}" for one in proved}
    return Proof(questions=len(proved), versions=tuple(sorted(used, key=str.lower)))
