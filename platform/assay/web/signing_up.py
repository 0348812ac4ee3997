"""The page of an assessment's public link: its limits, its address, how many came by it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, request
from werkzeug.wrappers import Response

from assay.assessments.models import Assessment
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid, NotFound
from assay.invitations import signing_up
from assay.invitations.models import SignUpLink
from assay.invitations.signing_up import Terms, clean_domains
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.fields import to_instant, to_local
from assay.web.forms.signing_up import SignUpForm
from assay.web.guards import member
from assay.web.inviting import published
from assay.web.looks import zone

pages = Blueprint(
    "signing_up", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>/sign-up"
)

SHOW = "invitations/sign_up.html"


@pages.route("", methods=["GET", "POST"])
@member("candidates.invite")
def show(assessment_id: UUID) -> str | Response:
    """The limits of the link that there is, or of the first one."""
    assessment, _ = published(assessment_id)
    link = signing_up.link_of(assessment_id)
    form = _form(link)
    if request.method == "GET":
        return page(SHOW, **_shown(assessment, link, form))
    if form.validate():
        try:
            with transaction():
                if link:
                    signing_up.settle(link.id, _terms(form), by=acting())
                else:
                    signing_up.make(assessment_id, _terms(form), by=acting(), at=clock.now())
            flash("The link has these limits now." if link else "The link is made, and open.")
            return go("signing_up.show", assessment_id=assessment_id)
        except Invalid as refusal:
            blame(form, refusal)
        except Conflict as conflict:
            form.form_errors.append(f"There is no link: {conflict}.")
    return refused(SHOW, **_shown(assessment, link, form))


@pages.post("/new")
@member("candidates.invite")
def renew(assessment_id: UUID) -> Response:
    """Another address with the same limits; the one before it opens nothing any more."""
    link = _link(assessment_id)
    terms = Terms(
        places=link.places, opens_at=link.opens_at, closes_at=link.closes_at,
        domains=tuple(link.domains),
    )  # fmt: skip
    with transaction():
        signing_up.make(assessment_id, terms, by=acting(), at=clock.now())
    flash("There is a new link. The old one opens nothing any more.")
    return go("signing_up.show", assessment_id=assessment_id)


@pages.post("/turn")
@member("candidates.invite")
def turn(assessment_id: UUID) -> Response:
    on = request.form.get("on") == "yes"
    with transaction():
        signing_up.turn(_link(assessment_id).id, on=on, by=acting())
    flash("The link is on." if on else "The link is off: nobody can sign up by it.")
    return go("signing_up.show", assessment_id=assessment_id)


def _link(assessment_id: UUID) -> SignUpLink:
    published(assessment_id)
    if (link := signing_up.link_of(assessment_id)) is None:
        raise NotFound("SignUpLink")
    return link


def _form(link: SignUpLink | None) -> SignUpForm:
    if link is None:
        return SignUpForm(places=100)
    return SignUpForm(
        places=link.places,
        opens_at=to_local(link.opens_at, zone()),
        closes_at=to_local(link.closes_at, zone()),
        domains=", ".join(link.domains),
    )


def _terms(form: SignUpForm) -> Terms:
    return Terms(
        places=form.places.data or 0,
        opens_at=to_instant(form.opens_at.data, zone()),
        closes_at=to_instant(form.closes_at.data, zone()),
        domains=clean_domains(form.domains.data or ""),
    )


def _shown(assessment: Assessment, link: SignUpLink | None, form: SignUpForm) -> dict[str, Any]:
    base_url = current_app.extensions["assay"].settings.base_url
    return {
        "assessment": assessment,
        "link": link,
        "form": form,
        "zone": zone(),
        "address": f"{base_url}/sit/join/{link.token}" if link else "",
        "state": signing_up.state_of(link, clock.now()) if link else "",
    }
