"""What items have in common, two by two: near_pairs(), shared_sentences(), cues_between(). Pure.

Two items that ask nearly the same, or of which one tells the other's key, may not stand in one
paper: each must name the other as an enemy.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from assay.bank.keys import OptionsKey, TextKey
from assay.bank.package import Package
from assay.bank.reading import grams, plain, texts, unfenced, words

MOST_ALIKE = 0.45
"""Jaccard: the share of words that both have among those that one of them has."""
FEWEST_WORDS = 12
"""Of a stem with its files. Shorter ones are alike by chance."""
FORMULA = 3
"""Items that share a sentence. What so many say is how this library asks, and tells nothing."""
OUR_OWN = 10
"""Words in a row that two of our own items may not share. Seven is for other people's texts: what
is said again and again in one voice ("Put the six in the order in which they", the versions, what
a fixture is) takes up to nine."""
MANY, RARE_SHARE = 100, 0.02
"""Of so many stems a word that stands in two of a hundred is a rare one."""
FEWEST_LETTERS = 5
FEWEST_SIGNS = 9
"""Of a key that another stem may give away: "405" or "None" stands everywhere."""


def across_pairs(items: Sequence[Package]) -> Iterator[str]:
    """All of it; pairs that are enemies may be alike."""
    yield from near_pairs(items)
    yield from shared_sentences(items)
    yield from cues_between(items)
    yield from clangs(items)


def near_pairs(items: Sequence[Package]) -> Iterator[str]:
    asked = {item.id: _vocabulary(item) for item in items}
    for one, other in combinations(items, 2):
        mine, theirs = asked[one.id], asked[other.id]
        if min(len(mine), len(theirs)) >= FEWEST_WORDS and not enemies(one, other):
            alike = len(mine & theirs) / len(mine | theirs)
            if alike > MOST_ALIKE:
                yield f"{one.id}: its text is {other.id}’s by {alike:.0%}: make them enemies"


def shared_sentences(items: Sequence[Package]) -> Iterator[str]:
    """Words in a row that two items share, beside what many of them say."""
    users: dict[str, list[Package]] = defaultdict(list)
    for item in items:
        texts = [unfenced(item.content.stem), *(option.text for option in item.content.options)]
        for gram in dict.fromkeys(gram for text in texts for gram in grams(text, OUR_OWN)):
            users[gram].append(item)
    told: set[tuple[str, str]] = set()
    for gram, found in users.items():
        for one, other in combinations(found if len(found) < FORMULA else [], 2):
            if not enemies(one, other) and (one.id, other.id) not in told:
                told.add((one.id, other.id))
                yield f"{one.id}: shares words with {other.id}, write them anew: {gram!r}"


def cues_between(items: Sequence[Package]) -> Iterator[str]:
    """A stem that has another item's key in it tells who has both."""
    stems = {item.id: f" {plain(item.content.stem)} " for item in items}
    for item in items:
        for key in _keys(item):
            found = re.compile(rf"(?<![\w.]){re.escape(key)}(?![\w])")
            tellers = [one for one in items if one is not item and found.search(stems[one.id])]
            for other in tellers if len(tellers) < FORMULA else []:
                if not enemies(item, other):
                    yield f"{other.id}: its stem has {item.id}’s key, {key!r}: make them enemies"


def clangs(items: Sequence[Package]) -> Iterator[str]:
    """A rare word of the stem that only the key takes up again sounds right by itself.

    Where a distractor takes up a word as well, sound is no help.
    """
    stems = {item.id: set(words(item.content.stem)) for item in items}
    used = Counter(word for stem in stems.values() for word in stem)
    for item in items if len(items) >= MANY else ():
        right, wrong = (_said(side) & stems[item.id] for side in _sides(item))
        rare = [word for word in sorted(right - wrong) if used[word] <= RARE_SHARE * len(items)]
        if rare and not wrong - right:
            yield f"{item.id}: {rare[0]!r} stands in the stem and the key only: say it otherwise"


def enemies(one: Package, other: Package) -> bool:
    return other.id in one.enemies or one.id in other.enemies


def _sides(item: Package) -> tuple[list[str], list[str]]:
    """The key's texts and the others'; a program's output has the program's words by itself."""
    return texts(item) if item.kind in {"single", "scenario"} else ([], [])


def _said(options: Sequence[str]) -> set[str]:
    """Their words, without small ones."""
    return {word for text in options for word in words(text) if len(word) >= FEWEST_LETTERS}


def _vocabulary(item: Package) -> set[str]:
    return set(words("\n".join([item.content.stem, *(file.text for file in item.content.files)])))


def _keys(item: Package) -> list[str]:
    """The right answer as it would be met in a text: typed ones, and those of one choice."""
    if isinstance(item.key, TextKey):
        told = list(item.key.accept)
    elif item.kind in {"single", "scenario"} and isinstance(item.key, OptionsKey):
        told = [one.text for one in item.content.options if one.id in item.key.right]
    else:
        return []
    return sorted({plain(text) for text in told if len(plain(text)) >= FEWEST_SIGNS})
