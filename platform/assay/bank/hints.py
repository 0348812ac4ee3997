"""What the lints say of an item, each at the part of its page that it speaks of. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.bank.cue_lints import CUE_LINTS
from assay.bank.lints import RULES
from assay.bank.package import Package
from assay.bank.secrecy import leaks
from assay.bank.stem_lints import too_little_time
from assay.bank.word_lints import absolute_cue, opposites, told_key, told_order, vague_cue

OPTIONS = {"matching": "pairs", "ordering": "steps", "fillin": "accept"}
"""Where the answers of a kind are written; else they are called options."""
OF_OPTIONS = frozenset({*CUE_LINTS, absolute_cue, vague_cue, opposites, told_key, told_order})


@dataclass(frozen=True, kw_only=True)
class Hint:
    """`field`: the part of the page. `refuses`: it is not published like this."""

    field: str
    words: str
    refuses: bool = False


def hints(item: Package) -> list[Hint]:
    """First what keeps it from being published, then what its writer may weigh."""
    return [*_leaks(item), *_lints(item)]


def _leaks(item: Package) -> Iterator[Hint]:
    for words in leaks(item):
        option = words.startswith("option ")
        field = OPTIONS.get(item.kind, "options") if option else "stem"
        yield Hint(field=field, words=f"{words[:1].upper()}{words[1:]}.", refuses=True)


def _lints(item: Package) -> Iterator[Hint]:
    for rule in RULES:
        field = "stem"
        if rule is too_little_time:
            field = "minutes"
        elif rule in OF_OPTIONS:
            field = OPTIONS.get(item.kind, "options")
        for words in rule(item):
            yield Hint(field=field, words=f"{words[:1].upper()}{words[1:]}.")
