"""Precision: how far a score near the cut can be trusted, before anybody has sat the paper. Pure.

Of whoever stands at the cut it is assumed that every question is as hard for them as its author
says, moved by one and the same amount on the scale of log odds, so that they are expected to earn
just the cut (a Rasch model whose item difficulties are the authors'); that one question tells
nothing about the next; and that each is all or nothing, which partial credit can only better. The
error is then the conditional one of the points' sum: sqrt(Σ w² p (1 - p)) / Σ w.
"""

from collections.abc import Sequence
from math import ceil, exp, log, sqrt
from typing import NamedTuple

FEWEST = 4
"""Under so many questions no score is told."""
GOAL = 10.0
"""Points of 100: what a paper of three quarters of an hour can reach."""
WIDE = 12.5
"""From here on a quarter of the whole scale lies within one error of the cut."""
EDGE = 0.01
STEPS = 60


class Weighed(NamedTuple):
    """An item that papers hold with this chance: its points, and how much of them is expected."""

    chance: float
    points: float
    difficulty: float


def error_at(cut: int, items: Sequence[Weighed]) -> float | None:
    """The standard error, in points of 100, of who stands at the cut.

    None under four questions, and at either end of the scale, where there is nothing to err.
    """
    if sum(item.chance for item in items) < FEWEST or not 0 < cut < 100:
        return None
    shift = _shift(cut / 100, items)
    spread = sum(
        item.chance * item.points**2 * p * (1 - p)
        for item in items
        for p in [_moved(item.difficulty, shift)]
    )
    return 100 * sqrt(spread) / _points(items)


def questions_for(goal: float, error: float, questions: int) -> int:
    """How many questions like these bring the error down to the goal."""
    return ceil(questions * (error / goal) ** 2)


def _shift(share: float, items: Sequence[Weighed]) -> float:
    """By how much all items move, so that this share of the points is expected: by bisection."""
    low, high = -20.0, 20.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if _expected(items, middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _expected(items: Sequence[Weighed], shift: float) -> float:
    earned = sum(item.chance * item.points * _moved(item.difficulty, shift) for item in items)
    return earned / _points(items)


def _points(items: Sequence[Weighed]) -> float:
    return sum(item.chance * item.points for item in items)


def _moved(difficulty: float, shift: float) -> float:
    p = min(max(difficulty, EDGE), 1 - EDGE)
    return 1 / (1 + exp(-(log(p / (1 - p)) + shift)))
