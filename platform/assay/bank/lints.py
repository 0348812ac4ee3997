"""What a well-formed item may still have wrong: cues to its key, trick questions. Pure.

Each rule says of one item what is wrong and what to do; across() does of many together. The rules
stand beside, by what they are for: cue_lints, word_lints, stem_lints, truth_lints, secrecy_lints
and code_lints.
"""

from collections.abc import Callable, Iterator, Sequence

from assay.bank.balance import across_all
from assay.bank.code_lints import CODE_LINTS
from assay.bank.cue_lints import CUE_LINTS
from assay.bank.folder import Problem
from assay.bank.likeness import across_pairs
from assay.bank.package import Package
from assay.bank.secrecy_lints import SECRECY_LINTS
from assay.bank.stem_lints import STEM_LINTS
from assay.bank.truth_lints import TRUTH_LINTS
from assay.bank.word_lints import WORD_LINTS

RULES: tuple[Callable[[Package], Iterator[str]], ...] = (
    *CUE_LINTS,
    *WORD_LINTS,
    *STEM_LINTS,
    *TRUTH_LINTS,
    *SECRECY_LINTS,
    *CODE_LINTS,
)


def problems(item: Package) -> list[Problem]:
    """Everything that was found, in the order of the rules."""
    found = [words for rule in RULES for words in rule(item)]
    return [Problem(file="item.toml", field="key", message=words) for words in found]


def across(items: Sequence[Package]) -> Iterator[str]:
    """Of a library: what its items tell of each other, and what all of them tell together."""
    yield from _enemies(items)
    yield from across_pairs(items)
    yield from across_all(items)


def _enemies(items: Sequence[Package]) -> Iterator[str]:
    enemies = {item.id: set(item.enemies) for item in items}
    for name, told in enemies.items():
        for other in sorted(told):
            if other not in enemies:
                yield f"{name}: its enemy {other!r} is no item here"
            elif name not in enemies[other]:
                yield f"{name}: its enemy {other!r} does not name it"
