"""Outlook: what a blueprint amounts to with the bank as it is, for whoever builds it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from assay.assessments.assembly import Draw, Shortage, assemble


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One rule: how many items fit, and what is wrong with it in words."""

    eligible: int | None = None
    shortage: str | None = None


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Counts are exact; points and minutes are means over what each rule may draw."""

    questions: int
    points: int
    minutes: int
    areas: frozenset[str]
    """Responsibilities that some paper may ask about."""
    facts: Mapping[tuple[int, int], Fact] = field(default_factory=dict)

    def at(self, section: int, rule: int) -> Fact:
        return self.facts.get((section, rule), Fact())

    @property
    def has_shortage(self) -> bool:
        return any(fact.shortage for fact in self.facts.values())


def outlook(draws: Sequence[Draw]) -> Outlook:
    short = shortages(draws)
    points = minutes = Fraction()
    for draw in draws:
        if draw.eligible:
            share = Fraction(draw.count, len(draw.eligible))
            points += share * sum(item.points for item in draw.eligible)
            minutes += share * sum((Fraction(item.minutes) for item in draw.eligible), Fraction())
    return Outlook(
        questions=sum(draw.count for draw in draws),
        points=round(points),
        minutes=-int(-minutes // 1),
        areas=frozenset(item.area for draw in draws for item in draw.eligible),
        facts={
            (draw.section, draw.rule): Fact(
                eligible=len(draw.eligible), shortage=short.get((draw.section, draw.rule))
            )
            for draw in draws
        },
    )


def shortages(draws: Sequence[Draw]) -> dict[tuple[int, int], str]:
    """By (section, rule), in words: every rule too small by itself, else the one assembly names."""
    alone = {}
    for draw in draws:
        if len(draw.eligible) < draw.count:
            alone[draw.section, draw.rule] = Shortage.of(draw, found=len(draw.eligible)).words
    if alone:
        return alone
    try:
        assemble(draws, seed=0, exposure={})
    except Shortage as short:
        return {(short.section, short.rule): short.words}
    return {}
