"""A question whose key was corrected after the fact: what an answer earns now. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from assay.marking.engines.outcome import Outcome, outcome

Does = Literal["key", "full", "left_out"]
"""Another key marks it; everybody is given its points; it is left out of the scoring."""


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """The correction that stands. `key` is the whole one that marks instead, where it `does` so."""

    id: str
    does: Does
    reason: str
    key: Mapping[str, Any] | None = None

    def detail(self) -> dict[str, Any]:
        """What a mark by it keeps of it: reports are made of that."""
        told: dict[str, Any] = {"id": self.id, "does": self.does, "reason": self.reason}
        return told | ({"key": dict(self.key)} if self.key is not None else {})

    def given(self, value: Mapping[str, Any] | None, points: int | Decimal) -> Outcome:
        """Where no key marks it: all of the points, or none out of none."""
        share = Fraction(self.does == "full")
        out_of = points if self.does == "full" else 0
        return outcome(share, out_of, {"answered": value is not None})
