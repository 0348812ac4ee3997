"""The candidates table as a CSV file that a spreadsheet opens without calculating anything.

UTF-8 with a byte order mark: without it Excel reads every accent wrong. Lines end in CR LF, as
RFC 4180 has them.
"""

import csv
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from assay.bank.responsibilities import RESPONSIBILITIES
from assay.decisions.rows import Row

BOM = "\ufeff"
CALCULATED = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""

FIELDS: tuple[tuple[str, Callable[[Row], Any]], ...] = (
    ("invitation", lambda row: row.invitation_id),
    ("name", lambda row: row.name),
    ("email", lambda row: row.email),
    ("version", lambda row: row.version),
    ("sitting", lambda row: row.nth),
    ("resit_of", lambda row: row.former_id),
    ("status", lambda row: row.status),
    ("invited_at", lambda row: row.invited_at),
    ("handed_in_at", lambda row: row.ended_at),
    ("minutes_used", lambda row: row.minutes),
    ("score", lambda row: row.measure and round(row.measure.percent, 1)),
    ("likely_from", lambda row: row.measure and round(row.measure.likely.low, 1)),
    ("likely_to", lambda row: row.measure and round(row.measure.likely.high, 1)),
    ("interval_from", lambda row: row.measure and round(row.measure.interval.low, 1)),
    ("interval_to", lambda row: row.measure and round(row.measure.interval.high, 1)),
    ("cut_score", lambda row: row.cut_score),
    ("band", lambda row: row.measure and row.measure.band),
    ("tags", lambda row: "; ".join(tag.name for tag in row.tags)),
    ("notes_of_the_sitting", lambda row: row.noted),
    ("decision", lambda row: row.decision),
    ("decision_due", lambda row: row.due),
)
"""(heading, what stands below it); then the points of each responsibility."""


def sheet(rows: Iterable[Row]) -> str:
    """A heading, and a line for each row."""
    text = StringIO()
    out = csv.writer(text)
    areas = [slug for slug, _ in RESPONSIBILITIES]
    heads = [heading for heading, _ in FIELDS]
    out.writerow(heads + [f"{slug}_{end}" for slug in areas for end in ("points", "out_of")])
    for row in rows:
        found = {area.responsibility: area for area in row.areas}
        told = [told_of(row) for _, told_of in FIELDS]
        for slug in areas:
            area = found.get(slug)
            told += [area.points, area.out_of] if area else ["", ""]
        out.writerow(map(cell, told))
    return BOM + text.getvalue()


def cell(value: Any) -> str:
    """As a spreadsheet shows it: an apostrophe keeps what would be calculated a text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(CALCULATED) else text
