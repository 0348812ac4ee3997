"""opened(): a spreadsheet's bytes as rows of cells, one after another, whatever wrote it. Pure.

CSV in UTF-8, UTF-16 or Windows-1252, parted by comma, semicolon or tab; or an Excel workbook (its
first sheet that is seen). Rows are streamed: what is held does not grow with them. Nothing in a
workbook is calculated, followed or unpacked by name.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from assay.invitations.csv_import import parted

MOST_BYTES = 7 * 1024 * 1024
MOST_ROWS = 50_000
"""People; the headings come on top."""
MOST_COLUMNS = 60
LONGEST_CELL = 5_000
MOST_INFLATED = 192 * 1024 * 1024
"""Of a workbook's parts, all together."""
MOST_STRINGS = 48 * 1024 * 1024
"""Of the table of texts, which alone is held whole."""
MOST_PARTS = 1_000
MOST_EMPTY = 200_000
"""Rows that hold nothing: formatting to the end of a sheet makes a million of them."""
CHUNK = 64 * 1024

TOO_LARGE = "The file is larger than 7 MB. Split it, and send the parts one after the other."
TOO_MANY = f"The file has more than {MOST_ROWS:,} people. Split it, and send each part."
_BROKEN = "The workbook can’t be read. Open it, save it again as .xlsx, and send that."
_OLD = "This is an old or locked workbook. Save it as .xlsx without a password, or as CSV."
_STRANGE = "This is not an Excel workbook (.xlsx) or a CSV file."
_EXACT = re.compile(r'="((?:[^"]|"")*)"')
_BREAKS = (
    zipfile.BadZipFile, InvalidFileException, ParseError, DefusedXmlException, KeyError,
    ValueError, TypeError, AttributeError, IndexError, EOFError, OverflowError,
    NotImplementedError, RuntimeError, zlib.error,
)  # fmt: skip
"""What a damaged or hostile workbook makes the readers raise."""

Cells = tuple[int, list[str]]
"""The spreadsheet's own number of the row, and its cells as text."""


class Unreadable(Exception):
    """The file as a whole can't be taken; the message is for its sender."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a file was found to be. `kind` is csv or xlsx; a workbook has a `sheet`'s name."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


@dataclass(frozen=True, kw_only=True)
class Opened:
    look: Look
    headings: list[str]
    rows: Iterator[Cells]
    """Without the headings and what is empty; raises Unreadable where it can't go on."""


def opened(data: bytes) -> Opened:
    """The file, read as far as its headings; Unreadable where it is none."""
    if len(data) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_OLD)
    look, records = _workbook(data) if data.startswith(b"PK\x03\x04") else _text(data)
    rows = _bounded(records)
    _, headings = next(rows, (0, []))
    if not headings:
        raise Unreadable("The file is empty.")
    return Opened(look=look, headings=headings, rows=rows)


def _bounded(records: Iterator[Cells]) -> Iterator[Cells]:
    """Those that hold something, without what stands empty at their ends."""
    found = empty = 0
    for number, cells in records:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            if (empty := empty + 1) > MOST_EMPTY:
                return
            continue
        if (found := found + 1) > MOST_ROWS + 1:
            raise Unreadable(TOO_MANY)
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(f"Row {number} has more than {MOST_COLUMNS} columns.")
        yield number, [cell[:LONGEST_CELL] for cell in cells]


def plain(cell: str) -> str:
    """A cell's text as its writer saw it: without Excel's `="…"` and the sign that keeps text."""
    cell = cell.replace("\u00a0", " ").strip()
    if exact := _EXACT.fullmatch(cell):
        return exact[1].replace('""', '"').strip()
    if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@":
        return cell[1:]
    return cell


def _text(data: bytes) -> tuple[Look, Iterator[Cells]]:
    encoding = _encoding(data)
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    delimiter, skipped = parted(text.read(CHUNK))
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    return Look(kind="csv", encoding=name, delimiter=delimiter), _csv(
        data, encoding, delimiter, skipped
    )


def _csv(data: bytes, encoding: str, delimiter: str, skipped: int) -> Iterator[Cells]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    lines = islice(text, skipped, None)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = skipped
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            raise Unreadable(f"Row {number} can’t be read ({wrong}). Is a quote open?") from None
        yield number, [plain(cell) for cell in cells]


def _encoding(data: bytes) -> str:
    """Which of ours the bytes are in, all of them; the first that fits."""
    tried = ["utf-8-sig", "cp1252"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tried = ["utf-16"]
    elif b"\0" in (first := data[:200]):
        if first.count(0) * 4 < len(first):  # no letters of two bytes: not a text
            raise Unreadable(_STRANGE)
        tried = ["utf-16-le" if data[1:2] == b"\0" else "utf-16-be"]
    for encoding in tried:
        try:
            if _is_text(data, encoding):
                return encoding
        except UnicodeError:
            continue
    raise Unreadable(_STRANGE)


def _is_text(data: bytes, encoding: str) -> bool:
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    while part := text.read(CHUNK):
        if "\0" in part:
            return False
    return True


def _workbook(data: bytes) -> tuple[Look, Iterator[Cells]]:
    """Links to other files are not kept, macros are bytes like others, and no name is a path."""
    try:
        _refuse_bombs(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not seen:
            raise Unreadable("The workbook has no sheet that can be seen.")
    except _BREAKS:
        raise Unreadable(_BROKEN) from None
    return Look(kind="xlsx", sheet=str(seen[0].title)[:100]), _sheet(seen[0])


def _refuse_bombs(data: bytes) -> None:
    """By what the parts say of themselves: zipfile reads none any further than that."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        infos = parts.infolist()
    names = {info.filename for info in infos}
    if "xl/workbook.xml" not in names:
        raise Unreadable(_STRANGE)
    strings = sum(each.file_size for each in infos if each.filename.endswith("haredStrings.xml"))
    if (
        len(infos) > MOST_PARTS
        or sum(info.file_size for info in infos) > MOST_INFLATED
        or strings > MOST_STRINGS
    ):
        raise Unreadable("The workbook is far larger inside than it looks. Send it as CSV.")


def _sheet(sheet: Any) -> Iterator[Cells]:
    try:
        sheet.reset_dimensions()  # what a sheet says of its size is often wrong
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
            cells = list(row)
            while cells and cells[-1].value is None:
                cells.pop()
            yield number, [_cell(cell) for cell in cells]
    except _BREAKS:
        raise Unreadable(_BROKEN) from None


def _cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        if "%" in (cell.number_format or ""):
            value = round(value * 100, 6)
        return str(int(value)) if value == int(value) else str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return plain(str(value))
