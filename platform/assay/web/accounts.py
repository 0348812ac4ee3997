"""Pages before one is inside an organisation: which one, or opening one; then its front page."""

from uuid import UUID, uuid4

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_login import current_user
from flask_security import login_user
from flask_security.utils import send_mail
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from assay.accounts import actions, operators, queries, users
from assay.accounts.rules import ROLES, may
from assay.core.db import session, transaction
from assay.core.errors import Invalid, NotFound
from assay.tenancy import entrances
from assay.tenancy.entrances import Membership
from assay.tenancy.scope import INSTALLATION, scope
from assay.web.answering import blame, go, page, refused
from assay.web.forms.accounts import OpenForm, OrganisationForm
from assay.web.guards import member, public, signed_in

pages = Blueprint("accounts", __name__)

HAVE_ACCOUNT = "security/email/have_account"
TAKEN = "An organisation of this name was opened just now. If that was not you, send it again."
TAKEN_TOO = "An account with this address was made just now."
FRONT = {"assessments.read": "assessments.index", "bank.read": "library.index"}
"""Where a member begins: the first page that their role may see."""


@pages.get("/")
@public
def root() -> Response:
    return redirect(url_for("accounts.chooser"))


@pages.get("/o/")
@signed_in
def chooser() -> str | Response:
    """Whoever has just signed in and belongs to one organisation goes straight there."""
    places = entrances.places(current_user.id)
    mine = [one for one in places if one.joined]
    asked = [one for one in places if not (one.joined or one.closed)]
    if len(mine) == 1 and not asked and "straight" in request.args:
        return redirect(url_for("accounts.front", slug=mine[0].slug), 303)
    return page(
        "accounts/chooser.html",
        memberships=mine,
        asked=asked,
        roles=ROLES,
        is_operator=operators.is_operator(current_user.id),
    )


@pages.post("/o/account/join")
@signed_in
def join() -> Response:
    """Say yes to an organisation that asked; on to its front page."""
    place = _asked()
    with scope(place.organisation_id), transaction():
        actions.join(place.member_id, user=current_user._get_current_object())
    return redirect(url_for("accounts.front", slug=place.slug), 303)


@pages.post("/o/account/decline")
@signed_in
def decline() -> Response:
    place = _asked()
    with scope(place.organisation_id), transaction():
        actions.decline(place.member_id, user=current_user._get_current_object())
    flash(f"You have said no to {place.name}.", "success")
    return redirect("/o/", 303)


@pages.route("/o/open", methods=["GET", "POST"])
@public
def open_organisation() -> str | Response:
    form = (OrganisationForm() if current_user.is_authenticated else OpenForm()).offer()
    if not form.is_submitted():
        return page("accounts/open.html", form=form)
    if form.validate():
        if _has_account(form):
            return page("accounts/look_for_a_letter.html", email=form.email.data)
        try:
            return redirect(url_for("accounts.front", slug=_open(form)), 303)
        except Invalid as refusal:
            if _has_account(form):  # since just now
                return page("accounts/look_for_a_letter.html", email=form.email.data)
            blame(form, refusal)
    return refused("accounts/open.html", form=form)


@pages.get("/o/<slug>/")
@member(None)
def front() -> Response:
    seen = [endpoint for permission, endpoint in FRONT.items() if may(g.member.role, permission)]
    return go(*seen[:1] or ["accounts.nothing_yet"])


@pages.get("/o/<slug>/welcome")
@member(None)
def nothing_yet() -> str:
    return page("accounts/nothing_yet.html")


def _asked() -> Membership:
    """The place that the form names, of those that the user is asked to take now."""
    for place in entrances.places(current_user.id):
        if not (place.joined or place.closed) and str(place.member_id) == request.form.get(
            "member"
        ):
            return place
    raise NotFound("Member")


def _has_account(form: OrganisationForm) -> bool:
    """Whether a stranger gave the address of somebody here, who is told; the stranger is not."""
    if not isinstance(form, OpenForm):
        return False
    if (user := queries.user_by_email(form.email.data)) is None:
        return False
    with scope(INSTALLATION), transaction():
        users.spend_a_hash()
        send_mail("Opening an organisation in Assay", user.email, HAVE_ACCOUNT, user=user)
    return True


def _open(form: OrganisationForm) -> str:
    """Open it, and sign its opener in; its slug. Invalid under the field that can't be."""
    slug = operators.free_slug(form.organisation.data)
    if current_user.is_authenticated:
        # What is refused rolls back: that must not take who asks from the page that says so.
        session.expunge(current_user._get_current_object())
    try:
        with scope(uuid4()), transaction():
            user_id = _opener(form)
            actions.open_organisation(
                name=form.organisation.data,
                slug=slug,
                time_zone=form.time_zone.data,
                user_id=user_id,
            )
    except Invalid as refusal:
        if "slug" in refusal.fields:  # which nobody has typed
            raise Invalid("organisation", TAKEN) from None
        raise
    if not current_user.is_authenticated:
        with scope(INSTALLATION), transaction():
            user = queries.user(user_id)
            actions.ask_to_confirm(user)
            login_user(user)
    return slug


def _opener(form: OrganisationForm) -> UUID:
    if current_user.is_authenticated:
        return UUID(str(current_user.id))
    assert isinstance(form, OpenForm)
    told = {"name": form.name.data, "password": form.password.data}
    try:
        return UUID(str(actions.register(email=form.email.data, **told).id))
    except IntegrityError:  # the same address, twice at once
        raise Invalid("email", TAKEN_TOO) from None
