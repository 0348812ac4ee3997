"""Which column of a file says what, and a row read by that: a person to invite, or why not. Pure.

Columns are named for each place of the file: `["email", "name", "", "tags"]`; "" is left out.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assay.core.errors import Invalid
from assay.invitations.csv_import import Row, column_of
from assay.invitations.people import (
    clean_email,
    clean_language,
    clean_name,
    clean_tag,
    clean_zone,
    extra_minutes_of,
    extra_percent_of,
)

MEANINGS = {
    "email": "E-mail",
    "name": "Name",
    "first": "First name",
    "last": "Last name",
    "language": "Language",
    "time_zone": "Time zone",
    "extra_minutes": "Extra minutes",
    "extra_percent": "Extra time in %",
    "tags": "Tags",
    "note": "Note",
}
"""What a column may say, in people's words."""

MOST_TAGS = 20
LONGEST_NOTE = 4_000
_MORE = {
    "tags": ("tags", "tag", "labels", "label", "etiketten", "schlagworte", "etiquetas"),
    "note": ("note", "notes", "comment", "comments", "remark", "notiz", "nota"),
    "extra_minutes": ("extra minutes", "more minutes", "minutes", "extra min", "zusatzminuten"),
}
_MORE_COLUMNS = {word: column for column, words in _MORE.items() for word in words}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, kw_only=True)
class Person:
    """One candidate of a file, clean; `note` is for the members alone."""

    row: Row
    tags: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What stands in the way, by what the column says."""

    column: str
    message: str


def guessed(headings: Sequence[str], first: Sequence[Sequence[str]]) -> list[str]:
    """By the headings; the e-mail also by what stands below them. Each meaning once."""
    found: list[str] = []
    for heading in headings:
        meaning = column_of(heading) or _MORE_COLUMNS.get(_words(heading)) or ""
        found.append("" if meaning in found else meaning)
    if "first" in found and "name" in found and "last" not in found:
        found[found.index("name")] = "last"  # `Vorname; Name`
    if "email" not in found:
        for place, meaning in enumerate(found):
            below = [row[place] for row in first if len(row) > place and row[place]]
            if not meaning and below and all(map(_ADDRESS.fullmatch, below)):
                found[place] = "email"
                break
    return found


def checked(columns: Sequence[str], places: int) -> list[str]:
    """The same, or Invalid: one e-mail and a name there must be, and nothing twice."""
    if len(columns) != places or any(each and each not in MEANINGS for each in columns):
        raise Invalid("columns", "Choose for each column what it says.")
    known = [each for each in columns if each]
    if twice := next((each for each in known if known.count(each) > 1), None):
        raise Invalid("columns", f"Two columns say {MEANINGS[twice]}: choose one of them.")
    if "email" not in known:
        raise Invalid("columns", "Say which column holds the e-mail address.")
    if not {"name", "first", "last"} & set(known):
        raise Invalid("columns", "Say which column holds the name.")
    return list(columns)


def read(number: int, cells: Sequence[str], columns: Sequence[str]) -> Person | list[Fault]:
    """The person that a row tells of, or everything that is wrong with it."""
    if any(cells[len(columns) :]):
        return [Fault(column="row", message="There are more cells than headings.")]
    said = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    parts = (said.get("name", ""), said.get("first", ""), said.get("last", ""))
    said["name"] = " ".join(part for part in parts if part)
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column, clean in _READERS.items():
        try:
            values[column] = clean(said.get(column, ""))
        except Invalid as wrong:
            faults.append(Fault(column=column, message=next(iter(wrong.fields.values()))))
    if faults:
        return faults
    tags, note = values.pop("tags"), values.pop("note")
    return Person(row=Row(number=number, **values), tags=tags, note=note)


def to_line(person: Person) -> str:
    """One line of JSON; `from_line` gives the person back."""
    return json.dumps(asdict(person), ensure_ascii=False, separators=(",", ":"))


def from_line(line: str | bytes) -> Person:
    told = json.loads(line)
    return Person(row=Row(**told["row"]), tags=tuple(told["tags"]), note=told["note"])


def _words(heading: str) -> str:
    words = "".join(sign if sign.isalnum() else " " for sign in heading.casefold())
    return " ".join(words.split())


def _email(words: str) -> str:
    return clean_email(words.removeprefix("mailto:"))


def _zone(words: str) -> str | None:
    return clean_zone(words) if words else None


def _language(words: str) -> str | None:
    return clean_language(words) if words else None


def _tags(words: str) -> tuple[str, ...]:
    """Parted by commas, semicolons or upright lines; capitals make no other tag."""
    found = [clean_tag(each) for each in re.split(r"[,;|]", words) if each.strip()]
    once: dict[str, str] = {}
    for each in found:
        once.setdefault(each.lower(), each)
    if len(once) > MOST_TAGS:
        raise Invalid("tags", f"Give {MOST_TAGS} tags at most.")
    return tuple(once.values())


def _note(words: str) -> str:
    if len(words) > LONGEST_NOTE:
        raise Invalid("note", f"Keep it under {LONGEST_NOTE:,} characters.")
    return words.replace("\0", "")


_READERS: dict[str, Callable[[str], Any]] = {
    "email": _email,
    "name": clean_name,
    "language": _language,
    "time_zone": _zone,
    "extra_minutes": extra_minutes_of,
    "extra_percent": extra_percent_of,
    "tags": _tags,
    "note": _note,
}
