"""Scores as measurements: Wilson's interval on a share of points, and the band by a cut. Pure.

Source: Wilson (1927), as in Newcombe (1998), Statistics in Medicine 17:857-872, method 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import hypot, isnan, sqrt
from typing import Literal

Band = Literal["above", "review", "below"]
Number = int | float | Decimal

LIKELY_Z = 1.0
INTERVAL_Z = 1.96
FEWEST_ITEMS = 4
"""Under so many items there is no number: too little was measured."""


@dataclass(frozen=True, kw_only=True)
class Range:
    """Two ends on the scale of 0 to 100."""

    low: float
    high: float

    def holds(self, score: float) -> bool:
        return self.low <= score <= self.high

    @property
    def half(self) -> float:
        return (self.high - self.low) / 2


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A score with its error, on the scale of 0 to 100."""

    percent: float
    likely: Range
    interval: Range
    band: Band | None


@dataclass(frozen=True, kw_only=True)
class Score:
    """Points out of the most there were; `measure` is None under four items."""

    items: int
    points: Decimal
    out_of: Decimal
    effective_n: float
    measure: Measure | None


def wilson(p: float, n: float, *, z: float) -> tuple[float, float]:
    """The ends, as shares, of Wilson's score interval; n may be fractional, p partial credit.

    It has a width even at p = 0 and p = 1. Raises ValueError where p or n make no sense.
    """
    if not 0 <= p <= 1 or not n > 0 or isnan(n):
        raise ValueError(f"no interval for p={p}, n={n}")
    weight = 1 + z * z / n
    middle = (p + z * z / (2 * n)) / weight
    half = z / weight * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low = 0.0 if p == 0 else max(0.0, middle - half)
    high = 1.0 if p == 1 else min(1.0, middle + half)
    return low, high


def effective_n(maxima: Sequence[Number]) -> float:
    """How many equal items these unequal ones are worth: (Σw)² / Σw²."""
    weights = [float(most) for most in maxima]
    squares = sum(weight * weight for weight in weights)
    return sum(weights) ** 2 / squares if squares else 0.0


def summary(points: Sequence[Number], maxima: Sequence[Number], cut: Number | None = None) -> Score:
    """The score of these marks. Items that nothing could be won on do not count as measured."""
    if len(points) != len(maxima) or any(most < 0 for most in maxima):
        raise ValueError("each mark needs its points and its most")
    if any(not 0 <= got <= most for got, most in zip(points, maxima, strict=True)):
        raise ValueError("a mark lies outside its own scale")
    items = sum(most > 0 for most in maxima)
    got, most = _exact(points), _exact(maxima)
    worth = effective_n(maxima)
    measure = _measure(got, most, worth, cut) if items >= FEWEST_ITEMS else None
    return Score(items=items, points=got, out_of=most, effective_n=worth, measure=measure)


def _exact(numbers: Sequence[Number]) -> Decimal:
    return sum((Decimal(str(number)) for number in numbers), Decimal(0))


def _measure(got: Decimal, most: Decimal, worth: float, cut: Number | None) -> Measure:
    share = float(got / most)
    likely = _range(share, worth, LIKELY_Z)
    return Measure(
        percent=100 * share,
        likely=likely,
        interval=_range(share, worth, INTERVAL_Z),
        band=None if cut is None else band(likely, cut),
    )


def _range(share: float, worth: float, z: float) -> Range:
    low, high = wilson(share, worth, z=z)
    return Range(low=100 * low, high=100 * high)


def band(likely: Range, cut: Number) -> Band:
    """Above or below only where the cut lies outside the likely range."""
    at = float(cut)
    if likely.holds(at):
        return "review"
    return "above" if at < likely.low else "below"


def are_distinguishable(one: Measure, other: Measure) -> bool:
    """Whether two scores differ by at least 1.96 standard errors of their difference.

    The standard error of each is half its likely range, which is never nothing.
    """
    error = hypot(one.likely.half, other.likely.half)
    return abs(one.percent - other.percent) >= INTERVAL_Z * error
