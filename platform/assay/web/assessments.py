"""Pages of assessments: the list, a new one, its overview, publishing and sharing."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, request
from werkzeug.wrappers import Response

from assay.accounts import queries as accounts
from assay.assessments import actions, queries
from assay.assessments.outlook import outlook
from assay.assessments.presets import PRESETS
from assay.bank import queries as bank
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.assessments import NewForm, ShareForm
from assay.web.guards import member
from assay.web.outlook import missing, parts, verdict

pages = Blueprint("assessments", __name__, url_prefix="/o/<slug>/assessments")

PAGE = 25


@pages.get("")
@member("assessments.read")
def index() -> str:
    after = request.args.get("after", type=UUID)
    found = queries.page(viewer=g.member, after=after, limit=PAGE)
    return page("assessments/index.html", rows=found.rows, next=found.next, after=after)


@pages.route("/new", methods=["GET", "POST"])
@member("assessments.write")
def new() -> str | Response:
    form = NewForm()
    form.preset.choices = {one.name: one.title for one in PRESETS.values()}
    if not form.is_submitted():
        return page("assessments/new.html", form=form, presets=PRESETS)
    if form.validate():
        try:
            with transaction():
                made = actions.create(name=form.name.data, preset=form.preset.data, by=acting())
            return go("assembly.edit", assessment_id=made.id)
        except Invalid as refusal:
            blame(form, refusal)
    return refused("assessments/new.html", form=form, presets=PRESETS)


@pages.get("/<uuid:assessment_id>")
@member("assessments.read")
def show(assessment_id: UUID) -> str:
    return page("assessments/show.html", **_shown(assessment_id))


@pages.post("/<uuid:assessment_id>/publish")
@member("assessments.publish")
def publish(assessment_id: UUID) -> Response:
    try:
        with transaction():
            version = actions.publish(assessment_id, by=acting())
    except Invalid:
        return refused("assessments/show.html", **_shown(assessment_id))
    flash(f"Version {version.number} is published. Candidates can be invited to it.")
    return go("assessments.show", assessment_id=assessment_id)


@pages.post("/<uuid:assessment_id>/share")
@member("assessments.write")
def share(assessment_id: UUID) -> Response:
    shown = _shown(assessment_id)
    form = shown["form"]
    if not form.validate():
        return refused("assessments/show.html", **shown)
    with transaction():
        actions.share(assessment_id, UUID(form.member.data), by=acting())
    flash("Shared. They see the candidates and their reports.")
    return go("assessments.show", assessment_id=assessment_id)


def _shown(assessment_id: UUID) -> dict[str, Any]:
    """What the overview shows: the draft, what is published of it, who else sees it."""
    assessment = queries.one(assessment_id, viewer=g.member)
    draws = queries.draws(assessment)
    latest = queries.latest_version(assessment_id)
    seen = outlook(draws)
    managers = {one.id: one.name for one in accounts.members(role="hiring_manager")}
    shared = set(queries.shares(assessment_id))
    return {
        "assessment": assessment,
        "version": latest,
        "changed": latest is not None and queries.is_changed(assessment, latest, draws),
        "outlook": seen,
        "parts": parts(queries.blueprint(assessment), seen, bank.published()),
        "missing": missing(seen),
        "verdict": verdict(seen, assessment.minutes),
        "problems": _linked(queries.problems(assessment, draws, at=clock.now())),
        "no_runner": queries.without_a_runner(draws, at=clock.now()),
        "form": ShareForm().offer(
            {str(id_): name for id_, name in managers.items() if id_ not in shared}
        ),
        "shared": sorted(name for id_, name in managers.items() if id_ in shared),
    }


def _linked(problems: dict[str, str]) -> list[tuple[str, str]]:
    """(where on the assembly page, what stands in the way of publishing)."""
    return [(_anchor(field), words) for field, words in problems.items()]


def _anchor(field: str) -> str:
    match field.split("-"):
        case ["sections", i, "rules", j, *_]:
            return f"rule-{i}-{j}"
        case ["sections", i, *_]:
            return f"section-{i}"
    return field
