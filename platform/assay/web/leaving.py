"""The pages of a member who goes by themselves."""

from flask import Blueprint, flash, g, redirect
from werkzeug.wrappers import Response

from assay.accounts import actions
from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.web.answering import page, refused
from assay.web.guards import fresh, member

pages = Blueprint("leaving", __name__, url_prefix="/o/<slug>/leave")

LEAVE = "accounts/leave.html"


@pages.get("")
@member(None)
def ask() -> str:
    return page(LEAVE)


@pages.post("")
@member(None)
@fresh
def leave() -> Response:
    name = g.organisation.name
    try:
        with transaction():
            actions.leave(g.member.id)
    except Invalid as refusal:
        return refused(LEAVE, why=str(*refusal.fields.values()))
    flash(f"You have left {name}.", "success")
    return redirect("/o/", 303)
