"""What the organisation has done with Assay: by month, by assessment, and what it keeps."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import NotFound

from assay.accounts import queries as accounts
from assay.core import clock
from assay.insights import usage
from assay.insights.usage import Line
from assay.reports import queries as reports
from assay.web.answering import page
from assay.web.counting import behind, kept
from assay.web.forms.decisions import VERDICTS
from assay.web.guards import member
from assay.web.looks import zone

pages = Blueprint("usage", __name__, url_prefix="/o/<slug>")

MONTHS = 12
"""The present one is the last of them."""
SHEETS = {"month": "By month", "assessment": "By assessment"}


@pages.get("/usage")
@member("organisation.edit")
def index() -> str:
    since = _since()
    return page(
        "usage/index.html",
        since=since,
        months=[(_month(line.of), line) for line in _lines("month", since)],
        assessments=[(line.of, line) for line in _lines("assessment", since)],
        decided=kept("decided", since, count=lambda: usage.decisions(since=since)),
        verdicts=VERDICTS,
        stored=kept("stored", count=reports.stored),
        behind=behind(),
        seats=len(accounts.members()),
        asked=len(accounts.invited()),
        fewest=usage.FEWEST,
        sheets=SHEETS,
    )


@pages.get("/usage.csv")
@member("organisation.edit")
def csv() -> Response:
    what = request.args.get("by", "month")
    if what not in SHEETS:
        raise NotFound
    name = f"usage-by-{what}-{clock.now():%Y-%m-%d}.csv"
    return Response(
        usage.sheet(_lines(what, _since()), what),
        mimetype="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _lines(what: str, since: datetime) -> list[Line]:
    zone = g.organisation.time_zone  # the count may be made after the request, without its g
    found = kept("usage", what, since, count=lambda: _counted(what, since, zone))
    return [Line(**told) for told in found]


def _counted(what: str, since: datetime, zone: str) -> list[dict[str, Any]]:
    lines = (
        usage.by_month(zone, since=since) if what == "month" else usage.by_assessment(since=since)
    )
    return [asdict(line) for line in lines]


def _since() -> datetime:
    """The first instant of the first of the months, where the organisation is."""
    here = clock.now().astimezone(zone())
    passed = here.year * 12 + here.month - MONTHS
    return datetime(passed // 12, passed % 12 + 1, 1, tzinfo=zone())


def _month(told: str) -> str:
    """`November 2026`"""
    return f"{date.fromisoformat(f'{told}-01'):%B %Y}"
