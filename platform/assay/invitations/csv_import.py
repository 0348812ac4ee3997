"""parse(): the bytes of a recruiter's CSV file into rows, and what is wrong with which. Pure.

Takes what spreadsheets write: UTF-8 with or without its mark, UTF-16, Windows-1252; commas,
semicolons or tabs; a `sep=` line. The first row names the columns, in any order and case.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assay.core.errors import Invalid
from assay.invitations.people import (
    clean_email,
    clean_language,
    clean_name,
    clean_zone,
    extra_percent_of,
)

MOST_BYTES = 2 * 1024 * 1024
TOO_LARGE = "The file is larger than 2 MB. Split it, and send the parts one after the other."
MOST_ROWS = 5_000
MOST_ERRORS = 200
DELIMITERS = ",;\t"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx, .ods and .xls begin."""

SYNONYMS = {
    "name": ("name", "full name", "candidate", "candidate name", "person", "nombre completo"),
    "first": ("first name", "given name", "forename", "firstname", "vorname", "nombre"),
    "last": ("last name", "family name", "surname", "lastname", "nachname", "apellidos"),
    "email": (
        "email", "e mail", "mail", "email address", "e mail address", "emailaddress",
        "e mail adresse", "correo", "correo electrónico",
    ),
    "time_zone": ("time zone", "timezone", "zone", "tz", "iana time zone", "zeitzone"),
    "language": ("language", "lang", "locale", "language of the letter", "sprache", "idioma"),
    "extra_percent": ("extra percent", "extra time", "extra time percent", "extra"),
}  # fmt: skip
_COLUMNS = {word: column for column, words in SYNONYMS.items() for word in words}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One candidate, clean. `number` is the spreadsheet's row; None: the file names none."""

    number: int
    name: str
    email: str
    time_zone: str | None = None
    extra_percent: int = 0
    extra_minutes: int = 0
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class RowError:
    row: int
    field: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`ignored`: headings that mean nothing here. Invite only where there are no errors."""

    rows: tuple[Row, ...] = ()
    errors: tuple[RowError, ...] = ()
    ignored: tuple[str, ...] = ()


class _Unreadable(Exception):
    """The file as a whole can't be read; the message is for its sender."""


@dataclass
class _Reading:
    columns: list[str | None]
    rows: list[Row] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def wrong(self, number: int, name: str, message: str) -> None:
        self.errors.append(RowError(row=number, field=name, message=message))


def parse(data: bytes) -> Sheet:
    """Every row, or what stands in the way; never raises for what a file may hold."""
    try:
        records = _records(_text(data))
        number, heading = next(records)
        columns = _columns(heading)
        reading = _Reading(columns)
        for number, cells in records:
            _read_row(reading, number, cells)
            if len(reading.errors) >= MOST_ERRORS:
                reading.wrong(number, "file", "There may be more; reading stopped here.")
                break
        if not reading.rows and not reading.errors:
            raise _Unreadable("There is no candidate under the headings.")
    except _Unreadable as problem:
        return Sheet(errors=(RowError(row=1, field="file", message=str(problem)),))
    ignored = tuple(cell for cell, known in zip(heading, columns, strict=True) if not known)
    return Sheet(
        rows=tuple(reading.rows),
        errors=tuple(reading.errors),
        ignored=tuple(cell for cell in ignored if cell.strip()),
    )


def neutral(cell: str) -> str:
    """A cell on its way out, which a spreadsheet will take as text and never calculate."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise _Unreadable(TOO_LARGE)
    text = "\0" if data.startswith(_WORKBOOKS) else _decoded(data)
    if "\0" in text:
        raise _Unreadable("This is not a text file. Save the sheet as CSV and send that.")
    return text


def _decoded(data: bytes) -> str:
    encodings = ["utf-8-sig", "cp1252"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data[:200]:
        encodings = ["utf-16-le" if data[1:2] == b"\0" else "utf-16-be"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _Unreadable("The letters of this file can't be read. Save it as CSV in UTF-8.")


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """(row number, its cells); empty rows are counted and left out."""
    text, delimiter, skipped = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = skipped
    found = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as wrong:
            raise _Unreadable(f"Row {number} can't be read ({wrong}). Is a quote open?") from None
        if not any(cell.strip() for cell in cells):
            continue
        if (found := found + 1) > MOST_ROWS + 1:
            raise _Unreadable(f"The file has more than {MOST_ROWS:,} candidates.")
        yield number, cells
    if not found:
        raise _Unreadable("The file is empty.")


def _delimiter(text: str) -> tuple[str, str, int]:
    """The text, what parts its cells, and how many lines were taken off (Excel's `sep=;`)."""
    delimiter, skipped = parted(text)
    return (text.partition("\n")[2] if skipped else text), delimiter, skipped


def parted(text: str) -> tuple[str, int]:
    """What parts the cells, by how a text begins; how many lines say just that (`sep=;`)."""
    told = text.partition("\n")[0].strip().casefold()
    if len(told) == 5 and told.startswith("sep=") and told[4] in DELIMITERS:
        return told[4], 1
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda sign: _known_in(heading, sign)), 0


def _known_in(heading: str, delimiter: str) -> tuple[int, int]:
    """How much sense the first line makes when parted so."""
    cells = next(csv.reader([heading], delimiter=delimiter), [])
    return sum(column_of(cell) is not None for cell in cells), len(cells)


def column_of(heading: str) -> str | None:
    """Which of SYNONYMS a heading says."""
    words = "".join(sign if sign.isalnum() else " " for sign in heading.casefold())
    return _COLUMNS.get(" ".join(words.split()))


def _columns(heading: list[str]) -> list[str | None]:
    columns = [column_of(cell) for cell in heading]
    known = [column for column in columns if column]
    if doubled := next((column for column in known if known.count(column) > 1), None):
        raise _Unreadable(f"Two columns say {doubled}.")
    if "email" not in known or not {"name", "first", "last"} & set(known):
        raise _Unreadable(
            "The first row must name the columns: name and email, and if you like time_zone,"
            " extra_percent and language."
        )
    return columns


def _read_row(reading: _Reading, number: int, cells: list[str]) -> None:
    if any(cell.strip() for cell in cells[len(reading.columns) :]):
        reading.wrong(number, "row", "More cells than headings. Quote a cell that holds a comma.")
        return
    said = {column: cell for column, cell in zip(reading.columns, cells, strict=False) if column}
    values: dict[str, Any] = {}
    for name, clean, typed in (
        ("name", clean_name, _name(said)),
        ("email", clean_email, said.get("email", "")),
        ("time_zone", _zone, said.get("time_zone", "")),
        ("extra_percent", extra_percent_of, said.get("extra_percent", "")),
        ("language", _language, said.get("language", "")),
    ):
        try:
            values[name] = clean(typed)
        except Invalid as wrong:
            reading.wrong(number, name, wrong.fields[name])
    if (email := values.get("email")) and _is_first(reading, number, email) and len(values) == 5:
        reading.rows.append(Row(number=number, **values))


def _is_first(reading: _Reading, number: int, email: str) -> bool:
    first = reading.seen.setdefault(email.casefold(), number)
    if first != number:
        reading.wrong(number, "email", f"This address stands in row {first} already.")
    return first == number


def _name(said: dict[str, str]) -> str:
    parts = (said.get("name", ""), said.get("first", ""), said.get("last", ""))
    return " ".join(part for part in parts if part.strip())


def _zone(words: str) -> str | None:
    return clean_zone(words) if words.strip() else None


def _language(words: str) -> str | None:
    return clean_language(words) if words.strip() else None
