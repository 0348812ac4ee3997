"""[[variant]]: one folder that holds several items, alike but for texts that are put in. Pure.

A place in any text says `@@name@@`; each variant sets a text for each name.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assay.bank.folder import Problem, too_large

PLACE = re.compile(r"@@([a-z][a-z0-9_]*)@@")
BETWEEN = "--"
"""Between the folder's name and the variant's, in an item's id; no folder's name holds it."""
FILE, FIELD = "item.toml", "variant"
Texts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What a folder holds for one variant; `variant` is empty where it has none."""

    variant: str
    told: Mapping[str, Any]
    files: Mapping[str, bytes]


def filled(told: Mapping[str, Any], files: Mapping[str, bytes]) -> list[Filled]:
    """Each variant's texts in their places; the folder as it is where it has none."""
    sets: dict[str, Texts] = {one["id"]: one["set"] for one in told.get(FIELD, ())}
    if not sets:
        return [Filled(variant="", told=told, files=files)]
    rest = {name: value for name, value in told.items() if name != FIELD}
    return [
        Filled(
            variant=name,
            told=_put(rest, texts),
            files={
                path: data if path == FILE else _put(data.decode(), texts).encode()
                for path, data in files.items()
            },
        )
        for name, texts in sets.items()
    ]


def problems(told: Mapping[str, Any], files: Mapping[str, bytes]) -> list[Problem]:
    """Places that nothing is set for, texts that no place takes, variants of one name."""
    return [Problem(file=FILE, field=FIELD, message=words) for words in _faults(told, files)]


def outgrown(one: Filled) -> list[Problem]:
    """What is too large once the texts are put in."""
    return list(too_large(one.files))


def digest_with(folder: bytes, variant: str) -> bytes:
    """Of a variant: its folder's, and its name."""
    return hashlib.sha256(folder + variant.encode()).digest() if variant else folder


def id_of(folder: str, variant: str) -> str:
    return f"{folder}{BETWEEN}{variant}" if variant else folder


def slug_of(item_id: str) -> str:
    """The folder's name."""
    return item_id.partition(BETWEEN)[0]


def _faults(told: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[str]:
    variants = told.get(FIELD, ())
    texts = [data.decode() for path, data in files.items() if path != FILE]
    rest = {name: value for name, value in told.items() if name != FIELD}
    asked = {name for text in [*texts, *_strings(rest)] for name in PLACE.findall(text)}
    names = [one["id"] for one in variants]
    for twice in sorted({name for name in names if names.count(name) > 1}):
        yield f"two variants are named {twice!r}"
    for name in sorted(asked) if not variants else ():
        yield f"@@{name}@@ stands in a text, and there is no variant to set it"
    for one in variants:
        for name in sorted(asked - set(one["set"])):
            yield f"{one['id']} sets nothing for @@{name}@@"
        for name in sorted(set(one["set"]) - asked):
            yield f"{one['id']} sets {name!r}, and no text has @@{name}@@"


def _put(value: Any, texts: Texts) -> Any:
    if isinstance(value, str):
        return PLACE.sub(lambda found: texts[found[1]], value)
    if isinstance(value, list):
        return [_put(one, texts) for one in value]
    if isinstance(value, dict):
        return {name: _put(one, texts) for name, one in value.items()}
    return value


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
