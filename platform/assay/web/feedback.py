"""The page on which a member writes to a candidate about the decision."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid
from assay.core.languages import LANGUAGES
from assay.decisions import feedback, letters
from assay.invitations import queries
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.decisions import VERDICTS, FeedbackForm
from assay.web.guards import member
from assay.web.invitations import visible

pages = Blueprint(
    "feedback", __name__, url_prefix="/o/<slug>/invitations/<uuid:invitation_id>/feedback"
)

SHOW = "invitations/feedback.html"
CHANGED = "Somebody has decided anew meanwhile. Look at the decision, then write about it."


@pages.get("")
@member("feedback.write")
def show(invitation_id: UUID) -> str:
    return page(SHOW, **_shown(invitation_id))


@pages.post("")
@member("feedback.write")
def write(invitation_id: UUID) -> Response:
    shown = _shown(invitation_id)
    form, decision = FeedbackForm(), shown["decision"]
    shown["form"] = form
    if decision is None:
        raise Conflict("nothing is decided")
    if not form.validate():
        return refused(SHOW, **shown)
    if form.decision.data != str(decision.id):
        form.decision.data = str(decision.id)
        form.form_errors.append(CHANGED)
        return refused(SHOW, **shown)
    try:
        with transaction():
            feedback.write(
                invitation_id, decision_id=decision.id, text=form.text.data, by=acting(),
                at=clock.now(),
            )  # fmt: skip
    except Invalid as refusal:
        blame(form, refusal)
        return refused(SHOW, **shown)
    flash("The letter is on its way to the candidate.")
    return go("invitations.show", invitation_id=invitation_id, anchor="decide")


def _shown(invitation_id: UUID) -> dict[str, Any]:
    _, _, assessment = visible(invitation_id)
    decision, landing = feedback.latest(invitation_id), None
    form = FeedbackForm(formdata=None)
    if decision is not None:  # before that, who it is may be hidden
        landing = queries.landing(invitation_id)
        form.decision.data = str(decision.id)
        form.text.data = letters.draft(landing, decision.verdict)
    return {
        "assessment": assessment,
        "invitation_id": invitation_id,
        "decision": decision,
        "person": landing,
        "verdicts": VERDICTS,
        "language": LANGUAGES[landing.language] if landing else "",
        "subject": letters.subject(landing) if landing else "",
        "already": feedback.about(decision.id) if decision else None,
        "written": feedback.written(invitation_id),
        "form": form,
    }
