"""Finding questions among those that are offered: filters that combine, counts for each. Pure."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize
from uuid import UUID

from assay.bank.responsibilities import RESPONSIBILITIES
from assay.bank.words import proof_of

LONGEST_SEARCH = 100
SPANS: Mapping[str, int] = {"2": 2, "5": 5, "10": 10, "30": 30}
"""Stretches of minutes, by the longest that belongs to each."""
NO_PROOF = "none"
PLACES = {slug: number for number, (slug, _) in enumerate(RESPONSIBILITIES)}


@dataclass(frozen=True, kw_only=True)
class Card:
    """What is told of one offered version without opening it; `evidence` as the database has it."""

    organisation_id: UUID
    id: UUID
    title: str
    responsibility: str
    kind: str
    level: str
    minutes: int
    points: int
    evidence: Mapping[str, Any] | None
    item_id: UUID
    difficulty: float
    enemies: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Found:
    """`counts`: of each filter, how many there would be with each of its values."""

    cards: Sequence[Card]
    counts: Mapping[str, Mapping[str, int]]


def span_of(minutes: int) -> str:
    """The stretch that so many minutes belong to; the last one has no end."""
    return next((name for name, most in SPANS.items() if minutes <= most), [*SPANS][-1])


FILTERS: Mapping[str, Callable[[Card], str]] = {
    "responsibility": lambda card: card.responsibility,
    "level": lambda card: card.level,
    "kind": lambda card: card.kind,
    "minutes": lambda card: span_of(card.minutes),
    "proof": lambda card: proof_of(card.evidence) or NO_PROOF,
}
"""Filter -> the value that a card has there."""


def find(cards: Sequence[Card], chosen: Mapping[str, str | None], search: str = "") -> Found:
    """Those that every chosen filter lets through and whose title has each word of the search.

    Ordered by responsibility, as the table of them has it, and title.
    """
    named = [card for card in cards if has_words(card.title, search)]
    wanted = {name: value for name, value in chosen.items() if value}
    counts = {
        name: Counter(value(card) for card in named if _fits(card, wanted, but=name))
        for name, value in FILTERS.items()
    }
    found = [card for card in named if _fits(card, wanted)]
    return Found(cards=sorted(found, key=_place), counts=counts)


def page(
    cards: Sequence[Card], after: UUID | None, most: int
) -> tuple[Sequence[Card], UUID | None]:
    """(the `most` cards behind this one, what to give as `after` next: None at the end).

    From the beginning where it is None, or no longer among them.
    """
    ids = [card.id for card in cards]
    start = ids.index(after) + 1 if after in ids else 0
    shown = cards[start : start + most]
    return shown, shown[-1].id if start + most < len(cards) else None


def _fits(card: Card, wanted: Mapping[str, str], *, but: str = "") -> bool:
    return all(FILTERS[name](card) == value for name, value in wanted.items() if name != but)


def has_words(title: str, search: str) -> bool:
    """Has the title each word of the search, in any case?"""
    plain = _plain(title)
    return all(word in plain for word in _plain(search[:LONGEST_SEARCH]).split())


def _plain(text: str) -> str:
    """Without difference of case, width or composition."""
    return normalize("NFKC", text).casefold()


def _place(card: Card) -> tuple[int, str, UUID]:
    return PLACES.get(card.responsibility, len(PLACES)), _plain(card.title), card.id
