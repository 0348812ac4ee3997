"""Acts on many candidates of the table: whom and what, then how it went, and the way back."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from assay.assessments import queries as assessments
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid, NotAllowed
from assay.decisions import bulk, picking, queries, table
from assay.decisions.bulk_reading import lately, standing
from assay.decisions.finding import Asked
from assay.decisions.picking import NEEDS
from assay.web.answering import blame, go, page, refused
from assay.web.candidates import PAGE, asked, given
from assay.web.forms.bulk import ACTS, EXPORT, acts, told
from assay.web.guards import member, unconfirmed

pages = Blueprint(
    "bulk", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>/candidates/many"
)

ASK, SHOW = "candidates/bulk.html", "candidates/bulk_done.html"
LATELY = "candidates/bulk_lately.html"
NOBODY = "Tick some of the candidates in the table, or choose all of them there."


@pages.get("")
@member("candidates.read")
def ask(assessment_id: UUID) -> str | Response:
    """What is about to be done, and to how many; nothing is done yet."""
    kind, who = _kind(), _who(assessment_id)
    if kind == EXPORT:
        at = url_for("candidates.csv", slug=g.organisation.slug, assessment_id=assessment_id)
        return redirect(f"{at}?{_query(who)}", 303)
    return page(ASK, **_numbered(_shown(assessment_id, kind, who)))


@pages.post("")
@member("candidates.read")
def begin(assessment_id: UUID) -> str | Response:
    kind, who = _kind(), _who(assessment_id)
    if kind == EXPORT:
        abort(405)
    if answer := unconfirmed(NEEDS[kind]):
        return answer
    shown = _shown(assessment_id, kind, who)
    form = shown["form"]
    if who is not None and form.validate():
        try:
            with transaction():
                act = bulk.begin(
                    assessment_id, who, kind=kind, told=told(form), number=form.how_many.data,
                    viewer=g.member,
                )  # fmt: skip
            return go("bulk.show", assessment_id=assessment_id, bulk_act_id=act.id)
        except Invalid as refusal:
            blame(form, refusal)
    return refused(ASK, **_numbered(shown))


@pages.get("/lately")
@member("candidates.read")
def index(assessment_id: UUID) -> str:
    """What was done to many here, so that each act is found again, and taken back in time."""
    assessment = assessments.one(assessment_id, viewer=g.member)
    found = lately(assessment_id, viewer=g.member)
    return page(LATELY, assessment=assessment, found=found, acts=ACTS)


@pages.get("/<uuid:bulk_act_id>")
@member("candidates.read")
def show(assessment_id: UUID, bulk_act_id: UUID) -> str:
    found = standing(bulk_act_id, assessment_id=assessment_id, viewer=g.member)
    return page(
        SHOW,
        assessment=assessments.one(assessment_id, viewer=g.member),
        found=found,
        act=ACTS[found.act.kind],
    )


@pages.post("/<uuid:bulk_act_id>/undo")
@member("candidates.read")
def undo(assessment_id: UUID, bulk_act_id: UUID) -> Response:
    found = standing(bulk_act_id, assessment_id=assessment_id, viewer=g.member)
    opposite = bulk.UNDONE_BY.get(found.act.kind)
    if opposite and (answer := unconfirmed(NEEDS[opposite])):
        return answer
    try:
        with transaction():
            act = bulk.undo(bulk_act_id, viewer=g.member)
    except Conflict:
        flash("It is too late to take that back by one button.", "warning")
        return go("bulk.show", assessment_id=assessment_id, bulk_act_id=bulk_act_id)
    return go("bulk.show", assessment_id=assessment_id, bulk_act_id=act.id)


def _kind() -> str:
    """Which act; one that the member may not do is refused, and one that is none is not there."""
    kind = request.values.get("act", "tag")
    if kind not in ACTS and kind != EXPORT:
        abort(404)
    if kind not in acts(g.member):
        raise NotAllowed(NEEDS[kind])
    return kind


def _who(assessment_id: UUID) -> Asked | None:
    """Those ticked, those of the page, or all who fit; None where nobody was ticked."""
    whom, wanted = request.values.get("whom"), asked()
    if whom == "all":
        return wanted
    ticked = tuple(request.values.getlist("who", type=UUID))[:PAGE]
    if whom == "page":
        found = table.candidates(
            assessment_id, viewer=g.member, asked=wanted, columns=(), limit=PAGE,
            after=request.args.get("after", type=UUID),
        )  # fmt: skip
        ticked = tuple(row.invitation_id for row in found.rows)
    return Asked(among=ticked) if ticked else None


def _query(who: Asked | None) -> str:
    """The same picks in an address that stays what it is when the table moves on."""
    if who is None or who.among:
        return urlencode([("who", str(one)) for one in (who.among if who else ())])
    return urlencode({"whom": "all", **given()})


def _shown(assessment_id: UUID, kind: str, who: Asked | None) -> dict[str, Any]:
    assessment = assessments.one(assessment_id, viewer=g.member)
    form = ACTS[kind].form()
    if kind == "untag":
        form.tag.choices = [(str(one.id), one.name) for one in table.tags_in_use(assessment_id)]
    return {
        "assessment": assessment,
        "kind": kind,
        "act": ACTS[kind],
        "form": form,
        "plan": picking.plan(assessment_id, who, kind=kind, viewer=g.member) if who else None,
        "picks": _query(who),
        "nobody": NOBODY,
        "all_tags": queries.tags() if kind == "tag" else [],
    }


def _numbered(shown: dict[str, Any]) -> dict[str, Any]:
    """With the number that is on the page in its form, so that only this number is acted on."""
    field, plan = shown["form"].how_many, shown["plan"]
    field.raw_data, field.data = None, plan.number if plan else 0
    return shown
