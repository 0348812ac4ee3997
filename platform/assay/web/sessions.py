"""The page of one's own sessions: where one is signed in, and signing out of there."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, url_for
from flask_login import current_user
from flask_security import logout_user
from werkzeug.wrappers import Response

from assay.accounts import sessions
from assay.audit.actions import Actor, record
from assay.core.db import transaction
from assay.tenancy.scope import INSTALLATION, scope
from assay.web.answering import page
from assay.web.guards import fresh, signed_in

pages = Blueprint("sessions", __name__, url_prefix="/o/account/sessions")


@pages.get("")
@signed_in
def index() -> str:
    mine = sessions.of(current_user.id)
    return page("accounts/sessions.html", sessions=mine, this=g.visit.session_id)


@pages.post("/<uuid:session_id>/end")
@signed_in
def end(session_id: UUID) -> Response:
    with scope(INSTALLATION), transaction():
        sessions.end(session_id, user_id=current_user.id)
        _note("user.end_session")
    flash("That browser is signed out.", "success")
    return redirect(url_for("sessions.index"), 303)


@pages.post("/end")
@signed_in
@fresh
def end_all() -> Response:
    with scope(INSTALLATION), transaction():
        sessions.end_all(current_user.id)
        _note("user.end_sessions")
        logout_user()
    flash("You are signed out everywhere.", "success")
    return redirect(url_for("security.login"), 303)


def _note(verb: str) -> None:
    record(verb, "user", current_user.id, actor=Actor(kind="user", id=current_user.id))
