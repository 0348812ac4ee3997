"""What a candidate answers, by kind: parse_answer() reads a posted form or a JSON value. Pure.

An answer's value is one of
    {"choice": "a"}             single, output, scenario
    {"choices": ["a", "c"]}     multiple; in alphabetical order
    {"order": ["c", "a", "b"]}  ordering
    {"text": "x_host"}          fillin, freetext
    {"pairs": {"1": "c"}}       matching; by row, those that have an option
    {"lines": ["3", "12"]}      hotspot; by number
    {"files": {"app.py": "…"}}  code, bugfix, query, config, docs, tests
and None where nothing was answered.
"""

from collections.abc import Collection, Mapping
from typing import Any, Literal

from assay.bank.file_answers import is_text, parse_files
from assay.core.errors import Invalid
from assay.core.languages import N_, Said

Shape = Literal["choice", "choices", "order", "text", "pairs", "lines", "files"]
Value = dict[str, Any]

SHAPES: Mapping[str, Shape] = {
    "single": "choice",
    "output": "choice",
    "multiple": "choices",
    "ordering": "order",
    "fillin": "text",
    "matching": "pairs",
    "scenario": "choice",
    "hotspot": "lines",
    "code": "files",
    "bugfix": "files",
    "query": "files",
    "config": "files",
    "docs": "files",
    "tests": "files",
    "freetext": "text",
}
"""The shape of an answer to each kind; also the name of its form field and of its only entry."""

MOST_TEXT, MOST_PROSE = 500, 10_000
MOST_OPTIONS = 12
PLACE = "place-"
"""A plain form's field for the place of one line in an ordering: place-a, place-b …"""
PAIR = "pair-"
"""A plain form's field for the option that belongs to one row: pair-1, pair-2 …"""

UNKNOWN = N_("This is not one of the options.")
UNREADABLE = N_("This is not an answer to this question.")
PLACES = N_("Give every line a place of its own, from 1 to %(n)d.")
TOO_LONG = N_("Give at most %(n)s characters.")
BAD_SIGNS = N_("Leave out signs that are not text.")


def parse_answer(
    kind: str, given: Mapping[str, Any] | None, options: Collection[str] | None = None
) -> Value | None:
    """The value to keep, or None for "not answered". Invalid("answer", …) says what is wrong.

    `given` is a posted form (a MultiDict) or the JSON value of a save; fields that are not the
    answer's are left alone. With `options` an option that is not among them is refused, and an
    order must hold each once. They are content.answerable: of another kind lines, pairs, files.
    """
    shape = SHAPES[kind]
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise Invalid("answer", UNREADABLE)
    if shape == "choice":
        found: Any = _choice(given.get("choice"))
    elif shape == "choices":
        found = _choices(_several(given, "choices"))
    elif shape == "order":
        found = _order(given)
    elif shape == "pairs":
        found = _pairs(given)
    elif shape == "lines":
        found = _lines(_several(given, "lines"))
    elif shape == "files":
        found = parse_files(given, options)
    else:
        found = _typed(given.get("text"), most_text(kind))
    if not found:
        return None
    if options is not None and shape not in ("text", "files"):
        _check(shape, found, options)
    return {shape: found}


def most_text(kind: str) -> int:
    """How many characters a typed answer to this kind may have."""
    return MOST_PROSE if kind == "freetext" else MOST_TEXT


def words_in(text: str) -> int:
    """How many words a text has: what stands between blanks."""
    return len(text.split())


def _choice(given: object) -> str:
    if given is None:
        return ""
    return _name(given)


def _choices(given: list[object]) -> list[str]:
    return sorted({_name(one) for one in given} - {""})


def _lines(given: list[object]) -> list[str]:
    names = {_name(one) for one in given} - {""}
    if not all(name.isdecimal() for name in names):
        raise Invalid("answer", UNREADABLE)
    return sorted(names, key=int)


def _order(given: Mapping[str, Any]) -> list[str]:
    """A list of names, or fields place-<name> that hold 1 to n."""
    if "order" in given:
        order = [_name(one) for one in _several(given, "order")]
        if len(set(order)) != len(order) or "" in order:
            raise Invalid("answer", UNREADABLE)
        return order
    places = {name.removeprefix(PLACE): given[name] for name in given if name.startswith(PLACE)}
    if not any(places.values()):
        return []
    if len(places) > MOST_OPTIONS or not all(isinstance(one, str) for one in places.values()):
        raise Invalid("answer", UNREADABLE)
    if sorted(places.values()) != sorted(str(n) for n in range(1, len(places) + 1)):
        raise Invalid("answer", Said(PLACES, n=len(places)))
    return sorted((_name(name) for name in places), key=lambda name: int(places[name]))


def _pairs(given: Mapping[str, Any]) -> dict[str, str]:
    """By row the option, as JSON or in fields pair-<row>; rows that are left open are left out."""
    found = given["pairs"] if "pairs" in given else _fields(given)
    if not isinstance(found, Mapping) or len(found) > MOST_OPTIONS:
        raise Invalid("answer", UNREADABLE)
    named = {_name(row): _choice(option) for row, option in found.items()}
    if "" in named:
        raise Invalid("answer", UNREADABLE)
    return {row: named[row] for row in sorted(named) if named[row]}


def _fields(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(PAIR): given[name] for name in given if name.startswith(PAIR)}


def _typed(given: object, most: int) -> str:
    if given is None:
        return ""
    if not isinstance(given, str):
        raise Invalid("answer", UNREADABLE)
    text = given.replace("\r\n", "\n").replace("\r", "\n")  # a form sends two signs for one
    if len(text) > most:
        raise Invalid("answer", Said(TOO_LONG, n=f"{most:,}"))
    if not is_text(text):
        raise Invalid("answer", BAD_SIGNS)
    return text if text.strip() else ""


def _several(given: Mapping[str, Any], name: str) -> list[object]:
    """All values of a form's field, or a JSON list."""
    found = given.getlist(name) if hasattr(given, "getlist") else given.get(name)
    if found is None:
        return []
    if not isinstance(found, list) or len(found) > MOST_OPTIONS:
        raise Invalid("answer", UNREADABLE)
    return found


def _name(given: object) -> str:
    """An option's name: short, letters, digits and hyphens."""
    if not isinstance(given, str) or len(given) > 40:
        raise Invalid("answer", UNREADABLE)
    if given and not (given.isascii() and given.replace("-", "").isalnum()):
        raise Invalid("answer", UNKNOWN)
    return given


def _check(shape: Shape, found: Any, options: Collection[str]) -> None:
    names = [found] if shape == "choice" else found
    if shape == "pairs":
        names = [f"{row}-{option}" for row, option in found.items()]
    if any(name not in options for name in names):
        raise Invalid("answer", UNKNOWN)
    if shape == "order" and len(names) != len(options):
        raise Invalid("answer", Said(PLACES, n=len(options)))
