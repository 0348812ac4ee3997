"""Results to take along: as a table, and the signed reports in one archive."""

import io
import re
import zipfile
from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, Response, current_app, g
from flask.typing import ResponseReturnValue

from assay.assessments import queries as assessments
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import NotFound
from assay.core.storage import Blobs
from assay.reports import exporting, sheets
from assay.reports.exporting import MOST, MOST_REPORTS
from assay.reports.sheets import Row
from assay.web.answering import acting, page
from assay.web.guards import member

pages = Blueprint("exports", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNFIT = re.compile(r"[^\w .()-]+")
"""What a file's name should not hold on any system."""


@pages.get("/export")
@member("reports.share")
def choose(assessment_id: UUID) -> str:
    return page(
        "reports/export.html",
        assessment=assessments.one(assessment_id, viewer=g.member),
        most=MOST,
        most_reports=MOST_REPORTS,
    )


@pages.post("/export/results.csv")
@member("reports.share")
def csv(assessment_id: UUID) -> ResponseReturnValue:
    rows = _taken(assessment_id, "csv", MOST)
    return _file(sheets.as_csv(rows), "text/csv; charset=utf-8", "results.csv")


@pages.post("/export/results.xlsx")
@member("reports.share")
def xlsx(assessment_id: UUID) -> ResponseReturnValue:
    return _file(sheets.as_xlsx(_taken(assessment_id, "xlsx", MOST)), XLSX, "results.xlsx")


@pages.post("/export/reports.zip")
@member("reports.share")
def reports(assessment_id: UUID) -> ResponseReturnValue:
    """Sent while it is made: one report at a time is in memory."""
    rows = [row for row in _taken(assessment_id, "zip", MOST_REPORTS) if row.blob_key]
    made = _zipped(rows, current_app.extensions["assay"].blobs)
    return _file(made, "application/zip", "reports.zip")


def _taken(assessment_id: UUID, what: str, limit: int) -> list[Row]:
    """The rows, and in the audit that they were taken."""
    with transaction():
        rows = exporting.results(assessment_id, viewer=g.member, limit=limit)
        exporting.export(assessment_id, what=what, rows=len(rows), by=acting())
    return rows


def _file(content: bytes | Iterator[bytes], kind: str, name: str) -> Response:
    disposition = f'attachment; filename="{clock.now():%Y-%m-%d}-{name}"'
    return Response(
        content,
        content_type=kind,
        headers={"Content-Disposition": disposition, "Cache-Control": "private, no-store"},
    )


class _Sink(io.RawIOBase):
    """Where the archive is written to, and from which it is taken as it grows."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _zipped(rows: list[Row], blobs: Blobs) -> Iterator[bytes]:
    """The signed files as they are (a PDF is compressed already), and the table beside them."""
    sink, at = _Sink(), clock.now().timetuple()[:6]
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo("results.csv", at), sheets.as_csv(rows))
        for row in rows:
            try:
                archive.writestr(zipfile.ZipInfo(_name(row), at), blobs.get(row.blob_key or ""))
            except NotFound:
                archive.writestr(zipfile.ZipInfo(f"{_name(row)}.missing.txt", at), "Not found.\n")
            yield sink.taken()
    yield sink.taken()


def _name(row: Row) -> str:
    """`Ines Duarte 1e8a6cdf.pdf`: the name as far as every system takes it."""
    name = " ".join(UNFIT.sub(" ", row.candidate).split())[:60].strip(" .")
    return f"{name or 'Candidate'} {str(row.report_id)[:8]}.pdf"
