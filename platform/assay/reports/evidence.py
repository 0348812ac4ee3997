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
    "matching": "Pairs",
    "scenario": "A course of action",
    "hotspot": "Marked lines",
    "code": "Code written",
    "bugfix": "Code mended",
    "query": "A query",
    "config": "A configuration",
    "docs": "Documentation",
    "tests": "Tests written",
    "freetext": "A text",
}
RUN = (
    "The files are run, and held against tests that the candidate has not seen. Each behaviour"
    " that holds earns its part of the points; where one that all depends on does not hold,"
    " nothing is earned."
)
RULES = {
    "single": "The right option earns all points; a wrong one takes nothing away.",
    "output": "The right option earns all points; a wrong one takes nothing away.",
    "multiple": "Each statement is judged, by marking it or leaving it. Judging half of them right"
    " is what guessing does, and earns nothing; from there the points rise to all.",
    "ordering": "Each pair of steps is in order or not. Half of the pairs in order is what guessing"
    " does, and earns nothing; from there the points rise to all.",
    "fillin": "One of the accepted texts earns all points.",
    "matching": "Each line that has what belongs to it earns its part of the points; a wrong pair"
    " takes nothing away.",
    "scenario": "The right course earns all points; a wrong one takes nothing away.",
    "hotspot": "Each line with a flaw that is marked earns its part of the points; each other line"
    " that is marked takes as much away, down to nothing.",
    **dict.fromkeys(("code", "bugfix", "query", "config", "docs"), RUN),
    "tests": "The tests are run against right applications, on all of which they must pass, and"
    " against applications with one fault each. Each fault that is caught earns its part.",
    "freetext": "A person reads the text, and marks it by criteria that were written down before.",
}
"""How each kind earns, for people; marking.engines.rules is what does it."""


def evidence(detail: Mapping[str, Any]) -> str:
    """What an engine saw in an answer: `4 of 5 statements`; empty where it is all said."""
    if "statements" in detail:
        return f"{detail['right']} of {detail['statements']} statements"
    if "pairs" in detail:
        return f"{detail['in_order']} of {detail['pairs']} pairs in order"
    if "matched" in detail:
        return f"{detail['matched']} of {detail['rows']} pairs"
    if "behaviours" in detail:
        return _behaviours(detail)
    if "flaws" in detail and detail.get("readable", True):
        return f"{detail['found']} of {detail['flaws']} flaws, {detail['wrong']} other lines"
    return "" if detail.get("readable", True) else "not one that the page could send"


def _behaviours(detail: Mapping[str, Any]) -> str:
    """As much as the item lets be known: how many behaviours held, and which did not."""
    if detail["feedback"] == "nothing":
        return ""
    told = f"{detail['held']} of {detail['behaviours']} behaviours"
    missed = detail.get("missed")
    return f"{told}; not: {'; '.join(missed)}" if missed else told


def proof(kept: Sequence[Mapping[str, Any] | None]) -> Proof:
    """What the bank keeps as evidence for these questions, added up.

    None was never proved; without a Python nothing was run, and a person stands for the key.
    """
    proved = [one for one in kept if one and one["python"]]
    used = {f"{name} {number}" for one in proved for name, number in one["versions"].items()}
    used |= {f"Python {one['python']}" for one in proved}
    return Proof(questions=len(proved), versions=tuple(sorted(used, key=str.lower)))
