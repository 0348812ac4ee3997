"""Who may come in. Every view of this door wears one of these, and open to all is one of them.

Each marks its view (`view.guard`), so that a test can ask every route for it.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from flask import abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from flask_security import check_and_update_authn_fresh
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from assay.accounts import operators, queries
from assay.accounts.configuration import FRESH
from assay.accounts.rules import CONFIRMED, may
from assay.core.db import session, transaction
from assay.core.errors import Conflict, NotAllowed, NotFound
from assay.tenancy import entrances
from assay.tenancy.entrances import Membership
from assay.tenancy.scope import INSTALLATION, scope
from assay.web.answering import came_from

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Everyone."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Whoever has signed in; no organisation yet. Others are sent to sign in first."""

    @wraps(view)
    def inside(**given: Any) -> Any:
        return view(**given) if current_user.is_authenticated else sign_in_first()

    inside.guard = "signed_in"  # type: ignore[attr-defined]
    return cast(View, inside)


def member(permission: str | None) -> Callable[[View], View]:
    """A member of the organisation in the address whose role holds the permission.

    The view runs inside the organisation's scope, with `g.organisation`, `g.member` and, for the
    way to others, `g.memberships`. Not a member and no such organisation look the same (404); a
    permission that one lacks is a 403. None asks for membership alone.

    Of an organisation that is closed they see a page that says so, and nothing else (403). Who
    lacks a second factor that the organisation asks for is led to set one up. What sends
    letters to others (rules.CONFIRMED) is refused to who has not confirmed an address.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def inside(slug: str, **given: Any) -> Any:
            if not current_user.is_authenticated:
                return sign_in_first()
            g.memberships = entrances.memberships(current_user.id)
            membership = _of(g.memberships, slug)
            if membership.closed and (answer := _told_that_closed(membership)):
                return answer
            if membership.needs_second_factor and not g.visit.has_second_factor:
                return redirect(url_for("account.index", needed_by=slug), 303)
            with scope(membership.organisation_id):
                g.organisation, g.member = queries.at_home(current_user.id)
                for row in (g.organisation, g.member):
                    session.expunge(row)  # a page's rollback must not take them from its template
                if permission is not None and not may(g.member.role, permission):
                    raise NotAllowed(permission)
                if permission is not None and (answer := unconfirmed(permission)):
                    return answer
                return view(**given)

        inside.guard = f"member:{permission}"  # type: ignore[attr-defined]
        return cast(View, inside)

    return guard


def operator(view: View) -> View:
    """An operator of the installation; for everybody else there is nothing here (404).

    Who has no second factor is led to set one up. Nobody is a member of anything by it.
    """

    @wraps(view)
    def inside(**given: Any) -> Any:
        if not current_user.is_authenticated:
            return sign_in_first()
        if not operators.is_operator(current_user.id):
            raise NotFound("Operator")
        if not g.visit.has_second_factor:
            return redirect(url_for("account.index", needed_by="operators"), 303)
        session.expunge(current_user._get_current_object())  # what is refused rolls back, as above
        return view(**given)

    inside.guard = "operator"  # type: ignore[attr-defined]
    return cast(View, inside)


def fresh(view: View) -> View:
    """Beneath another guard: whoever signed in, or confirmed that it is them, a short while ago.

    Others are asked to confirm it, and come back to the page they were at; nothing is done before.
    """

    @wraps(view)
    def inside(**given: Any) -> Any:
        return view(**given) if is_fresh() else confirm_first()

    inside.fresh = True  # type: ignore[attr-defined]
    return cast(View, inside)


def is_fresh() -> bool:
    return bool(check_and_update_authn_fresh(FRESH, timedelta(0)))


def confirm_first() -> Response:
    """To the page that asks who it is; then back, by GET."""
    came = request.full_path.rstrip("?") if request.method == "GET" else came_from()
    flash("Confirm that it is you, then do it again.", "warning")
    return redirect(url_for("security.verify", next=came), 303)


def account(view: View) -> View:
    """Flask-Security's own views: what they change, note and write is kept in the installation's
    stream, in one transaction. Who may is theirs to ask (Flask-Security's decorators)."""

    @wraps(view)
    def inside(**given: Any) -> Any:
        if request.is_json:
            abort(415)  # these pages are for browsers
        try:
            with scope(INSTALLATION), transaction():
                return view(**given)
        except IntegrityError:
            raise Conflict from None  # two at once: a passkey, an address

    inside.guard = "account"  # type: ignore[attr-defined]
    return cast(View, inside)


def closed(view: View) -> View:
    """Nobody: a door of Flask-Security's that we don't keep."""

    @wraps(view)
    def inside(**_: Any) -> Any:
        abort(404)

    inside.guard = "closed"  # type: ignore[attr-defined]
    return cast(View, inside)


def _of(memberships: list[Membership], slug: str) -> Membership:
    for membership in memberships:
        if membership.slug == slug:
            return membership
    raise NotFound("Organisation")


def _told_that_closed(membership: Membership) -> Response | None:
    """The page that says so; None where it was opened again just now."""
    with scope(membership.organisation_id):
        if (closure := queries.closure()) is None:
            return None
        told = {"name": membership.name, "closure": closure}
        return make_response(render_template("accounts/closed.html", **told), 403)


def unconfirmed(permission: str) -> Response | None:
    """The refusal of who acts without having confirmed an address, where that is asked for.

    Looking is free.
    """
    looks = request.method in ("GET", "HEAD")
    if looks or permission not in CONFIRMED or current_user.confirmed_at is not None:
        return None
    return make_response(render_template("accounts/unconfirmed.html"), 403)


def sign_in_first() -> Any:
    if request.method not in ("GET", "HEAD"):
        abort(401)
    return redirect(url_for("security.login", next=request.full_path.rstrip("?")), 303)
