"""What is written to candidates: the log of it, what is still to come, an address put right."""

from uuid import UUID

from flask import Blueprint, flash, g, request
from werkzeug.wrappers import Response

from assay.core.cursors import Cursor
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid, NotFound
from assay.decisions import naming
from assay.invitations import mailing, planning
from assay.sittings import readdressing
from assay.web.answering import acting, blame, go, page, refused
from assay.web.guards import member
from assay.web.invitations import SHOW, shown_of, visible

pages = Blueprint("mails", __name__, url_prefix="/o/<slug>")

PAGE = 50
SENT = "A letter with a new link is on its way to the new address."
BY_HAND = "The address is corrected, and earlier links open nothing any more. Make a new one."


@pages.get("/mail")
@member("candidates.read")
def index() -> str:
    """Every letter to a candidate, of the assessments that one sees."""
    chosen = {
        name: value
        for name, among in (("state", mailing.STATES), ("kind", mailing.KINDS))
        if (value := request.args.get(name)) in among
    }
    before = request.args.get("before", type=Cursor.parse)
    found = mailing.page(viewer=g.member, before=before, limit=PAGE, **chosen)
    return page(
        "mails/index.html",
        lines=found.lines,
        codes=naming.codes({line.mail.invitation_id for line in found.lines}),
        next=str(found.next) if found.next else None,
        is_first=before is None,
        chosen=chosen,
        states=mailing.STATES,
        kinds=mailing.KINDS,
    )


@pages.post("/invitations/<uuid:invitation_id>/address")
@member("candidates.invite")
def readdress(invitation_id: UUID) -> Response:
    """The letter goes to another address, with a new link; earlier links open nothing."""
    shown = shown_of(invitation_id)
    form = shown["address_form"]
    if form.validate():
        try:
            with transaction():
                readdressing.readdress(invitation_id, form.address.data, by=acting())
            flash(BY_HAND if shown["handout_id"] else SENT)
            return go("invitations.show", anchor="mail", invitation_id=invitation_id)
        except Invalid as refusal:
            blame(form, Invalid(fields={"address": " ".join(refusal.fields.values())}))
    return refused(SHOW, **shown)


@pages.post("/invitations/<uuid:invitation_id>/planned/<uuid:planned_id>/call-off")
@member("candidates.invite")
def call_off(invitation_id: UUID, planned_id: UUID) -> Response:
    visible(invitation_id)
    if planned_id not in {one.id for one in planning.of(invitation_id)}:
        raise NotFound("PlannedLetter")
    try:
        with transaction():
            planning.call_off(planned_id, by=acting())
        flash("The letter is called off.")
    except Conflict:
        flash("The letter is on its way already.", "error")
    return go("invitations.show", anchor="mail", invitation_id=invitation_id)
