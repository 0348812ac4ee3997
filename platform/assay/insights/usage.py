"""What an organisation has done with Assay: how many were invited, sat, were marked and decided.

Everyone is counted in the month in which they were invited. Withdrawn invitations count: they were
sent; and a resit is an invitation of its own. Nothing here is about one person: where it tells how
they did, it needs FEWEST of them.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from io import StringIO
from typing import Any

from sqlalchemy import and_, extract, func, select

from assay.assessments.models import Assessment
from assay.core.db import session
from assay.decisions.models import VERDICTS, Decision, Standing
from assay.decisions.sheet import BOM, cell
from assay.tenancy.scope import current

ENDED = ("submitted", "expired")
FEWEST = 5
"""Under so many people a median would tell of one of them."""
MOST = 100
"""Assessments that are told of, those with the most invitations."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """`of` is a month (`2026-11`) or an assessment's name; `minutes` the median of a sitting."""

    of: str
    invited: int
    started: int
    finished: int
    marked: int
    minutes: float | None


def by_month(zone: str, *, since: datetime) -> list[Line]:
    """The latest month first, as the calendar of the zone has them; empty ones are not told."""
    month = func.to_char(func.timezone(zone, Standing.invited_at), "YYYY-MM")
    query = _counted(month.label("of")).where(Standing.invited_at >= since)
    found = session.execute(query.group_by("of").order_by(month.desc()))
    return [_line(row) for row in found]


def by_assessment(*, since: datetime) -> list[Line]:
    """Those with the most invitations first."""
    query = (
        _counted(Assessment.name.label("of"))
        .join(
            Assessment,
            and_(
                Assessment.organisation_id == Standing.organisation_id,
                Assessment.id == Standing.assessment_id,
            ),
        )
        .where(Standing.invited_at >= since)
        .group_by(Assessment.id, Assessment.name)
        .order_by(func.count().desc(), Assessment.name, Assessment.id)
        .limit(MOST)
    )
    return [_line(row) for row in session.execute(query)]


def decisions(*, since: datetime) -> dict[str, int]:
    """Verdict → how often it was given; one that was revised later counts, too."""
    query = (
        select(Decision.verdict, func.count())
        .where(Decision.organisation_id == current(), Decision.decided_at >= since)
        .group_by(Decision.verdict)
    )
    found = {verdict: number for verdict, number in session.execute(query)}  # noqa: C416
    return {verdict: found.get(verdict, 0) for verdict in VERDICTS}


def sheet(lines: Iterable[Line], what: str) -> str:
    """A heading and the lines, as a spreadsheet opens them; `what` heads the first column."""
    text = StringIO()
    out = csv.writer(text)
    names = [field.name for field in fields(Line)]
    out.writerow([what, *names[1:-1], "median_minutes"])
    out.writerows([cell(getattr(line, name)) for name in names] for line in lines)
    return BOM + text.getvalue()


def _counted(of: Any) -> Any:
    ended = Standing.state.in_(ENDED)
    minutes = extract("epoch", Standing.by_end - Standing.started_at) / 60
    return (
        select(
            of,
            func.count(),
            func.count(Standing.started_at),
            func.count().filter(ended),
            func.count().filter(ended, Standing.is_marked),
            func.percentile_cont(0.5).within_group(minutes).filter(ended),
            func.count(Standing.candidate_id.distinct()).filter(ended),
        )
        .select_from(Standing)
        .where(Standing.organisation_id == current())
    )


def _line(row: Any) -> Line:
    of, invited, started, finished, marked, minutes, people = row
    return Line(
        of=of,
        invited=invited,
        started=started,
        finished=finished,
        marked=marked,
        minutes=round(float(minutes), 1) if people >= FEWEST else None,
    )
