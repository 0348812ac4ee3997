"""How far two markers agree on levels, by Cohen's weighted kappa. Pure.

Source: Cohen (1968), Psychological Bulletin 70:213-220, with quadratic weights (Fleiss and Cohen
1973, Educational and Psychological Measurement 33:613-619). scikit-learn and statsmodels have it
too, behind some hundred megabytes; this is the definition itself.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 10
"""Answers marked twice; under so many, what is found is told by nobody."""

Pair = tuple[int, int]
"""The levels that the first and the second marker gave."""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Shares of the pairs; `kappa` is None where both markers gave one level throughout."""

    pairs: int
    exact: float
    adjacent: float
    kappa: float | None


def agreement(pairs: Sequence[Pair]) -> Agreement | None:
    """None where there are no pairs. `adjacent` counts those that are at most one level apart."""
    if not pairs:
        return None
    apart = [abs(one - other) for one, other in pairs]
    return Agreement(
        pairs=len(pairs),
        exact=apart.count(0) / len(pairs),
        adjacent=sum(each <= 1 for each in apart) / len(pairs),
        kappa=kappa(pairs),
    )


def kappa(pairs: Sequence[Pair]) -> float | None:
    """1 - (mean squared distance) / (the same, were each marker's levels dealt out by chance).

    1 is full agreement, 0 what chance would give; None where chance would not differ at all.
    """
    firsts, seconds = (Counter(side) for side in zip(*pairs, strict=True))
    n = len(pairs)
    seen = sum((one - other) ** 2 for one, other in pairs) / n
    chance = sum(
        often * as_often * (one - other) ** 2
        for one, often in firsts.items()
        for other, as_often in seconds.items()
    ) / (n * n)
    return 1 - seen / chance if chance else None
