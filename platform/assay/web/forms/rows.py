"""Rows of a nested form that was posted: add, remove, move, keeping every letter typed (pure).

`options-0-text` is the text of the first row of options, `criteria-1-anchors-2-text` that of the
third row in the second row's own rows. A button names where it acts: `add:options`,
`remove:options:0`, `up:criteria-1-anchors:2`, `down:…`.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

Values = Mapping[str, Sequence[str]]
Tree = dict[str, Any]

BEGUN: Mapping[str, Tree] = {
    "lines": {"number": [""]},
    "criteria": {"says": [""], "weight": ["1"], "anchors": [{"text": [""]} for _ in range(3)]},
}
"""What a new row begins with, by the name of its list; else with an empty text."""
BUTTON = re.compile(r"(add|remove|up|down):([a-z_]+(?:-\d+-[a-z_]+)*)(?::(\d+))?")


def acts(button: str) -> bool:
    """Does the button move rows, whether or not they are there?"""
    return BUTTON.fullmatch(button) is not None


def rearranged(values: Values, button: str, most: Mapping[str, int]) -> tuple[Values, str]:
    """The form after the button, and the anchor to come back to; unchanged where it names nothing.

    `most`: how many rows there may be, by the name of the list.
    """
    tree, found = _read(values), BUTTON.fullmatch(button)
    if found is None:
        return values, ""
    verb, path, number = found[1], found[2], int(found[3] or 0)
    lists = _rows(tree, path)
    if lists is None:
        return values, ""
    name = path.rpartition("-")[2]
    at = _act(lists, verb, number, name, most.get(name, 0))
    anchor = path if at is None else f"{path}-{at}"
    return dict(_written(tree, "")), anchor


def _act(rows: list[Any], verb: str, number: int, name: str, most: int) -> int | None:
    """Where one goes on, by the row's number; None where nothing was there to act on."""
    to = {"up": number - 1, "down": number + 1}.get(verb)
    if verb == "add" and len(rows) < most:
        rows.append(deepcopy(BEGUN.get(name, {"text": [""]})))
        return len(rows) - 1
    if verb == "remove" and number < len(rows):
        del rows[number]
        return min(number, len(rows) - 1) if rows else None
    if to is not None and 0 <= to < len(rows) and number < len(rows):
        rows[number], rows[to] = rows[to], rows[number]
        return to
    return None


def _read(values: Values) -> Tree:
    """Lists of rows in the order of their numbers, gaps closed."""
    tree: Tree = {}
    for name, given in values.items():
        *path, leaf = name.split("-")
        node: Any = tree
        for part in path:
            node = node.setdefault(part, {}) if isinstance(node, dict) else None
        if isinstance(node, dict):
            node[leaf] = list(given)
    return {name: _listed(value) for name, value in tree.items()}


def _listed(value: Any) -> Any:
    """A table whose names are all numbers is a list."""
    if not isinstance(value, dict):
        return value
    if value and all(name.isdecimal() for name in value):
        return [_listed(value[name]) for name in sorted(value, key=int)]
    return {name: _listed(inner) for name, inner in value.items()}


def _rows(tree: Tree, path: str) -> list[Any] | None:
    """The list under the path; an empty one is made at its end."""
    *before, last = path.split("-")
    node: Any = tree
    for part in before:
        if isinstance(node, list):
            node = node[int(part)] if part.isdecimal() and int(part) < len(node) else None
        else:
            node = node.get(part) if isinstance(node, dict) else None
    if not isinstance(node, dict):
        return None
    rows = node.setdefault(last, [])
    return rows if isinstance(rows, list) and not any(isinstance(r, str) for r in rows) else None


def _written(value: Any, name: str) -> Sequence[tuple[str, list[str]]]:
    """Flat again, under fresh numbers."""
    if isinstance(value, list) and not (value and isinstance(value[0], dict)):
        return [(name, value)] if value else []
    inner = enumerate(value) if isinstance(value, list) else value.items()
    start = f"{name}-" if name else ""
    return [pair for part, one in inner for pair in _written(one, f"{start}{part}")]
