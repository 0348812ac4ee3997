"""Exposure: how often the items of a rule were handed out, and will be. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from assay.assessments.assembly import Draw

MUCH = 1 / 3
"""From here on a question is soon known: programmes keep each to a fifth or a third of papers."""


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """Of one rule's items: in how many papers so far the least, the mean and the most drawn was.

    `rate`: in which share of the papers to come each is, on average.
    """

    low: int
    mean: float
    most: int
    rate: float

    @property
    def is_high(self) -> bool:
        return self.rate > MUCH


def exposures(draws: Sequence[Draw], drawn: Mapping[UUID, int]) -> dict[tuple[int, int], Exposure]:
    """By (section, rule), for pools with something to draw; a named question is in every paper."""
    found = {}
    for draw in draws:
        if draw.eligible and not draw.fixed:
            times = [drawn.get(item.ref.item_version_id, 0) for item in draw.eligible]
            found[draw.section, draw.rule] = exposure_of(times, draw.count)
    return found


def exposure_of(times: Sequence[int], count: int) -> Exposure:
    """Of a rule that draws `count` of items that were handed out so many times each."""
    return Exposure(
        low=min(times),
        mean=sum(times) / len(times),
        most=max(times),
        rate=min(1.0, count / len(times)),
    )
