"""item.toml: parsed() reads it, problems_of() holds it against item.schema.json. Pure."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

import jsonschema
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from assay.bank.folder import Problem, printable, unfit
from assay.bank.lines import line_of, line_said

FILE = "item.toml"
MOST_DOTS = 100
"""In a line. A name of thousands of parts would keep the parser busy for minutes."""
DEEPEST = 12
MOST_ENTRIES = 200
MOST_TOLD = 50
GREATEST = 2**53
"""Up to here every reader of JSON takes a whole number for the same."""


def parsed(text: str) -> dict[str, Any] | Problem:
    """What stands in the file, or why it can't be read."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > MOST_DOTS:
            return Problem(file=FILE, line=number, message=f"more than {MOST_DOTS} dots in a line")
    try:
        return tomllib.loads(text)
    except RecursionError:
        return Problem(file=FILE, message="nested too deeply")
    except ValueError as error:
        return Problem(file=FILE, line=line_said(str(error)), message=printable(str(error)))


def problems_of(told: Mapping[str, Any], text: str) -> list[Problem]:
    """What is wrong with the values, by the file's own lines; of very much the first."""
    found = list(islice(_unkeepable(told, ()), MOST_TOLD))
    found = found or list(islice(chain(_by_schema(told), _by_versions(told)), MOST_TOLD))
    return [
        Problem(
            file=FILE,
            line=line_of(text, path),
            field=printable(".".join(str(part) for part in path)),
            message=words[:200],
        )
        for path, words in found
    ]


Where = tuple[str | int, ...]
Found = Iterator[tuple[Where, str]]


def _unkeepable(value: Any, path: Where) -> Found:
    """What TOML may say and JSON, or the database, can't keep."""
    if len(path) > DEEPEST:
        yield path[:3], "nested too deeply"
    elif isinstance(value, dict | list) and len(value) > MOST_ENTRIES:
        yield path, f"more than {MOST_ENTRIES} entries"
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _unkeepable(name, path)
            yield from _unkeepable(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _unkeepable(inner, (*path, number))
    elif isinstance(value, str):
        if found := unfit(value):
            yield path, found[1]
    elif not isinstance(value, int | float):
        yield path, "write a date as text"
    elif not abs(value) <= GREATEST:  # which NaN is not either
        yield path, "is no number that can be kept"


@cache
def _validator() -> Any:
    schema = json.loads(Path(__file__).with_name("item.schema.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(schema)


def _by_schema(told: Mapping[str, Any]) -> Found:
    errors = _validator().iter_errors(told)
    for error in sorted(errors, key=lambda error: [str(part) for part in error.path]):
        misplaced = error.validator == "not"
        words = "has no place in an item of this kind" if misplaced else error.message
        yield tuple(error.path), words


def _by_versions(told: Mapping[str, Any]) -> Found:
    valid = told.get("valid")
    for name, specifier in valid.items() if isinstance(valid, dict) else ():
        try:
            SpecifierSet(specifier if isinstance(specifier, str) else "")
        except InvalidSpecifier:
            yield ("valid", name), f"{specifier!r} is no range of versions"
