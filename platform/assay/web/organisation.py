"""The page of the organisation itself: what it asks of its members, what they see, and its end."""

from typing import Any

from flask import Blueprint, flash, g, redirect, request
from werkzeug.wrappers import Response

from assay.accounts import actions
from assay.core.db import transaction
from assay.web.answering import acting, go, page, refused
from assay.web.forms.accounts import CloseForm
from assay.web.guards import fresh, member

pages = Blueprint("organisation", __name__, url_prefix="/o/<slug>/organisation")

SHOW = "accounts/organisation.html"


@pages.get("")
@member("organisation.edit")
def show() -> str:
    return page(SHOW, form=CloseForm(), **_told())


@pages.post("/second-factors")
@member("organisation.edit")
@fresh
def ask_for_second_factors() -> Response:
    """Not by who has none: they would be the first to be shut out."""
    asked = request.form.get("asked") == "yes"
    if asked and not g.visit.has_second_factor:
        flash("Set up a second factor of your own first, under “Your account”.", "error")
        return go("organisation.show")
    with transaction():
        actions.ask_for_second_factors(asked, by=acting())
    words = "are asked for" if asked else "are free again"
    flash(f"Second factors {words}.", "success")
    return go("organisation.show")


@pages.post("/sight")
@member("organisation.edit")
def let_members_see_all() -> Response:
    seen = request.form.get("seen") == "all"
    with transaction():
        actions.let_members_see_all(seen, by=acting())
    what = "every assessment" if seen else "what is theirs, or shared with them"
    flash(f"Members see {what}.", "success")
    return go("organisation.show")


@pages.post("/close")
@member("organisation.close")
@fresh
def close() -> Response:
    form, name = CloseForm(), g.organisation.name
    if not form.is_named(name):
        return refused(SHOW, form=form, **_told())
    with transaction():
        actions.close_organisation(by=acting())
    flash(f"{name} is closed.", "success")
    return redirect("/o/", 303)


def _told() -> dict[str, Any]:
    return {"has_second_factor": g.visit.has_second_factor}
