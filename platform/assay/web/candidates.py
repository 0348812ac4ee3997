"""The candidates table of an assessment: who was asked, how it went, what was decided."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, g, request
from werkzeug.wrappers import Response as Answer

from assay.accounts.models import Member
from assay.assessments import queries as assessments
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.core import clock
from assay.core.db import transaction
from assay.decisions import queries, sheet, table, tagging
from assay.decisions.finding import COLUMNS, LONGEST_SEARCH, SORTS, UNDECIDED, Asked, columns_of
from assay.decisions.rows import Row
from assay.decisions.stages import STAGES
from assay.decisions.table import Counts
from assay.sittings.resits import ordinal
from assay.web.answering import go, page
from assay.web.counting import behind, kept
from assay.web.forms.bulk import acts
from assay.web.forms.decisions import VERDICTS, ColumnsForm
from assay.web.guards import member
from assay.web.looks import zone

pages = Blueprint("candidates", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>")

PAGE, LOTS = 50, 500
BANDS = {"above": "Above the cut", "review": "Review", "below": "Below the cut"}
DECIDED = {UNDECIDED: "None yet", **VERDICTS}


@pages.get("/candidates")
@member("candidates.read")
def index(assessment_id: UUID) -> str:
    assessment = assessments.one(assessment_id, viewer=g.member)
    after = request.args.get("after", type=UUID)
    wanted, hidden = asked(), {"name"} if assessment.hides_names else set[str]()
    columns = columns_of(queries.layout(g.member.id))
    found = table.candidates(
        assessment_id, viewer=g.member, asked=wanted, columns=columns, after=after, limit=PAGE
    )
    return page(
        "candidates/index.html",
        assessment=assessment,
        version=assessments.latest_version(assessment_id),
        rows=found.rows,
        next=found.next,
        after=after,
        counts=_counts(assessment_id),
        tags=_tags(assessment_id),
        behind=behind(),
        columns=columns,
        column_words=COLUMNS,
        columns_form=ColumnsForm(formdata=None, columns=list(columns)),
        chosen=(told := given()),
        elsewhere={name: each for name, each in told.items() if name not in ("stage", "band")},
        areas=dict(RESPONSIBILITIES),
        stages=STAGES,
        bands=BANDS,
        sorts={name: words for name, words in SORTS.items() if name not in hidden},
        verdicts=DECIDED,
        acts=acts(g.member),
        ordinal=ordinal,
        now=clock.now(),
    )


@pages.get("/candidates.csv")
@member("candidates.read")
def csv(assessment_id: UUID) -> Response:
    """The same rows, all of them, or those of `who` alone; with every column."""
    assessment = assessments.one(assessment_id, viewer=g.member)
    among = tuple(request.args.getlist("who", type=UUID))[:PAGE]
    rows = list(_everyone(assessment_id, g.member, replace(asked(), among=among)))
    name = f"candidates-{clock.now():%Y-%m-%d}-{str(assessment.id)[:8]}.csv"
    return Response(
        sheet.sheet(rows),
        mimetype="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@pages.post("/candidates/columns")
@member("candidates.read")
def columns(assessment_id: UUID) -> Answer:
    """Keep which columns this member sees, in every assessment."""
    assessments.one(assessment_id, viewer=g.member)
    form = ColumnsForm()
    with transaction():
        tagging.lay_out(
            g.member.id, [name for name in COLUMNS if name in (form.columns.data or ())]
        )
    flash("The table shows the columns that you chose.")
    return go("candidates.index", assessment_id=assessment_id)


def _counts(assessment_id: UUID) -> Counts:
    def count() -> dict[str, Any]:
        found = table.counts(assessment_id)
        return {
            "all": found.all,
            "stages": dict(found.stages),
            "bands": dict(found.bands),
            "is_cut": found.is_cut,
        }

    told = kept("stages", assessment_id, count=count)
    return Counts(
        all=told["all"],
        stages=Counter(told["stages"]),
        bands=Counter(told["bands"]),
        is_cut=told["is_cut"],
    )


def _tags(assessment_id: UUID) -> list[dict[str, str]]:
    """Those in use, by `id` and `name`."""
    return list(
        kept(
            "tags",
            assessment_id,
            count=lambda: [
                {"id": str(tag.id), "name": tag.name} for tag in table.tags_in_use(assessment_id)
            ],
        )
    )


def _everyone(assessment_id: UUID, viewer: Member, wanted: Asked) -> Iterator[Row]:
    after = None
    while True:
        found = table.candidates(
            assessment_id, viewer=viewer, asked=wanted, columns=COLUMNS, after=after, limit=LOTS
        )
        yield from found.rows
        if (after := found.next) is None:
            return


def given() -> dict[str, str]:
    """What the address asks for, but for what means nothing; as links say it again."""
    args = request.args
    told = {
        "stage": _one_of(STAGES, args.get("stage")),
        "band": _one_of(BANDS, args.get("band")),
        "decision": _one_of(DECIDED, args.get("decision")),
        "sort": _one_of(SORTS, args.get("sort")),
        "tag": args.get("tag", type=UUID),
        "since": args.get("since", type=date.fromisoformat),
        "until": args.get("until", type=date.fromisoformat),
        "search": args.get("search", "").strip()[:LONGEST_SEARCH].replace("\x00", ""),
    }
    return {name: str(value) for name, value in told.items() if value}


def asked() -> Asked:
    """The same, for the room."""
    told = given()
    plain: dict[str, Any] = {
        name: told[name] for name in ("stage", "band", "search") if name in told
    }
    return Asked(
        **plain,
        verdict=told.get("decision"),
        tag=UUID(told["tag"]) if "tag" in told else None,
        since=_midnight(told.get("since")),
        until=_midnight(told.get("until"), timedelta(days=1)),
        sort=told.get("sort", "invited"),
    )


def _midnight(day: str | None, later: timedelta = timedelta()) -> datetime | None:
    """The first instant of the day, where the organisation is."""
    if day is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(day) + later, time(), tzinfo=zone())
    except OverflowError:
        return None


def _one_of(options: dict[str, str], given: str | None) -> str | None:
    return given if given in options else None
