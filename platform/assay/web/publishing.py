"""Pages of publishing: what would change, for whom, and the versions that were published."""

from itertools import pairwise
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g
from werkzeug.wrappers import Response

from assay.accounts import queries as accounts
from assay.assessments import actions, panels, queries
from assay.assessments.ai_use import SAID
from assay.assessments.blueprint import parse
from assay.assessments.changes import Held, State, difference
from assay.assessments.models import Assessment, AssessmentVersion
from assay.assessments.outlook import outlook
from assay.bank import queries as bank
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.decisions.progress import Progress
from assay.web import progressing
from assay.web.answering import acting, go, page, refused
from assay.web.guards import member
from assay.web.outlook import linked, rule_lines, told

pages = Blueprint("publishing", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>")


@pages.get("/publish")
@member("assessments.publish")
def review(assessment_id: UUID) -> str:
    """What the next version would be, before anybody says yes to it."""
    return page("assessments/publish.html", **_review(assessment_id))


@pages.post("/publish")
@member("assessments.publish")
def publish(assessment_id: UUID) -> Response:
    queries.one(assessment_id, viewer=g.member)
    try:
        with transaction():
            version = actions.publish(assessment_id, by=acting())
    except Invalid:
        return refused("assessments/publish.html", **_review(assessment_id))
    flash(f"Version {version.number} is published. Candidates can be invited to it.")
    return go("assessments.show", assessment_id=assessment_id)


@pages.get("/versions")
@member("assessments.read")
def versions(assessment_id: UUID) -> str:
    """Each version: what it changed, and how many were invited to it and sat it."""
    assessment = queries.one(assessment_id, viewer=g.member)
    found = queries.versions(assessment_id)
    held = queries.held([one.id for one in found])
    states = [state_of(one, held[one.id]) for one in found]
    return page(
        "assessments/versions.html",
        assessment=assessment,
        versions=found,
        questions={one.id: parse(one.blueprint).questions for one in found},
        items={one.id: len(held[one.id]) for one in found},
        changes=[difference(old, new) for new, old in pairwise(states)],
        names=accounts.everyone(),
        progress=progressing.of_versions(assessment_id),
        nobody=Progress(),
    )


def state_of(one: Assessment | AssessmentVersion, items: dict[UUID, Held]) -> State:
    """A draft or a version, to be compared."""
    titles = {held.version_id: held.title for held in items.values()}
    cut = one.cut_score
    return State(
        settings={
            "Name": one.name,
            "Minutes": str(one.minutes),
            "Cut score": "none" if cut is None else str(cut),
            "Why this cut": one.cut_reason or "",
            "AI tools": SAID[one.ai_use],
            "Of AI tools": one.ai_note,
        },
        lines=rule_lines(parse(one.blueprint), titles),
        items=items,
    )


def _review(assessment_id: UUID) -> dict[str, Any]:
    assessment = queries.one(assessment_id, viewer=g.member)
    draws = queries.draws(assessment)
    latest = queries.latest_version(assessment_id)
    panel = panels.behind(assessment)
    after = state_of(assessment, queries.offered(draws, bank.published()))
    before = latest and state_of(latest, queries.held([latest.id])[latest.id])
    seen = outlook(draws, assessment.cut_score)
    return {
        "assessment": assessment,
        "version": latest,
        "after": after,
        "difference": difference(before, after) if before else None,
        "problems": linked(queries.problems(assessment, draws, at=clock.now())),
        "cut_panel": panel,
        "unrated": panels.unrated(panel, draws) if panel else 0,
        "invited": progressing.of_one(assessment_id),
        **told(seen, assessment.minutes, assessment.cut_score),
    }
