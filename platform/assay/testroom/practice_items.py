"""The questions for practice: one of each way to answer, about nothing that is asked. Pure.

They are in no bank and in no pool; what is right is told to everyone.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from assay.bank import content as contents
from assay.bank.answers import SHAPES, Value
from assay.bank.content import Content


class Practice(NamedTuple):
    content: Content
    right: Value


def _options(*texts: str) -> list[dict[str, str]]:
    return [{"id": name, "text": text} for name, text in zip("abcdef", texts, strict=False)]


def _item(kind: str, stem: str, right: Value, **more: Any) -> Practice:
    return Practice(contents.parse(kind, {"stem": stem, **more}), right)


_LIST = "2 apples\n3 pears\n5 stones\n4 plums\n"
_GIVEN = 'def greet():\n    """Return the word hello."""\n'

ITEMS: Mapping[str, Practice] = {
    "choice": _item(
        "single",
        "Which day comes after Monday?",
        {"choice": "c"},
        options=_options("Sunday", "Wednesday", "Tuesday", "Friday"),
    ),
    "choices": _item(
        "multiple",
        "Which of these are colours? More than one is right.",
        {"choices": ["a", "d"]},
        options=_options("Green", "Square", "Loud", "Blue"),
    ),
    "order": _item(
        "ordering",
        "Put these from the smallest to the largest.",
        {"order": ["c", "a", "d", "b"]},
        options=_options("A cat", "A whale", "An ant", "A horse"),
    ),
    "text": _item("fillin", "How many days does a week have? Write the number.", {"text": "7"}),
    "pairs": _item(
        "matching",
        "What is each young animal called?",
        {"pairs": {"1": "b", "2": "c", "3": "a"}},
        rows=[{"id": "1", "text": "Dog"}, {"id": "2", "text": "Cow"}, {"id": "3", "text": "Cat"}],
        options=_options("Kitten", "Puppy", "Calf", "Lamb"),
    ),
    "lines": _item(
        "hotspot",
        "Mark the line of this list that names nothing to eat.",
        {"lines": ["3"]},
        files=[{"name": "list.txt", "text": _LIST}],
        most=1,
    ),
    "files": _item(
        "code",
        "Change `greet` so that it returns the word `hello`. In the assessment you can run tests"
        " with what you wrote; here you only see how it is written.",
        {"files": {"greeting.py": _GIVEN + '    return "hello"\n'}},
        files=[{"name": "greeting.py", "text": _GIVEN, "editable": True}],
        entry="greeting",
    ),
    "prose": _item(
        "freetext",
        "Describe the place where you work, in a sentence or two.",
        {"text": "Anything that you like: a person would read it."},
        words=40,
    ),
}
"""By the way to answer: the shape of the answer, and `prose` for a text in one's own words."""


def for_kinds(kinds: Iterable[str]) -> list[Practice]:
    """One for each way to answer that these kinds have, in the order of ITEMS."""
    ways = {"prose" if kind == "freetext" else SHAPES[kind] for kind in kinds}
    return [item for way, item in ITEMS.items() if way in ways]
