"""sheet_of(): the first sheet of an Excel workbook that is seen, as rows of text. Pure.

openpyxl, but for what it does before the first row is asked for: it looks each sheet through whose
size is not said, and makes every text of the workbook. Nothing is calculated, followed or unpacked
by name. Links to other files are not kept, macros are bytes like others, and no name is a path.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl.reader.excel import ExcelReader
from openpyxl.reader.strings import read_string_table
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.xml.constants import SHARED_STRINGS

MOST_STRINGS = 48 * 1024 * 1024
"""Of the table of texts, which alone is held whole."""
GLANCE = 1024 * 1024
"""Of a sheet, where only its first rows are wanted."""
LONGEST_HEAD = 16 * 1024
BREAKS = (
    zipfile.BadZipFile, InvalidFileException, ParseError, DefusedXmlException, KeyError,
    ValueError, TypeError, AttributeError, IndexError, EOFError, OverflowError,
    NotImplementedError, RuntimeError, zlib.error, OSError,
)  # fmt: skip
"""What a damaged or hostile workbook makes the readers raise."""


class Sheet(ReadOnlyWorksheet):  # type: ignore[misc]
    """Of whatever size. `most`: bytes of it that are read; None is all of them."""

    most: int | None = None

    def _get_size(self) -> None:
        """What a sheet says of it is often wrong, and without a word all of it would be read."""

    def _get_source(self) -> Any:
        source = super()._get_source()
        return source if self.most is None else _Bounded(source, self.most)


class Texts(Sequence[str]):
    """A workbook's texts, of which only those are made that are asked for."""

    def __init__(self, xml: bytes) -> None:
        begins = _FIRST.search(xml)
        if begins is None or begins.start() > LONGEST_HEAD:
            raise ValueError("no table of texts")
        self._begin, body_end = begins[1], xml.rindex(b"</")
        self._head, *self._texts = xml[:body_end].split(self._begin)
        self._tail = xml[body_end:]

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, place: Any) -> Any:
        """The text, made by openpyxl out of a table that holds nothing else."""
        table = self._head + self._begin + self._texts[place] + self._tail
        (text,) = read_string_table(io.BytesIO(table))
        return text


def sheet_of(
    data: bytes, *, columns: int, at_a_glance: bool = False
) -> tuple[str, Iterator[Sequence[Any]]] | None:
    """(its name, its rows of so many cells, with or without a value); None where none is seen.

    At a glance only what stands near the beginning is read; further rows raise. What else is raised
    is one of BREAKS.
    """
    reader = _Reader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.at_a_glance = at_a_glance
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    for sheet in reader.sheets():
        if sheet.sheet_state == "visible":
            sheet.most = GLANCE if at_a_glance else None
            return str(sheet.title), sheet.iter_rows(max_col=columns)
    return None


def text_of(cell: Any) -> str:
    """What the cell shows, or nearly: a share as per cent, an instant as ISO 8601."""
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
    return str(value)


class _Reader(ExcelReader):  # type: ignore[misc]
    at_a_glance = False

    def read_strings(self) -> None:
        found = self.package.find(SHARED_STRINGS)
        if found is None:
            return
        path = found.PartName[1:]
        if self.archive.getinfo(path).file_size > MOST_STRINGS:
            raise ValueError("too many texts")
        if self.at_a_glance and (xml := self.archive.read(path))[:8].lstrip(_MARK)[:1] == b"<":
            self.shared_strings = Texts(xml) if _FIRST.search(xml) else []
        else:
            super().read_strings()

    def sheets(self) -> Iterator[Sheet]:
        """Those with cells, in their order; charts have none."""
        for named, link in self.parser.find_sheets():
            if "worksheet" in link.Type and link.target in self.valid_files:
                sheet = Sheet(self.wb, named.name, link.target, self.shared_strings)
                sheet.sheet_state = named.state
                yield sheet


class _Bounded:
    """So much of a stream, and no more: whoever asks for more finds it damaged."""

    def __init__(self, source: IO[bytes], most: int) -> None:
        self._source, self._left = source, most

    def read(self, size: int) -> bytes:
        if self._left <= 0:
            raise ValueError("too far to glance at")
        self._left -= size
        return self._source.read(size)

    def close(self) -> None:
        self._source.close()

    def __enter__(self) -> "_Bounded":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_MARK = b"\xef\xbb\xbf"
_FIRST = re.compile(rb"(<(?:[A-Za-z_][\w.-]*:)?si)[\s/>]")
