"""What a well-formed item may still have wrong: cues to its key, trick questions. Pure.

Each rule says of one item what is wrong; across() says what is wrong with many together.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from assay.bank.code_lints import CODE_LINTS
from assay.bank.folder import Problem
from assay.bank.keys import OptionsKey, TextKey
from assay.bank.package import Package

CATCH_ALLS = re.compile(r"\b(all|none) of the (above|others)\b", re.IGNORECASE)
ABSOLUTE = re.compile(r"\b(always|never|impossible|under no circumstances)\b", re.IGNORECASE)
OPINION = re.compile(
    r"\b(best practices?|best way|should you|do you prefer|more elegant)\b", re.IGNORECASE
)
NEGATIVE = re.compile(
    r"\b(which|what)\b"
    r"(?:(?!\b(?:who|whose|that|when|where|if)\b)[^.?!,;:]){0,60}"
    r"\b(not|never|except|false|wrong)\b[^.?!]*\?",
    re.IGNORECASE,
)
"""In the question itself; a "not" in a clause of it is a condition."""
BOLD = re.compile(r"\*\*[^*]+\*\*")
VERSION = re.compile(r"\b\d+\.\d+\b")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
LONGEST_RATIO = 1.6
"""The key's text over the longest distractor's: longer than that tells the key by its length."""
WORDS_A_MINUTE, CODE_LINES_A_MINUTE = 180, 25
READING_SHARE = 0.6
FEWEST_TO_COMPARE = 8
"""Questions with one choice: with fewer, a letter that is often the key says nothing."""


def problems(item: Package) -> list[Problem]:
    """Everything that was found, in the order of the rules."""
    found = [words for rule in RULES for words in rule(item)]
    return [Problem(file="item.toml", field="key", message=words) for words in found]


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
    right, wrong = _texts(item)
    if item.kind == "single" and len(right[0]) > max(map(len, wrong)) * LONGEST_RATIO:
        yield "the key is much longer than every distractor"


def absolute_cue(item: Package) -> Iterator[str]:
    """Who has learnt that "always" is never right need not know Flask."""
    right, wrong = _texts(item)
    bold = [text for text in wrong if ABSOLUTE.search(text)]
    if bold and not any(ABSOLUTE.search(text) for text in right):
        yield f"only wrong options speak in absolutes: {bold[0]!r}"


def told_key(item: Package) -> Iterator[str]:
    """A typed answer must not stand in what is shown; a title is shown too."""
    if isinstance(item.key, TextKey):
        shown = f"{item.title}\n{item.content.stem}".casefold()
        for text in item.key.accept:
            if text.strip().casefold() in shown:
                yield f"{text.strip()!r} stands in the stem or the title"


def told_order(item: Package) -> Iterator[str]:
    """The options' ids stand in the page's source: in order they would tell the order."""
    if item.kind == "ordering" and isinstance(item.key, OptionsKey):
        if list(item.key.right) == sorted(item.key.right):
            yield "the ids stand in the right order: give the steps other letters"
        if item.key.right == item.content.option_ids:
            yield "the steps are written in the right order: mix them"


def negative_stem(item: Package) -> Iterator[str]:
    """A "not" that is read over measures reading; in bold it may stand."""
    if NEGATIVE.search(CODE.sub("", BOLD.sub("", item.content.stem))):
        yield "the stem asks for what is not so, and does not say it in bold"


def opinion(item: Package) -> Iterator[str]:
    """What can't be seen in a run can't be right or wrong here."""
    if found := OPINION.search(item.content.stem):
        yield f"the stem asks for an opinion: {found[0]!r}"


def unnamed_version(item: Package) -> Iterator[str]:
    """Where the key ends with a version, who is asked must know which one is meant."""
    ends = [name for name, said in item.valid.items() if re.search(r"<|==|~=", said)]
    if ends and not VERSION.search(item.content.stem):
        yield f"the key holds for some versions of {', '.join(ends)} only: name one in the stem"


def broken_code(item: Package) -> Iterator[str]:
    """Python that is shown must be Python. What is to be mended may be broken."""
    for file in item.content.files if not item.content.is_code else ():
        if file.name.endswith(".py"):
            try:
                ast.parse(file.text)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                yield f"given/{file.name} does not compile: {error}"


def too_little_time(item: Package) -> Iterator[str]:
    """Reading may take most of an item's minutes, never all of them."""
    content = item.content
    words = sum(len(text.split()) for text in (content.stem, *(o.text for o in content.options)))
    lines = sum(len(file.text.splitlines()) for file in content.files)
    minutes = words / WORDS_A_MINUTE + lines / CODE_LINES_A_MINUTE
    if minutes > item.minutes * READING_SHARE:
        yield f"reading alone takes {minutes:.1f} of {item.minutes} minutes"


RULES: tuple[Callable[[Package], Iterator[str]], ...] = (
    catch_alls,
    same_text,
    length_cue,
    absolute_cue,
    told_key,
    told_order,
    negative_stem,
    opinion,
    unnamed_version,
    broken_code,
    too_little_time,
    *CODE_LINTS,
)


def across(items: Sequence[Package]) -> Iterator[str]:
    """Of a library: enemies that know each other, and no letter that is the key too often."""
    enemies = {item.id: set(item.enemies) for item in items}
    for name, told in enemies.items():
        for other in sorted(told):
            if other not in enemies:
                yield f"{name}: its enemy {other!r} is no item here"
            elif name not in enemies[other]:
                yield f"{name}: its enemy {other!r} does not name it"
    yield from _favourites(items)


def _favourites(items: Sequence[Package]) -> Iterator[str]:
    """Letters stand in the page's source, whatever place the options are shuffled to."""
    letters = [
        item.key.right[0]
        for item in items
        if item.kind in {"single", "output"} and isinstance(item.key, OptionsKey)
    ]
    for letter, times in Counter(letters).most_common(1):
        if len(letters) >= FEWEST_TO_COMPARE and times > len(letters) / 2:
            yield f"option {letter} is the key of {times} among {len(letters)} single choices"


def _texts(item: Package) -> tuple[list[str], list[str]]:
    """(the right options' texts, the others'); both empty where nothing is chosen."""
    if not isinstance(item.key, OptionsKey):
        return [], []
    options = item.content.options
    right = [option.text for option in options if option.id in item.key.right]
    return right, [option.text for option in options if option.id not in item.key.right]
