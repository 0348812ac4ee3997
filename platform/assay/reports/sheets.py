"""Results as a table for other programs: comma-separated text, or an Excel sheet. Pure.

Cells that people have typed are text and stay text: none is ever taken for a formula.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import xlsxwriter  # type: ignore[import-untyped]

from assay.bank.responsibilities import RESPONSIBILITIES
from assay.core.cells import BOM, lines
from assay.marking.scoring import Measure

HEAD = (
    "Candidate", "E-mail", "Version", "Sitting", "Sat on", "Ended", "Points", "Out of", "Score",
    "Likely from", "Likely to", "Interval from", "Interval to", "Cut score", "Band", "Decision",
    "Report",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Line:
    """What a row says of one responsibility; `measure` is None under four questions."""

    points: float
    out_of: float
    measure: Measure | None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One sitting, its candidate's `nth`, with its newest result; `lines` by responsibility's
    slug."""

    candidate: str
    email: str
    version: int
    nth: int
    sat_on: date
    ran_out: bool
    points: float
    out_of: float
    measure: Measure | None
    cut_score: int | None
    decision: str
    report_id: UUID | None
    blob_key: str | None
    lines: dict[str, Line]


def responsibilities(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """(slug, name) of those that any row has, in their own order."""
    asked = {slug for row in rows for slug in row.lines}
    return [(slug, name) for slug, name in RESPONSIBILITIES if slug in asked]


def table(rows: Sequence[Row]) -> Iterator[list[Any]]:
    """The head, then a line for each row; None where nothing was measured."""
    asked = responsibilities(rows)
    more = [f"{name}: {what}" for _, name in asked for what in ("points", "out of", "score")]
    yield [*HEAD, *more]
    for row in rows:
        told: list[Any] = [
            row.candidate, row.email, row.version, row.nth, row.sat_on,
            "time ran out" if row.ran_out else "handed in", row.points, row.out_of,
            *_score(row.measure), row.cut_score, row.measure.band if row.measure else None,
            row.decision or None, str(row.report_id) if row.report_id else None,
        ]  # fmt: skip
        for slug, _ in asked:
            line = row.lines.get(slug)
            score = round(line.measure.percent, 2) if line and line.measure else None
            told += [line.points, line.out_of, score] if line else [None, None, None]
        yield told


def as_csv(rows: Sequence[Row]) -> bytes:
    """RFC 4180, UTF-8 with a byte order mark; what could be a formula begins with an apostrophe."""
    return (BOM + lines(table(rows))).encode()


def as_xlsx(rows: Sequence[Row]) -> bytes:
    """One sheet whose head stays in sight; written row by row."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True, "in_memory": True, "strings_to_formulas": False,
            "strings_to_urls": False, "strings_to_numbers": False,
        },
    )  # fmt: skip
    sheet = book.add_worksheet("Results")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 1, 28)
    sheet.set_column(2, 80, 13)
    for at, line in enumerate(table(rows)):
        for column, cell in enumerate(line):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell, bold if at == 0 else None)
            elif isinstance(cell, date):
                sheet.write_datetime(at, column, cell, day)
            elif cell is not None:
                sheet.write_number(at, column, cell)
    book.close()
    return out.getvalue()


def _score(measure: Measure | None) -> list[float | None]:
    if measure is None:
        return [None] * 5
    ends = (measure.likely.low, measure.likely.high, measure.interval.low, measure.interval.high)
    return [round(one, 2) for one in (measure.percent, *ends)]
