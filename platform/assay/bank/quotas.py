"""What the library that ships must hold, so that papers differ: missing(). Pure.

The floors and the table of cells come from a simulation of papers: with three short questions of a
level in each responsibility two candidates share a sixth of theirs, with two a third.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from assay.bank.content import CODE_KINDS, PURE_KINDS
from assay.bank.package import Package
from assay.bank.responsibilities import RESPONSIBILITIES

LEVELS = ("junior", "mid", "senior")
FEWEST_ITEMS = 150
FEWEST_HANDS_ON = 40
FEWEST_OF_A_RESPONSIBILITY = 8
SHORT = frozenset(PURE_KINDS) - {"hotspot"}
"""Answered in a minute or three; the rest of what a machine marks is hands-on."""
COUNTED = frozenset((*PURE_KINDS, *CODE_KINDS))
SEEDS = (*(f"F{n}" for n in range(1, 11)), *(f"E{n}" for n in range(1, 24)))
"""The questions of the interview that the library began with."""
Cells = tuple[tuple[int, int, int], tuple[int, int, int]]
BLUEPRINT: Mapping[str, Cells] = {
    "application-development": ((3, 3, 3), (1, 1, 1)),
    "backend-development": ((3, 4, 3), (1, 2, 2)),
    "database-integration": ((3, 4, 3), (1, 2, 2)),
    "frontend-collaboration": ((2, 3, 2), (1, 2, 1)),
    "routing-and-views": ((4, 3, 2), (1, 1, 1)),
    "template-rendering": ((3, 3, 1), (1, 1, 0)),
    "middleware-and-extensions": ((2, 4, 3), (0, 2, 1)),
    "authentication-and-authorization": ((2, 4, 4), (1, 2, 2)),
    "testing": ((2, 3, 3), (1, 2, 2)),
    "error-handling": ((3, 3, 2), (1, 2, 1)),
    "security-measures": ((3, 5, 4), (1, 3, 2)),
    "deployment": ((2, 3, 4), (0, 1, 2)),
    "logging-and-monitoring": ((2, 3, 3), (0, 1, 1)),
    "documentation": ((2, 2, 1), (1, 2, 1)),
    "continuous-learning": ((2, 2, 2), (1, 2, 1)),
}
"""Responsibility -> (short questions, hands-on ones), each of a junior, a mid and a senior level.

185 in all. These are the numbers that are aimed at; what may not be is a cell of them with none.
"""


def missing(items: Sequence[Package]) -> Iterator[str]:
    """A sentence for each thing that the library lacks; what only people mark does not count."""
    counted = [item for item in items if item.kind in COUNTED]
    yield from _floors(counted)
    yield from _cells(counted)
    asked = {seed for item in counted for seed in item.seed}
    for seed in SEEDS:
        if seed not in asked:
            yield f"no item stands on question {seed} of the interview: write one"


def _floors(items: Sequence[Package]) -> Iterator[str]:
    hands_on = sum(item.kind not in SHORT for item in items)
    if len(items) < FEWEST_ITEMS:
        yield f"the library has {len(items)} items: {FEWEST_ITEMS} are the fewest"
    if hands_on < FEWEST_HANDS_ON:
        yield f"the library has {hands_on} hands-on items: {FEWEST_HANDS_ON} are the fewest"
    areas = Counter(item.responsibility for item in items)
    for slug, name in RESPONSIBILITIES:
        if areas[slug] < FEWEST_OF_A_RESPONSIBILITY:
            yield f"{name} has {areas[slug]} items: {FEWEST_OF_A_RESPONSIBILITY} are the fewest"


def _cells(items: Sequence[Package]) -> Iterator[str]:
    found = Counter((item.responsibility, item.kind in SHORT, item.level) for item in items)
    for slug, name in RESPONSIBILITIES:
        for is_short, wanted in zip((True, False), BLUEPRINT[slug], strict=True):
            for level, count in zip(LEVELS, wanted, strict=True):
                if count and not found[slug, is_short, level]:
                    kind = "short question" if is_short else "hands-on item"
                    yield f"{name} has no {kind} of level {level}: {count} are aimed at"
