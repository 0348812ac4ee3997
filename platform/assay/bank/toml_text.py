"""text_of(): an item.toml as people write it, the tables last. Pure."""

import json
from collections.abc import Mapping
from typing import Any


def text_of(told: Mapping[str, Any]) -> str:
    """Read again by tomllib it is the same. Values are those that JSON has."""
    plain = {name: value for name, value in told.items() if not _is_tables(name, value)}
    lines = [f"{name} = {_value(value)}" for name, value in plain.items()]
    for name, value in told.items():
        if name in plain:
            continue
        header = f"[{name}]" if isinstance(value, Mapping) else f"[[{name}]]"
        for one in [value] if isinstance(value, Mapping) else value:
            lines += ["", header, *(f"{field} = {_value(inner)}" for field, inner in one.items())]
    return "\n".join(lines) + "\n"


INLINE = frozenset({"difficulty", "valid"})
"""Tables that are short enough for a line."""


def _is_tables(name: str, value: Any) -> bool:
    if isinstance(value, Mapping):
        return name not in INLINE
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _value(value: Any) -> str:
    """A JSON text, number or list is one of TOML as well."""
    if isinstance(value, Mapping):
        inner = (f"{json.dumps(name)} = {_value(one)}" for name, one in value.items())
        return f"{{ {', '.join(inner)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False)
