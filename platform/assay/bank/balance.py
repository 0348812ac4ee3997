"""What many items give away together: keys that are long, letters that are right. Pure.

Both are held to chance: the expected count, and some standard errors of it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt

from assay.bank.content import ONE_CHOICE
from assay.bank.keys import OptionsKey
from assay.bank.package import Package
from assay.bank.reading import plain

FEWEST_TO_COMPARE = 8
"""Questions with one choice: with fewer, a letter that is often the key says nothing."""
ERRORS_OF_LENGTH = 2
ERRORS_OF_A_LETTER = 2.5
"""More than two, as there are four letters and one of them is always the commonest."""


def across_all(items: Sequence[Package]) -> Iterator[str]:
    single = [
        item for item in items if item.kind in ONE_CHOICE and isinstance(item.key, OptionsKey)
    ]
    if len(single) >= FEWEST_TO_COMPARE:
        yield from _lengths(single)
        yield from _letters(single)


def _lengths(items: Sequence[Package]) -> Iterator[str]:
    """Ties are shared: two longest options of which one is the key count for a half."""
    longest = {item.id: _longest(item) for item in items}
    found = sum(longest.values())
    chances = [1 / len(item.content.options) for item in items]
    most = _most(chances, ERRORS_OF_LENGTH)
    if found > most:
        names = ", ".join(name for name, share in longest.items() if share == 1)
        yield (
            f"the key is the longest option of {found:.0f} among {len(items)} single choices, and "
            f"{most:.0f} are the most: shorten keys or lengthen distractors in {names}"
        )


def _longest(item: Package) -> float:
    lengths = {option.id: len(plain(option.text)) for option in item.content.options}
    most = [name for name, length in lengths.items() if length == max(lengths.values())]
    return 1 / len(most) if _right(item) in most else 0


def _letters(items: Sequence[Package]) -> Iterator[str]:
    """Letters stand in the page's source, whatever place the options are shuffled to."""
    times = Counter(_right(item) for item in items)
    for letter, count in sorted(times.items()):
        chances = [
            1 / len(item.content.options) for item in items if letter in item.content.option_ids
        ]
        if count > _most(chances, ERRORS_OF_A_LETTER):
            yield (
                f"option {letter} is the key of {count} among {len(chances)} single choices: "
                "give some of them other letters"
            )


def _most(chances: Sequence[float], errors: float) -> float:
    """As many as chance gives, and so many standard errors more."""
    return sum(chances) + errors * sqrt(sum(p * (1 - p) for p in chances))


def _right(item: Package) -> str:
    assert isinstance(item.key, OptionsKey)
    return item.key.right[0]
