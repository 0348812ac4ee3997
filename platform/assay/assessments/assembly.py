"""assemble(): a paper from what each rule may draw. Pure and seeded.

Which items: the fixed ones, then the least exposed ones that can still be placed, ties broken by
the seed. "Can be placed" is decided by augmenting paths, so that an item two rules may draw goes
to the rule that needs it; taking items cheapest first under that test gives the paper of least
total exposure (items that can be placed together form a transversal matroid, and on a matroid the
greedy choice is the best one: Edmonds 1971). Enemies are not asked together.

Of papers that are equally little exposed, the one is taken whose expected score lies nearest to
the mean of all that could be drawn: so that nobody's paper is harder by luck.

At a resit what the candidate has met comes after all else, however little exposed: so by the same
theorem the paper has as few of those questions as any paper of these rules.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from assay.assessments.meeting import NOTHING, Met

TRIES = 40
"""Orders that are tried: for a paper of mean difficulty, and where enemies leave a rule short."""

NEAR = 0.005
"""So near to the mean expected score no nearer paper is looked for."""


@dataclass(frozen=True, kw_only=True)
class ItemRef:
    item_organisation_id: UUID
    item_version_id: UUID


@dataclass(frozen=True, kw_only=True)
class Eligible:
    """An item version that a rule may draw. `solved`: for ordering items the key's order.

    `difficulty` is the share of its points that people are expected to earn, in [0, 1].
    `shuffled`: may its options change places? `item_id` tells versions of one item apart from
    other items: no paper holds two. `is_code`: its answer is run to be marked; `by_person`: only a
    person can mark it.
    """

    ref: ItemRef
    item_id: UUID
    points: int
    difficulty: float = 0.5
    minutes: Decimal | int = 0
    area: str = ""
    options: tuple[str, ...] = ()
    shuffled: bool = True
    solved: tuple[str, ...] | None = None
    enemies: frozenset[UUID] = frozenset()
    is_code: bool = False
    by_person: bool = False


@dataclass(frozen=True, kw_only=True)
class Draw:
    """One rule, with what it may draw. `section` and `rule` count from 0."""

    section: int
    rule: int
    count: int
    eligible: tuple[Eligible, ...]
    fixed: bool = False


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One question of a paper: positions count from 1, in section order."""

    position: int
    section: int
    rule: int
    ref: ItemRef
    points: int
    option_order: tuple[str, ...]


class Shortage(Exception):
    """A rule can't be filled. Counted from 0; `found` of the `wanted` could be placed."""

    @classmethod
    def of(cls, draw: Draw, *, found: int) -> "Shortage":
        return cls(
            section=draw.section, rule=draw.rule, wanted=draw.count,
            found=found, eligible=len(draw.eligible),
        )  # fmt: skip

    def __init__(self, *, section: int, rule: int, wanted: int, found: int, eligible: int) -> None:
        self.section, self.rule = section, rule
        self.wanted, self.found, self.eligible = wanted, found, eligible
        super().__init__(f"section {section + 1}, rule {rule + 1}: {self.words}")

    @property
    def words(self) -> str:
        """For the person who wrote the rule."""
        if self.eligible < self.wanted:
            return f"Asks for {self.wanted}, and {self.eligible or 'none'} fit."
        return (
            f"Asks for {self.wanted}; {self.eligible} fit, but other rules need them or they may"
            f" not stand together, which leaves {self.found or 'none'}."
        )


@dataclass
class _Filling:
    """Which rule holds which item so far."""

    draws: Sequence[Draw]
    held: list[list[Eligible]] = field(default_factory=list)
    taken: set[UUID] = field(default_factory=set)
    barred: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.held = [[] for _ in self.draws]
        self._may = [{one.item_id for one in draw.eligible} for draw in self.draws]

    def add(self, item: Eligible) -> None:
        """Place the item where it can be; leave it where it can't."""
        enemies_in = item.item_id in self.barred or item.enemies & self.taken
        if item.item_id in self.taken or enemies_in or not self._place(item, set()):
            return
        self.taken.add(item.item_id)
        self.barred |= item.enemies

    def _place(self, item: Eligible, asked: set[int]) -> bool:
        """Into a rule with room, or into one whose own item can go elsewhere."""
        rules = [
            at
            for at, may in enumerate(self._may)
            if item.item_id in may and at not in asked and not self.draws[at].fixed
        ]
        for at in rules:
            if len(self.held[at]) < self.draws[at].count:
                self.held[at].append(item)
                return True
        for at in rules:
            asked.add(at)
            for place, other in enumerate(self.held[at]):
                if self._place(other, asked):
                    self.held[at][place] = item
                    return True
        return False

    def put_fixed(self) -> None:
        for at, draw in enumerate(self.draws):
            if draw.fixed:
                self.held[at] = [one for one in draw.eligible if one.item_id not in self.taken]
                self.taken |= {one.item_id for one in self.held[at]}
                self.barred |= {enemy for one in self.held[at] for enemy in one.enemies}

    @property
    def expected(self) -> float:
        """The expected score of what is held, in [0, 1]."""
        items = [(item, 1.0) for held in self.held for item in held]
        return _expected(items)

    def overlap(self, met: Met) -> tuple[int, int]:
        """How many of what is held were asked before, and how many are like those."""
        near = [met.nearness(one.item_id, one.enemies) for held in self.held for one in held]
        return near.count(2), near.count(1)

    def shortage(self) -> Shortage | None:
        for draw, held in zip(self.draws, self.held, strict=True):
            if len(held) < draw.count:
                return Shortage.of(draw, found=len(held))
        return None


def assemble(
    draws: Sequence[Draw], *, seed: int, exposure: Mapping[UUID, int], met: Met = NOTHING
) -> tuple[Placed, ...]:
    """The paper of this seed; `exposure` says how often each item version was handed out, and
    `met` what this candidate was asked before.

    The same arguments give the same paper. Shortage names the rule that can't be filled.
    """
    chance = random.Random(seed)  # noqa: S311 - a seed that is kept, not a secret
    filling = _filled(draws, chance, exposure, met)
    placed: list[Placed] = []
    for draw, items in zip(draws, filling.held, strict=True):
        chance.shuffle(items)
        for item in items:
            placed.append(
                Placed(
                    position=len(placed) + 1,
                    section=draw.section,
                    rule=draw.rule,
                    ref=item.ref,
                    points=item.points,
                    option_order=_option_order(item, chance),
                )
            )
    return tuple(placed)


def expectation(draws: Sequence[Draw]) -> float:
    """The mean expected score of the papers that these rules may give, in [0, 1]."""
    return _expected(
        [(item, draw.count / len(draw.eligible)) for draw in draws for item in draw.eligible]
    )


def _expected(items: Sequence[tuple[Eligible, float]]) -> float:
    """Points that are expected over points that there are, each item with its chance."""
    points = sum(chance * item.points for item, chance in items)
    earned = sum(chance * item.points * item.difficulty for item, chance in items)
    return earned / points if points else 0.0


def _filled(
    draws: Sequence[Draw], chance: random.Random, exposure: Mapping[UUID, int], met: Met
) -> _Filling:
    """The nearest to the mean of the least met and least exposed ones; where those fall short, any
    that fits."""
    items, mean, best = _all_items(draws), expectation(draws), None
    have_enemies = any(item.enemies for item in items)

    def worth(filling: _Filling) -> tuple[tuple[int, int], float]:
        return filling.overlap(met), abs(filling.expected - mean)

    def cost(item: Eligible) -> tuple[int, int]:
        near = met.nearness(item.item_id, item.enemies)
        return near, exposure.get(item.ref.item_version_id, 0)

    for _ in range(TRIES):
        chance.shuffle(items)
        filling = _fill(draws, sorted(items, key=cost))
        if filling.shortage() is None:
            best = min((filling, best or filling), key=worth)
        elif not have_enemies:
            break
        is_least = best and (not have_enemies or best.overlap(met) == (0, 0))
        if best and is_least and abs(best.expected - mean) <= NEAR:
            break
    return best or _filled_anyhow(draws, chance, items, met)


def _filled_anyhow(
    draws: Sequence[Draw], chance: random.Random, items: list[Eligible], met: Met
) -> _Filling:
    """Any that fits, whatever its exposure; the shortage where there is none."""
    best, shortage = None, None
    for _ in range(TRIES):
        filling = _fill(draws, items)
        if (found := filling.shortage()) is None:
            best = min((filling, best or filling), key=lambda one: one.overlap(met))
            if not met:
                break
        shortage = found or shortage
        chance.shuffle(items)
    if best is None:
        assert shortage is not None
        raise shortage
    return best


def _fill(draws: Sequence[Draw], items: Sequence[Eligible]) -> _Filling:
    """The fixed ones, then each item that can still be placed, until every rule is full."""
    filling = _Filling(draws)
    filling.put_fixed()
    for item in items:
        if filling.shortage() is None:
            break
        filling.add(item)
    return filling


def _all_items(draws: Sequence[Draw]) -> list[Eligible]:
    """Each item once, in an order that does not depend on how the rows came."""
    found = {item.item_id: item for draw in draws if not draw.fixed for item in draw.eligible}
    return [found[item_id] for item_id in sorted(found)]


def _option_order(item: Eligible, chance: random.Random) -> tuple[str, ...]:
    order = list(item.options)
    if item.solved is not None:
        chance.shuffle(order)
        while len(order) > 1 and tuple(order) == item.solved:
            chance.shuffle(order)
    elif item.shuffled:
        chance.shuffle(order)
    return tuple(order)
