"""Outcome: what an engine says about one answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

FINEST = Decimal("0.0001")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Points to four places; `detail` says in JSON how they came about."""

    points: Decimal
    out_of: Decimal
    detail: Mapping[str, Any]


def outcome(share: Fraction, points: int | Decimal, detail: Mapping[str, Any]) -> Outcome:
    """This share of the points."""
    out_of = Decimal(points)
    earned = (out_of * share.numerator / share.denominator).quantize(FINEST, ROUND_HALF_EVEN)
    return Outcome(points=earned, out_of=out_of, detail=detail)
