"""Outlook: what a blueprint amounts to with the bank as it is, for whoever builds it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, sqrt

from assay.assessments.assembly import Draw, Shortage, assemble, expectation
from assay.assessments.precision import Weighed, error_at

NINE_IN_TEN = 1.2816
"""Standard deviations above the mean, below which nine in ten of a normal distribution lie."""

GONE = "This question is no longer offered. Choose its newer version, or another question."
ENEMIES = "Another named question gives this one away, or is its like: keep one of the two."


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One rule: how many items fit, and what is wrong with it in words."""

    eligible: int | None = None
    shortage: str | None = None


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one responsibility is of a paper, on average: questions, and per cent of the points."""

    questions: float
    percent: float


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Counts are exact; points and minutes are means over what each rule may draw.

    `most_minutes`: nine papers in ten take no longer, as their authors reckon. `expected`: per cent
    of the points that somebody just at the level earns, by the authors' difficulties. `error`: the
    standard error at the cut (precision.py). `shares` by responsibility, in no order.
    """

    questions: int
    points: int
    minutes: int
    areas: frozenset[str]
    """Responsibilities that some paper may ask about."""
    most_minutes: int = 0
    expected: float | None = None
    error: float | None = None
    shares: Mapping[str, Share] = field(default_factory=dict)
    facts: Mapping[tuple[int, int], Fact] = field(default_factory=dict)

    def at(self, section: int, rule: int) -> Fact:
        return self.facts.get((section, rule), Fact())

    @property
    def has_shortage(self) -> bool:
        return any(fact.shortage for fact in self.facts.values())


def outlook(draws: Sequence[Draw], cut: int | None = None) -> Outlook:
    short = shortages(draws)
    points = sum((_mean(draw, _points(draw)) for draw in draws), Fraction())
    minutes = sum((_mean(draw, _minutes(draw)) for draw in draws), Fraction())
    spread = sqrt(sum(_variance(draw) for draw in draws))
    weighed = [
        Weighed(draw.count / len(draw.eligible), item.points, item.difficulty)
        for draw in draws
        for item in draw.eligible
    ]
    return Outlook(
        questions=sum(draw.count for draw in draws),
        points=round(points),
        minutes=ceil(minutes),
        most_minutes=ceil(float(minutes) + NINE_IN_TEN * spread),
        areas=frozenset(item.area for draw in draws for item in draw.eligible),
        expected=100 * expectation(draws) if weighed else None,
        error=None if cut is None or short else error_at(cut, weighed),
        shares=_shares(draws, points),
        facts={
            (draw.section, draw.rule): Fact(
                eligible=len(draw.eligible), shortage=short.get((draw.section, draw.rule))
            )
            for draw in draws
        },
    )


def _points(draw: Draw) -> list[Fraction]:
    return [Fraction(item.points) for item in draw.eligible]


def _minutes(draw: Draw) -> list[Fraction]:
    return [Fraction(item.minutes) for item in draw.eligible]


def _mean(draw: Draw, of: Sequence[Fraction]) -> Fraction:
    """What a rule adds to a paper on average; nothing where nothing fits."""
    return draw.count * sum(of, Fraction()) / len(of) if of else Fraction()


def _variance(draw: Draw) -> float:
    """Of the minutes that a rule adds: a sample without putting back."""
    of, all_ = _minutes(draw), len(draw.eligible)
    if all_ < 2 or draw.count >= all_:
        return 0.0
    mean = sum(of, Fraction()) / all_
    spread = sum(((one - mean) ** 2 for one in of), Fraction()) / all_
    return float(draw.count * spread * Fraction(all_ - draw.count, all_ - 1))


def _shares(draws: Sequence[Draw], points: Fraction) -> dict[str, Share]:
    questions: dict[str, float] = {}
    earned: dict[str, float] = {}
    for draw in draws:
        for item in draw.eligible:
            chance = draw.count / len(draw.eligible)
            questions[item.area] = questions.get(item.area, 0.0) + chance
            earned[item.area] = earned.get(item.area, 0.0) + chance * item.points
    return {
        area: Share(
            questions=questions[area],
            percent=100 * earned[area] / float(points) if points else 0.0,
        )
        for area in questions
    }


def _enemies_named(draws: Sequence[Draw]) -> dict[tuple[int, int], str]:
    """Fixed rules whose question may not stand in one paper with that of another fixed rule."""
    named = {item.item_id for draw in draws if draw.fixed for item in draw.eligible}
    return {
        (draw.section, draw.rule): ENEMIES
        for draw in draws
        if draw.fixed and any(item.enemies & named for item in draw.eligible)
    }


def shortages(draws: Sequence[Draw]) -> dict[tuple[int, int], str]:
    """By (section, rule), in words: every rule too small by itself, else the one assembly names."""
    alone = {}
    for draw in draws:
        if len(draw.eligible) < draw.count:
            words = GONE if draw.fixed else Shortage.of(draw, found=len(draw.eligible)).words
            alone[draw.section, draw.rule] = words
    alone |= _enemies_named(draws)
    if alone:
        return alone
    try:
        assemble(draws, seed=0, exposure={})
    except Shortage as short:
        return {(short.section, short.rule): short.words}
    return {}
