"""A panel: how many people mark one answer, and what their marks come to. Pure.

One marker decides alone. Of two, neither sees what the other gives before both are given; the
answer earns the mean of the two. Where they differ by more than the distance (a share of the
points), a third marks it, as blind as they were, and the answer earns the median of the three: the
third decides whom to believe, and an outlier moves nothing. (ADR 0022)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from assay.bank.rubrics import Criterion
from assay.core.errors import Invalid

MOST = 3
"""Markers of one answer."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How an assessment's texts are marked, where nothing else was settled."""

    markers: int = 1
    distance: Decimal = Decimal("0.25")


def read_levels(criteria: Sequence[Criterion], given: Mapping[str, str]) -> dict[str, int]:
    """Criterion -> level, one for each; Invalid names each criterion that lacks one."""
    wrong = {one.id: f"Choose a level: {one.says}" for one in criteria if not _is_one(one, given)}
    if wrong:
        raise Invalid(fields=wrong)
    return {one.id: int(given[one.id]) for one in criteria}


def _is_one(criterion: Criterion, given: Mapping[str, str]) -> bool:
    return given.get(criterion.id) in {str(level) for level in range(criterion.top + 1)}


def share(criteria: Sequence[Criterion], levels: Mapping[str, int]) -> Fraction:
    """Of the points: each criterion's part of its levels, by its weight."""
    earned = sum(Fraction(levels[one.id] * one.weight, one.top) for one in criteria)
    return Fraction(earned, sum(one.weight for one in criteria))


def needed(shares: Sequence[Fraction], markers: int, distance: Decimal) -> int:
    """By how many it is to be marked, with these shares given so far."""
    if markers == 1 or len(shares) < markers:
        return markers
    return MOST if abs(shares[0] - shares[1]) > Fraction(distance) else markers


def final(shares: Sequence[Fraction]) -> Fraction:
    """What one, two or three marks come to; the median of two is their mean."""
    return median(shares)
