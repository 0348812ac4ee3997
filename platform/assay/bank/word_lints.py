"""Cues in words: absolutes, opposites, a key that is told; see lints.py. Pure."""

import re
from collections.abc import Iterator

from assay.bank.content import Option
from assay.bank.keys import OptionsKey, TextKey
from assay.bank.package import Package
from assay.bank.reading import plain, texts, words

ABSOLUTE = re.compile(r"\b(always|never|impossible|under no circumstances)\b", re.IGNORECASE)
VAGUE = re.compile(
    r"\b(usually|often|sometimes|generally|typically|possibly|probably|normally|mostly"
    r"|in most cases|tends? to|might|may be)\b",
    re.IGNORECASE,
)
"""Words that can't be wrong. "can" and "may" alone are how rights are said, and tell nothing."""
NEGATION = re.compile(r"\b(?:not|never|no|without|cannot)\b|n[’']t\b", re.IGNORECASE)
OPPOSITES = (
    ("before", "after"), ("first", "last"), ("with", "without"), ("true", "false"),
    ("above", "below"), ("ascending", "descending"), ("more", "fewer"), ("allowed", "refused"),
    ("enabled", "disabled"), ("on", "off"), ("once", "twice"), ("inside", "outside"),
)  # fmt: skip
SORTED_OPPOSITES = {tuple(sorted(pair)) for pair in OPPOSITES}
ARTICLE = re.compile(r"\b(an?)\s+`?_{3,}", re.IGNORECASE)


def absolute_cue(item: Package) -> Iterator[str]:
    """Who has learnt that "always" is never right need not know Flask."""
    right, wrong = texts(item)
    bold = [text for text in wrong if ABSOLUTE.search(text)]
    if bold and not any(ABSOLUTE.search(text) for text in right):
        yield f"only wrong options speak in absolutes: say it without them: {bold[0]!r}"


def vague_cue(item: Package) -> Iterator[str]:
    """What only "often" holds is seldom wrong."""
    right, wrong = texts(item)
    soft = [found[0] for text in right if (found := VAGUE.search(text))]
    if soft and not any(VAGUE.search(text) for text in wrong):
        yield f"only the key says {soft[0]!r}: say plainly when it holds"


def article(item: Package) -> Iterator[str]:
    """ "an" before a gap rules out half of the answers by their sound."""
    if found := ARTICLE.search(item.content.stem):
        yield f"{found[1]!r} before the gap tells how the answer begins: write the stem without it"


def opposites(item: Package) -> Iterator[str]:
    """Of two options that contradict each other one is right, and who sees it guesses of two.

    Two pairs, or an option with opposites on two sides, tell nothing.
    """
    options = item.content.options
    pairs = [
        {one.id, other.id}
        for place, one in enumerate(options)
        for other in options[place + 1 :]
        if _opposed(one, other)
    ]
    right = item.key.right if isinstance(item.key, OptionsKey) else ()
    if item.kind in {"single", "scenario"} and len(pairs) == 1 and right[0] in pairs[0]:
        one, other = sorted(pairs[0])
        yield f"only {one} and {other} are opposites, and one is the key: give others one too"


def told_key(item: Package) -> Iterator[str]:
    """A typed answer must not stand in what is shown; a title is shown too, and an id may be."""
    if isinstance(item.key, TextKey):
        seen = f"{item.title}\n{item.content.stem}".casefold()
        parts = f"-{item.id}-"
        for text in item.key.accept:
            name = text.strip().casefold()
            if name in seen:
                yield f"{text.strip()!r} stands in the stem or the title: ask without it"
            elif f"-{name.replace('_', '-')}-" in parts:
                yield f"{text.strip()!r} stands in the id: call the item otherwise"


def told_order(item: Package) -> Iterator[str]:
    """The options' ids stand in the page's source: in order they would tell the order."""
    if item.kind == "ordering" and isinstance(item.key, OptionsKey):
        if list(item.key.right) == sorted(item.key.right):
            yield "the ids stand in the right order: give the steps other letters"
        if item.key.right == item.content.option_ids:
            yield "the steps are written in the right order: mix them"


WORD_LINTS = (absolute_cue, vague_cue, article, opposites, told_key, told_order)


def _opposed(one: Option, other: Option) -> bool:
    """The same words, but for a negation or for one word that is the other's opposite."""
    left, right = plain(one.text), plain(other.text)
    negated = bool(NEGATION.search(left)) != bool(NEGATION.search(right))
    if negated and _bare(left) == _bare(right):
        return True
    odd = [(a, b) for a, b in zip(words(left), words(right), strict=False) if a != b]
    same_length = len(words(left)) == len(words(right))
    return same_length and len(odd) == 1 and tuple(sorted(odd[0])) in SORTED_OPPOSITES


def _bare(text: str) -> list[str]:
    """Without negations and the verbs that come with them."""
    return [one for one in words(NEGATION.sub(" ", text)) if one not in {"does", "do", "is", "are"}]
