"""opened(): a spreadsheet's bytes as rows of cells, one after another, whatever wrote it. Pure.

CSV in UTF-8, UTF-16 or Windows-1252, parted by comma, semicolon or tab; or an Excel workbook (its
first sheet that is seen). Rows are streamed: what is held does not grow with them.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from assay.invitations import workbooks
from assay.invitations.csv_import import parted
from assay.invitations.workbooks import BREAKS, MOST_STRINGS, text_of

MOST_BYTES = 7 * 1024 * 1024
MOST_ROWS = 50_000
"""People; the headings come on top."""
MOST_COLUMNS = 60
LONGEST_CELL = 5_000
MOST_INFLATED = 192 * 1024 * 1024
"""Of a workbook's parts, all together."""
MOST_FRAME = 8 * 1024 * 1024
"""Of the parts that are parsed before a row is: what there is, and how it looks."""
MOST_PARTS = 1_000
MOST_EMPTY = 200_000
"""Rows that hold nothing: formatting to the end of a sheet makes a million of them."""
CHUNK = 64 * 1024

TOO_LARGE = "The file is larger than 7 MB. Split it, and send the parts one after the other."
TOO_MANY = f"The file has more than {MOST_ROWS:,} people. Split it, and send each part."
_BROKEN = "The workbook can’t be read. Open it, save it again as .xlsx, and send that."
_OLD = "This is an old or locked workbook. Save it as .xlsx without a password, or as CSV."
_STRANGE = "This is not an Excel workbook (.xlsx) or a CSV file."
_FRAME = re.compile(r"\.rels$|^\[Content_Types\]\.xml$|^xl/(styles|workbook)\.xml$")
_EXACT = re.compile(r'="((?:[^"]|"")*)"')
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


def opened(data: bytes, *, at_a_glance: bool = False) -> Opened:
    """The file, read as far as its headings; Unreadable where it is none.

    At a glance: as a request may, so that the first rows alone can be had. Of 50,000 in a workbook
    they cost 15 to 100 ms of a processor, and all of them seconds.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_OLD)
    if data.startswith(b"PK\x03\x04"):
        look, records = _workbook(data, at_a_glance=at_a_glance)
    else:
        look, records = _text(data)
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


def _workbook(data: bytes, *, at_a_glance: bool) -> tuple[Look, Iterator[Cells]]:
    try:
        _refuse_bombs(data)
        found = workbooks.sheet_of(data, columns=MOST_COLUMNS + 1, at_a_glance=at_a_glance)
    except BREAKS:
        raise Unreadable(_BROKEN) from None
    if found is None:
        raise Unreadable("The workbook has no sheet that can be seen.")
    name, rows = found
    return Look(kind="xlsx", sheet=name[:100]), _sheet(rows)


def _refuse_bombs(data: bytes) -> None:
    """By what the parts say of themselves: zipfile reads none any further than that."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        infos = parts.infolist()
    names = {info.filename for info in infos}
    if "xl/workbook.xml" not in names:
        raise Unreadable(_STRANGE)
    strings = sum(each.file_size for each in infos if each.filename.endswith("haredStrings.xml"))
    frame = sum(each.file_size for each in infos if _FRAME.search(each.filename))
    if (
        len(infos) > MOST_PARTS
        or sum(info.file_size for info in infos) > MOST_INFLATED
        or strings > MOST_STRINGS
        or frame > MOST_FRAME
    ):
        raise Unreadable("The workbook is far larger inside than it looks. Send it as CSV.")


def _sheet(rows: Iterator[Sequence[Any]]) -> Iterator[Cells]:
    try:
        for number, row in enumerate(rows, start=1):
            cells = list(row)
            while cells and cells[-1].value is None:
                cells.pop()
            yield number, [plain(text_of(cell)) for cell in cells]
    except BREAKS:
        raise Unreadable(_BROKEN) from None
