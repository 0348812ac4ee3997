"""Pages of assessments: the list, a new one, its overview, publishing and sharing."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, request
from werkzeug.wrappers import Response

from assay.accounts import queries as accounts
from assay.accounts.rules import ROLES, may
from assay.assessments import actions, listing, panels, papers, queries
from assay.assessments.ai_use import SAID
from assay.assessments.exposure import exposures
from assay.assessments.listing import Wanted
from assay.assessments.outlook import outlook
from assay.assessments.presets import PRESETS
from assay.assessments.rules import needs_share
from assay.bank import queries as bank
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Invalid, NotFound
from assay.decisions import progress
from assay.invitations import ratings
from assay.web import progressing
from assay.web.answering import acting, blame, go, page, refused
from assay.web.counting import behind
from assay.web.forms.assessments import LEVELS, NewForm, ShareForm
from assay.web.guards import member
from assay.web.outlook import linked, parts, told

pages = Blueprint("assessments", __name__, url_prefix="/o/<slug>/assessments")

PAGE = 25
STATES = {"draft": "Drafts", "published": "Published", "retired": "Archived"}
ORDERS = {"newest": "Newest first", "changed": "Last changed first", "name": "By name"}
LONGEST_START = 120


@pages.get("")
@member("assessments.read")
def index() -> str:
    owners = accounts.everyone()
    asked = _asked(owners)
    after = request.args.get("after", type=UUID)
    found = listing.page(viewer=g.member, wanted=_wanted(asked), after=after, limit=PAGE)
    sees_candidates = may(g.member.role, "candidates.read")
    return page(
        "assessments/index.html",
        rows=found.rows,
        next=found.next,
        after=after,
        asked=asked,
        any=bool(found.rows) or listing.has_any(g.member),
        owners=owners,
        states=STATES,
        orders=ORDERS,
        progress=progressing.of([row.id for row in found.rows]) if sees_candidates else {},
        nobody=progress.Progress(),
        to_mark=progressing.to_mark(g.member) if sees_candidates else None,
        expiring=progressing.expiring(g.member) if sees_candidates else None,
        overdue=progressing.overdue(g.member) if sees_candidates else None,
        behind=behind(),
        levels_of=lambda row: queries.blueprint(row).levels,
        levels=LEVELS,
    )


def _asked(owners: Mapping[UUID, str]) -> dict[str, str]:
    """What the address asks for, and nothing that is not there to be asked for."""
    given = {name: request.args.get(name, "").strip() for name in ("state", "owner", "order")}
    known: dict[str, Collection[str]] = {
        "state": STATES, "owner": {str(one) for one in owners}, "order": ORDERS,
    }  # fmt: skip
    asked = {name: value for name, value in given.items() if value in known[name]}
    if starts := request.args.get("starts", "").strip()[:LONGEST_START]:
        asked["starts"] = starts
    return asked


def _wanted(asked: Mapping[str, str]) -> Wanted:
    owner = asked.get("owner")
    return Wanted(
        state=asked.get("state"),
        owner=UUID(owner) if owner else None,
        starts=asked.get("starts", ""),
        order=asked.get("order", "newest"),
    )


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


@pages.post("/<uuid:assessment_id>/duplicate")
@member("assessments.write")
def duplicate(assessment_id: UUID) -> Response:
    queries.one(assessment_id, viewer=g.member)
    with transaction():
        copy = actions.duplicate(assessment_id, by=acting())
    flash(f"“{copy.name}” is a draft of its own. Nothing is shared, and nobody is invited to it.")
    return go("assembly.edit", assessment_id=copy.id)


@pages.post("/<uuid:assessment_id>/archive")
@member("assessments.write")
def archive(assessment_id: UUID) -> Response:
    queries.one(assessment_id, viewer=g.member)
    with transaction():
        retired = actions.retire(assessment_id, by=acting())
    flash(f"“{retired.name}” is archived: nobody new is invited to it. Who was invited may sit it.")
    return go("assessments.index")


@pages.post("/<uuid:assessment_id>/bring-back")
@member("assessments.write")
def bring_back(assessment_id: UUID) -> Response:
    queries.one(assessment_id, viewer=g.member)
    with transaction():
        actions.bring_back(assessment_id, by=acting())
    flash("Brought back from the archive.")
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
    flash("Shared. They see it, and of its candidates what their role lets them.")
    return go("assessments.show", assessment_id=assessment_id)


@pages.post("/<uuid:assessment_id>/names")
@member("assessments.write")
def hide_names(assessment_id: UUID) -> Response:
    queries.one(assessment_id, viewer=g.member)
    hidden = request.form.get("names") == "hidden"
    with transaction():
        actions.hide_names(assessment_id, hidden, by=acting())
    flash("Names are hidden until a decision is recorded." if hidden else "Names are shown.")
    return go("assessments.show", assessment_id=assessment_id)


@pages.post("/<uuid:assessment_id>/unshare")
@member("assessments.write")
def unshare(assessment_id: UUID) -> Response:
    queries.one(assessment_id, viewer=g.member)
    if (whose := request.form.get("member", type=UUID)) is None:
        raise NotFound("Member")
    with transaction():
        actions.unshare(assessment_id, whose, by=acting())
    flash("Shared with them no more.")
    return go("assessments.show", assessment_id=assessment_id)


def _shown(assessment_id: UUID) -> dict[str, Any]:
    """What the overview shows: the draft, what is published of it, who else sees it."""
    assessment = queries.one(assessment_id, viewer=g.member)
    draws = queries.draws(assessment)
    latest = queries.latest_version(assessment_id)
    panel = panels.behind(assessment)
    seen = outlook(draws, assessment.cut_score)
    people, shared = accounts.members(), set(queries.shares(assessment_id))
    sees_all = g.organisation.members_see_all
    return {
        "assessment": assessment,
        "version": latest,
        "changed": latest is not None and queries.is_changed(assessment, latest, draws),
        "outlook": seen,
        "ai_said": SAID[assessment.ai_use],
        "parts": parts(
            queries.blueprint(assessment),
            seen,
            bank.published(),
            exposures(draws, papers.drawn(assessment_id)),
        ),
        **told(seen, assessment.minutes, assessment.cut_score),
        "problems": linked(queries.problems(assessment, draws, at=clock.now())),
        "no_runner": queries.without_a_runner(draws, at=clock.now()),
        "cut_panel": panel,
        "unrated": panels.unrated(panel, draws) if panel else 0,
        "rated": ratings.of_assessment(assessment_id),
        "form": ShareForm().offer(
            {
                str(one.id): f"{one.name} ({ROLES[one.role].lower()})"
                for one in people
                if needs_share(one.role, members_see_all=sees_all)
                and one.id not in shared | {assessment.created_by}
            }
        ),
        "shared": [one for one in people if one.id in shared],
        "roles": ROLES,
    }
