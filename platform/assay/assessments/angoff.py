"""Angoff: a cut score from what judges expect of whoever is only just competent. Pure.

Of each item a judge says which share of its points somebody minimally competent is expected to earn
(the modified method: shares in steps of 5 %, in rounds; of items with partial credit expected
points, as Hambleton and Plake extended it). A judge's cut is the sum of these points over the
paper; the panel's is the mean of its judges' cuts, and its error says how far another panel of as
many such judges could lie from it.

Where items are drawn from a pool there is no one paper: each item counts with the points that it
adds to a paper on average, which are its points times the chance of being drawn. A pool never draws
what a fixed rule names. What two pools may both draw counts in each, as if they drew by themselves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, fsum, sqrt
from statistics import fmean, stdev
from uuid import UUID

from assay.assessments.assembly import Draw

FEWEST_JUDGES = 3
STEP = 5
SHARES = range(0, 101, STEP)
"""What a judge may say of an item: per cent of its points."""
MINUTES_EACH = 1
"""That a judge takes for an item, about: an assumption of ours, which nothing here has measured."""

Weights = Mapping[UUID, float]
"""Item version → the points that it adds to a paper on average."""
Ratings = Mapping[UUID, Mapping[UUID, int]]
"""Judge → item version → per cent of its points."""


@dataclass(frozen=True, kw_only=True)
class Spread:
    """What judges said of one item, in per cent of its points."""

    mean: float
    sd: float
    low: int
    high: int


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Of those judges who have rated every item. In per cent of the whole, but `out_of` in points.

    `cuts`: judge → their own. `sd` over the judges' cuts (n - 1); `se`, of their mean: sd / √n.
    `items` by item version.
    """

    cuts: Mapping[UUID, float]
    mean: float
    sd: float
    se: float
    out_of: float
    items: Mapping[UUID, Spread]

    @property
    def points(self) -> float:
        """The mean cut, in points of a paper."""
        return self.mean * self.out_of / 100

    def within(self, errors: float) -> tuple[float, float]:
        """(lowest, highest) so many standard errors around the mean, on the scale."""
        return max(0.0, self.mean - errors * self.se), min(100.0, self.mean + errors * self.se)

    @property
    def widest(self) -> list[UUID]:
        """Item versions, those first on which the judges differ most."""
        return sorted(self.items, key=lambda one: -self.items[one].sd)


def weights(draws: Sequence[Draw]) -> dict[UUID, float]:
    """What each item that some paper may ask adds to it, in points, on average."""
    named = {item.item_id for draw in draws if draw.fixed for item in draw.eligible}
    found: dict[UUID, float] = {}
    for draw in draws:
        may = [item for item in draw.eligible if draw.fixed or item.item_id not in named]
        for item in may:
            version, chance = item.ref.item_version_id, min(1.0, draw.count / len(may))
            found[version] = found.get(version, 0.0) + chance * item.points
    return found


def minutes(items: int) -> int:
    """That a judge takes for a round of so many, about: in steps of five, rounded up."""
    return 5 * ceil(items * MINUTES_EACH / 5)


def finished(items: Iterable[UUID], ratings: Ratings) -> list[UUID]:
    """The judges who have rated all of these."""
    wanted = set(items)
    return [judge for judge, rated in ratings.items() if wanted and wanted <= rated.keys()]


def lacking(items: Iterable[UUID], ratings: Ratings) -> list[UUID]:
    """Those of these items that too few have rated for a cut."""
    raters = [rated.keys() for rated in ratings.values()]
    return [item for item in items if sum(item in one for one in raters) < FEWEST_JUDGES]


def outcome(weights: Weights, ratings: Ratings) -> Outcome | None:
    """None under three judges who have rated everything: so few say nothing of their error.

    Ratings of items without a weight are left out.
    """
    judges = finished(weights, ratings)
    if len(judges) < FEWEST_JUDGES:
        return None
    whole = fsum(weights.values())
    cuts = {judge: _cut(weights, ratings[judge]) / whole for judge in judges}
    sd = stdev(cuts.values())
    return Outcome(
        cuts=cuts,
        mean=fmean(cuts.values()),
        sd=sd,
        se=sd / sqrt(len(cuts)),
        out_of=whole,
        items={item: _spread([ratings[judge][item] for judge in judges]) for item in weights},
    )


def _cut(weights: Weights, rated: Mapping[UUID, int]) -> float:
    """Points times per cent: divided by the points it is per cent of the whole."""
    return fsum(weight * rated[item] for item, weight in weights.items())


def spread_of(item: UUID, ratings: Ratings) -> Spread | None:
    """Of everyone who rated this one item; None under three."""
    said = [rated[item] for rated in ratings.values() if item in rated]
    return _spread(said) if len(said) >= FEWEST_JUDGES else None


def _spread(said: Sequence[int]) -> Spread:
    return Spread(mean=fmean(said), sd=stdev(said), low=min(said), high=max(said))
