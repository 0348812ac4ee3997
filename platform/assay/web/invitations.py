"""The page of one invitation: its state, its result, and the acts on it; the decision above all."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, g
from werkzeug.wrappers import Response

from assay.assessments import queries as assessments
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.decisions import actions as decisions
from assay.decisions import queries as decided
from assay.invitations import actions, queries
from assay.marking import queries as marking
from assay.reports import queries as reports
from assay.sittings import queries as sitting_queries
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.decisions import DecisionForm
from assay.web.forms.invitations import ExtraTimeForm
from assay.web.guards import member

pages = Blueprint("invitations", __name__, url_prefix="/o/<slug>/invitations/<uuid:invitation_id>")

SHOW = "invitations/show.html"


@pages.get("")
@member("candidates.read")
def show(invitation_id: UUID) -> str:
    return page(SHOW, **_shown(invitation_id))


@pages.post("/decide")
@member("decisions.write")
def decide(invitation_id: UUID) -> Response:
    shown = _shown(invitation_id)
    form = shown["form"]
    if form.validate():
        try:
            with transaction():
                decisions.decide(
                    invitation_id, verdict=form.verdict.data, reason=form.reason.data, by=acting()
                )
            flash("The decision is recorded, with your name and the reason.")
            return go("invitations.show", invitation_id=invitation_id)
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **shown)


@pages.post("/withdraw")
@member("candidates.invite")
def withdraw(invitation_id: UUID) -> Response:
    _visible(invitation_id)
    with transaction():
        actions.withdraw(invitation_id, by=acting())
    flash("The invitation is withdrawn: its links open nothing any more.")
    return go("invitations.show", invitation_id=invitation_id)


@pages.post("/resend")
@member("candidates.invite")
def resend(invitation_id: UUID) -> Response:
    _visible(invitation_id)
    with transaction():
        actions.resend(invitation_id, by=acting())
    flash("A letter with a new link is on its way.")
    return go("invitations.show", invitation_id=invitation_id)


@pages.post("/link")
@member("candidates.invite")
def link(invitation_id: UUID) -> str:
    """A link to hand on, on this answer only: it is kept nowhere."""
    _visible(invitation_id)
    with transaction():
        token = actions.copy_link(invitation_id, by=acting())
    base_url = current_app.extensions["assay"].settings.base_url
    return page(SHOW, link=f"{base_url}/sit/i/{token}", **_shown(invitation_id))


@pages.post("/accommodation")
@member("candidates.invite")
def accommodation(invitation_id: UUID) -> Response:
    shown = _shown(invitation_id)
    form = shown["extra_form"]
    if form.validate():
        try:
            with transaction():
                actions.grant_accommodation(
                    invitation_id,
                    percent=form.percent.data or 0,
                    minutes=form.minutes.data or 0,
                    by=acting(),
                )
            flash("The extra time is granted.")
            return go("invitations.show", invitation_id=invitation_id)
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **shown)


def _visible(invitation_id: UUID) -> Any:
    """The invitation and its version, if its assessment is this member's to see; else NotFound."""
    invitation = queries.one(invitation_id)
    version = assessments.version(invitation.assessment_version_id)
    return invitation, version, assessments.one(version.assessment_id, viewer=g.member)


def _shown(invitation_id: UUID) -> dict[str, Any]:
    """What the page shows: the state, the result where there is one, what may be done."""
    _, version, assessment = _visible(invitation_id)
    landing = queries.landing(invitation_id)
    sitting = sitting_queries.of_invitation(invitation_id)
    result = marking.find_result(sitting.id) if sitting else None
    return {
        "assessment": assessment,
        "version": version,
        "person": landing,
        "sitting": sitting,
        "content": reports.content(sitting.id) if sitting and result else None,
        "status": decided.status_of(invitation_id),
        "report": reports.of_sitting(sitting.id) if sitting else None,
        "decisions": decided.history(invitation_id),
        "form": DecisionForm(),
        "extra_form": ExtraTimeForm(),
        "now": clock.now(),
    }
