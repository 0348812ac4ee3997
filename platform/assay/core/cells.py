"""Comma-separated text for spreadsheet programs: no cell is ever taken for a formula. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet program takes for the beginning of a formula."""
BOM = "\ufeff"
"""Excel reads UTF-8 only where the text begins with this."""


def lines(rows: Iterable[Sequence[Any]]) -> str:
    """RFC 4180; what could be a formula begins with an apostrophe."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def safe(cell: Any) -> Any:
    """As other programs take it for text."""
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return cell
