"""The page that invites the candidate of a sitting to a resit."""

from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, make_response
from werkzeug.wrappers import Response

from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid
from assay.decisions import naming
from assay.invitations import actions, queries
from assay.sittings import resitting
from assay.sittings.resits import ordinal
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.letters_or_links import HAND, SEND
from assay.web.forms.resits import ResitForm
from assay.web.guards import member
from assay.web.invitations import SHOW, address_of, shown_of, visible

pages = Blueprint("resits", __name__, url_prefix="/o/<slug>/invitations/<uuid:invitation_id>/resit")

ASK = "invitations/resit.html"


@pages.get("")
@member("candidates.invite")
def ask(invitation_id: UUID) -> str:
    """What it would be, and what of it the candidate has been asked; nothing is done yet."""
    return page(ASK, **_shown(invitation_id))


@pages.post("")
@member("candidates.invite")
def invite(invitation_id: UUID) -> Response:
    """Asked twice, or by two, it is one invitation; where none can be given any more, 409."""
    visible(invitation_id)
    form, wrong = ResitForm(), None
    if form.validate():
        try:
            return _invited(invitation_id, form)
        except Invalid as refusal:
            wrong = refusal
        except Conflict:
            return make_response(page(ASK, **_shown(invitation_id)), 409)
    shown = _shown(invitation_id) | {"form": form}
    form.told.data = shown["offer"].returns.again if shown["offer"] else 0
    if wrong:
        blame(form, wrong)
    return refused(ASK, **shown)


def _invited(invitation_id: UUID, form: ResitForm) -> Response:
    """By letter; or their page with the link on it, on this answer only: it is kept nowhere."""
    handout_id = uuid4() if form.by_hand else None
    with transaction():
        resit = resitting.invite_again(
            invitation_id, accepts=form.accepted, handout_id=handout_id, by=acting(), at=clock.now()
        )
        is_new = handout_id is not None and resit.handout_id == handout_id
        token = actions.copy_link(resit.id, by=acting()) if is_new else None
    if token:
        return make_response(page(SHOW, link=address_of(token), **shown_of(resit.id)))
    if resit.handout_id:
        flash("They are invited to a resit already, without a letter.")
        return go("invitations.show", invitation_id=resit.id)
    flash("They are invited to a resit. The letter with their link is on its way.")
    return go("invitations.show", invitation_id=invitation_id, anchor="sittings")


def _shown(invitation_id: UUID) -> dict[str, Any]:
    invitation, _, assessment = visible(invitation_id)
    called, at = naming.called(invitation_id), clock.now()
    tries = resitting.tries_of([invitation_id], at=at)[invitation_id]
    hindrance = resitting.hindrance(invitation, tries, at=at)
    offer = None if hindrance else resitting.offer(invitation_id, at=at)
    form = ResitForm(formdata=None, letter=HAND if invitation.handout_id else SEND)
    form.told.data = offer.returns.again if offer else 0
    return {
        "assessment": assessment,
        "invitation_id": invitation_id,
        "candidate": called.candidate,
        "hindrance": hindrance,
        "offer": offer,
        "ordinal": ordinal,
        "granted": any(one.source == "member" for one in queries.accommodations(invitation_id)),
        "form": form,
    }
