"""What may still be picked for a draft: which questions, how well known, found by filters. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from assay.assessments.blueprint import Blueprint, Fixed, Pool, Rule
from assay.assessments.exposure import MUCH, Exposure, exposure_of
from assay.bank import shelf
from assay.bank.shelf import Card
from assay.bank.words import proof_of


@dataclass(frozen=True, kw_only=True)
class Recent:
    """The last `papers` that the organisation drew: by item, how many of them ask it."""

    papers: int = 0
    held: Mapping[UUID, int] = field(default_factory=dict)

    def share(self, item_id: UUID) -> float:
        return self.held.get(item_id, 0) / self.papers if self.papers else 0.0


@dataclass(frozen=True, kw_only=True)
class Pick:
    """One question that is not named yet.

    `held`: in how many of the last papers, `share` of them. `pools`: how many of the draft's may
    draw it anyhow. `enemies`: titles of what may not stand beside it; `barred` by one that the
    draft names.
    """

    card: Card
    held: int
    share: float
    pools: int = 0
    enemies: tuple[str, ...] = ()
    barred: str = ""

    @property
    def is_known(self) -> bool:
        return self.share > MUCH


@dataclass(frozen=True, kw_only=True)
class Named:
    """One rule of the draft. Of a fixed one `card`, unless it is offered no longer."""

    section: int
    rule: int
    of: Rule
    card: Card | None = None
    held: int = 0
    share: float = 0.0
    eligible: int = 0
    exposure: Exposure | None = None

    @property
    def is_fixed(self) -> bool:
        return isinstance(self.of, Fixed)

    @property
    def is_known(self) -> bool:
        return self.exposure.is_high if self.exposure else self.share > MUCH


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What one looks for; empty is any. Minutes from `least` to `most`, both included."""

    responsibility: str = ""
    level: str = ""
    kind: str = ""
    least: int | None = None
    most: int | None = None
    proof: str = ""
    exposure: str = ""
    title: str = ""


PROOFS = {"proved": "Proved", "unproved": "Not proved"}
EXPOSURES: Mapping[str, tuple[str, Callable[[float], bool]]] = {
    "never": ("Not handed out of late", lambda share: share == 0),
    "some": ("In up to a third of papers", lambda share: 0 < share <= MUCH),
    "much": ("In more than a third", lambda share: share > MUCH),
}
"""Value → (in words, is it so for this share of the last papers?)."""


def picks(blueprint: Blueprint, cards: Sequence[Card], recent: Recent) -> list[Pick]:
    """Every offered question that the draft does not name, by responsibility and title."""
    by_item = {card.item_id: card for card in cards}
    named = _named(blueprint, cards)
    pools = [rule for _, _, rule in blueprint.rules() if isinstance(rule, Pool)]
    return [
        Pick(
            card=card,
            held=recent.held.get(card.item_id, 0),
            share=recent.share(card.item_id),
            pools=sum(_takes(pool, card) for pool in pools),
            enemies=tuple(by_item[one].title for one in _enemies(card) if one in by_item),
            barred=_barred(card, named),
        )
        for card in shelf.find(cards, {}).cards
        if card.item_id not in named
    ]


def draft_of(blueprint: Blueprint, cards: Sequence[Card], recent: Recent) -> list[Named]:
    """What the draft asks for already, in its order."""
    by_id = {card.id: card for card in cards}
    return [
        _fixed(section, number, rule, by_id.get(rule.item_version_id), recent)
        if isinstance(rule, Fixed)
        else _pool(section, number, rule, cards, recent)
        for section, number, rule in blueprint.rules()
    ]


def found(picks: Sequence[Pick], wanted: Wanted) -> list[Pick]:
    """Those that everything lets through; in the order in which they came."""
    return [pick for pick in picks if _suits(pick, wanted)]


def page(
    all_picks: Sequence[Pick], wanted: Wanted, after: UUID | None, most: int
) -> tuple[list[Pick], UUID | None]:
    """(the `most` found ones behind this one, what to give as `after` next: None at the end).

    From the beginning where it is None or not to be picked any more.
    """
    ids = [pick.card.id for pick in all_picks]
    start = ids.index(after) + 1 if after in ids else 0
    rows = found(all_picks[start:], wanted)
    return rows[:most], rows[most - 1].card.id if len(rows) > most else None


def barred_by(blueprint: Blueprint, cards: Sequence[Card], card: Card) -> str:
    """The title of a named question that may not stand in one paper with this one; else empty."""
    return _barred(card, _named(blueprint, cards))


def is_named(blueprint: Blueprint, cards: Sequence[Card], card: Card) -> bool:
    return card.item_id in _named(blueprint, cards)


def _named(blueprint: Blueprint, cards: Sequence[Card]) -> dict[UUID, Card]:
    """By item, what fixed rules name of what is offered."""
    ids = {rule.item_version_id for _, _, rule in blueprint.rules() if isinstance(rule, Fixed)}
    return {card.item_id: card for card in cards if card.id in ids}


def _takes(pool: Pool, card: Card) -> bool:
    return pool.takes(card.kind, card.responsibility, card.level)


def _enemies(card: Card) -> list[UUID]:
    return [UUID(one) for one in card.enemies]


def _barred(card: Card, named: Mapping[UUID, Card]) -> str:
    """It is enough that one of the two names the other."""
    for item_id, other in named.items():
        if str(item_id) in card.enemies or str(card.item_id) in other.enemies:
            return other.title
    return ""


def _fixed(section: int, number: int, rule: Fixed, card: Card | None, recent: Recent) -> Named:
    return Named(
        section=section,
        rule=number,
        of=rule,
        card=card,
        held=recent.held.get(card.item_id, 0) if card else 0,
        share=recent.share(card.item_id) if card else 0.0,
    )


def _pool(section: int, number: int, rule: Pool, cards: Sequence[Card], recent: Recent) -> Named:
    times = [recent.held.get(card.item_id, 0) for card in cards if _takes(rule, card)]
    return Named(
        section=section,
        rule=number,
        of=rule,
        eligible=len(times),
        exposure=exposure_of(times, rule.count) if times else None,
    )


def _suits(pick: Pick, wanted: Wanted) -> bool:
    card = pick.card
    return (
        wanted.responsibility in ("", card.responsibility)
        and wanted.level in ("", card.level)
        and wanted.kind in ("", card.kind)
        and (wanted.least is None or card.minutes >= wanted.least)
        and (wanted.most is None or card.minutes <= wanted.most)
        and (not wanted.proof or (wanted.proof == "proved") == bool(proof_of(card.evidence)))
        and (not wanted.exposure or EXPOSURES[wanted.exposure][1](pick.share))
        and shelf.has_words(card.title, wanted.title)
    )
