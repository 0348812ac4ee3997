"""Cues: what lets somebody choose right who does not know; see lints.py. Pure.

Most of these rules are of options. They look at single choices where one right option stands
against the others; those are the kinds of content.ONE_CHOICE.
"""

import re
from collections.abc import Iterator

from assay.bank.content import ONE_CHOICE
from assay.bank.package import Package
from assay.bank.reading import prose, texts, words

CATCH_ALLS = re.compile(r"\b(all|none) of the (above|others)\b", re.IGNORECASE)
NUMBER = re.compile(r"`*\s*([-+]?\d+(?:\.\d+)?)\s*(?:ms|s|%|seconds?|times?)?\s*`*\.?")
LONGEST_RATIO, FEWEST_MORE = 1.25, 12
"""The key's text over the longest distractor's, and the signs between them that an eye sees.

What is a little longer is held to chance in the library as a whole: balance.py.
"""
FEWEST_CONTAINED = 3
"""Words of an option that another one repeats. A word or two is a name that both speak of."""


def catch_alls(item: Package) -> Iterator[str]:
    """An option about the other options asks for test craft, not for Flask."""
    for option in item.content.options:
        if CATCH_ALLS.search(option.text):
            yield f"option {option.id} speaks of the other options: let it say something itself"


def same_text(item: Package) -> Iterator[str]:
    """Two options that read the same can't both be judged."""
    seen: dict[str, str] = {}
    for option in item.content.options:
        first = seen.setdefault(" ".join(option.text.casefold().split()), option.id)
        if first != option.id:
            yield f"options {first} and {option.id} read the same: change one"


def length_cue(item: Package) -> Iterator[str]:
    """A single key that is much longer than every distractor gives itself away."""
    right, wrong = texts(item)
    most = max(map(len, wrong), default=0)
    is_long = item.kind in ONE_CHOICE and len(right[0]) > most * LONGEST_RATIO
    if is_long and len(right[0]) - most >= FEWEST_MORE:
        yield "the key is much longer than every distractor: shorten it, or let them say as much"


def contained(item: Package) -> Iterator[str]:
    """An option that holds another one whole says the same and more, so one of them goes out."""
    options = [one for one in item.content.options if prose(one.text).strip()]
    if item.kind in {"single", "scenario"}:
        for one in options:
            for other in options:
                inner, outer = words(one.text), words(other.text)
                if FEWEST_CONTAINED <= len(inner) < len(outer) and _holds(outer, inner):
                    yield f"option {other.id} holds option {one.id} whole: let each say its own"


def lone_code(item: Package) -> Iterator[str]:
    """One option that is set otherwise than all others draws the eye."""
    options = item.content.options
    if item.kind != "ordering" and len(options) > 2:
        coded = [one for one in options if "`" in one.text]
        if len(coded) == 1:
            yield f"only option {coded[0].id} has words set as code: set the others alike"


def mixed_ends(item: Package) -> Iterator[str]:
    """A full stop behind one option of four is a mark on it."""
    options = item.content.options
    ended = [one.id for one in options if prose(one.text).rstrip().endswith(".")]
    if ended and len(ended) < len(options):
        yield f"some options end with a full stop ({', '.join(ended)}), others don't: end all alike"


def unsorted_numbers(item: Package) -> Iterator[str]:
    """Numbers are sought in their order; shuffled ones ask for eyes."""
    found = [NUMBER.fullmatch(one.text.strip()) for one in item.content.options]
    values = [float(one[1]) for one in found if one]
    in_order = values == sorted(values) and item.content.fixed_order
    if values and len(values) == len(found) and item.kind != "ordering" and not in_order:
        yield "the options are numbers: write them in their order, with fixed_order = true"


CUE_LINTS = (
    catch_alls,
    same_text,
    length_cue,
    contained,
    lone_code,
    mixed_ends,
    unsorted_numbers,
)


def _holds(outer: list[str], inner: list[str]) -> bool:
    spans = range(len(outer) - len(inner) + 1)
    return any(outer[start : start + len(inner)] == inner for start in spans)
