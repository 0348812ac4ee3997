"""What a well-formed item may still have wrong: the shape of its key, cues to it. Pure."""

import re
from collections.abc import Callable, Iterator

from assay.bank.keys import OptionsKey, TextKey
from assay.bank.package import Package, Problem

CATCH_ALLS = re.compile(r"\b(all|none) of the (above|others)\b", re.IGNORECASE)
LONGEST_RATIO = 1.6
"""The key's text over the longest distractor's: longer than that tells the key by its length."""


def problems(item: Package) -> list[Problem]:
    """Everything that was found, in the order of the rules."""
    found = [words for rule in RULES for words in rule(item)]
    return [Problem(file="item.toml", field="key", message=words) for words in found]


def key_shape(item: Package) -> Iterator[str]:
    """One right answer where one is asked for; some but not all where several are; every step."""
    if not isinstance(item.key, OptionsKey):
        return
    right, options = set(item.key.right), set(item.content.option_ids)
    if strangers := right - options:
        yield f"{sorted(strangers)} are no options"
    if item.kind in {"single", "output"} and len(right) != 1:
        yield "exactly one option must be right"
    if item.kind == "multiple" and not 2 <= len(right) < len(options):
        yield "at least two options must be right, and at least one must not"
    if item.kind == "ordering" and right != options:
        yield "every step must have its place"


def catch_alls(item: Package) -> Iterator[str]:
    """An option about the other options asks for test craft, not for Flask."""
    for option in item.content.options:
        if CATCH_ALLS.search(option.text):
            yield f"option {option.id} speaks of the other options"


def same_text(item: Package) -> Iterator[str]:
    """Two options that read the same can't both be judged."""
    seen: dict[str, str] = {}
    for option in item.content.options:
        first = seen.setdefault(" ".join(option.text.casefold().split()), option.id)
        if first != option.id:
            yield f"options {first} and {option.id} read the same"


def length_cue(item: Package) -> Iterator[str]:
    """A single key that is much longer than every distractor gives itself away."""
    if item.kind != "single" or not isinstance(item.key, OptionsKey):
        return
    lengths = {option.id: len(option.text) for option in item.content.options}
    right = max(lengths.get(name, 0) for name in item.key.right)
    others = [length for name, length in lengths.items() if name not in item.key.right]
    if others and right > max(others) * LONGEST_RATIO:
        yield "the key is much longer than every distractor"


def told_key(item: Package) -> Iterator[str]:
    """A typed answer must not stand in the question."""
    if isinstance(item.key, TextKey):
        stem = item.content.stem.casefold()
        for text in item.key.accept:
            if text.strip().casefold() in stem:
                yield f"{text.strip()!r} stands in the stem"


RULES: tuple[Callable[[Package], Iterator[str]], ...] = (
    key_shape,
    catch_alls,
    same_text,
    length_cue,
    told_key,
)
