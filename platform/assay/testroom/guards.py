"""Who may come in: everyone, the holder of a link (one's own or a public one), the browser with a
sitting's cookie, and either of the two once the sitting is over.

Each guard marks its view (`view.guard`) so that a test can ask every route for one. `link` and
`sitting` enter the organisation's scope for the whole request; a POST must carry the form's token.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

from flask import abort, current_app, g, redirect, request, url_for

from assay.core import clock
from assay.invitations import queries as invitations
from assay.sittings import queries, receipts
from assay.sittings.models import Sitting
from assay.sittings.saving import TakenOver
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from assay.testroom.fast import AT
from assay.testroom.forgery import FIELD, Forgery
from assay.testroom.ticket import TicketOffice

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def link(view: View) -> View:
    """The address holds the token of an invitation's mail: gives g.entrance, open or not."""

    @wraps(view)
    def inside(token: str, **rest: Any) -> Any:
        g.at = _at()
        opened = entrances.resolve("sit", token)
        with scope(opened.organisation_id):
            g.entrance, g.token = opened, token
            _refuse_forgery(held=token)
            return view(**rest)

    inside.guard = "link"  # type: ignore[attr-defined]
    return cast(View, inside)


def sign_up(view: View) -> View:
    """The address holds the token of a public link, whoever has it: gives g.entrance, g.door."""

    @wraps(view)
    def inside(token: str, **rest: Any) -> Any:
        g.at = _at()
        opened = entrances.resolve("sign-up", token)
        with scope(opened.organisation_id):
            g.entrance, g.door = opened, token
            g.held = token
            _refuse_forgery(held=token)
            return view(**rest)

    inside.guard = "sign_up"  # type: ignore[attr-defined]
    return cast(View, inside)


def sitting(view: View) -> View:
    """The cookie names a sitting of this generation: gives g.sitting and g.ticket.

    Absent, foreign and unsigned look the same (404); an older generation is told so.
    """

    @wraps(view)
    def inside(**rest: Any) -> Any:
        g.at = _at()
        ticket = office().read(request.environ)
        if ticket is None:
            abort(404)
        with scope(ticket.organisation_id):
            g.ticket, g.sitting = ticket, queries.by_id(ticket.sitting_id)
            g.held = office().text(request.environ)
            if g.sitting.generation != ticket.generation:
                g.may_take_over = _may_take_over()
                raise TakenOver("Sitting")
            if request.method == "PUT":
                forgery().is_our_save(request.environ) or abort(403)
            else:
                _refuse_forgery(held=g.held)
            return view(**rest)

    inside.guard = "sitting"  # type: ignore[attr-defined]
    return cast(View, inside)


def former(view: View) -> View:
    """The cookie names a sitting, of whatever generation: gives g.sitting.

    Who was let in once may take it over again, unless a newer link was sent since they were.
    """

    @wraps(view)
    def inside(**rest: Any) -> Any:
        g.at = _at()
        ticket = office().read(request.environ)
        if ticket is None:
            abort(404)
        with scope(ticket.organisation_id):
            g.sitting, g.held = queries.by_id(ticket.sitting_id), office().text(request.environ)
            _refuse_forgery(held=g.held)
            if not _may_take_over():
                raise TakenOver("Sitting")
            return view(**rest)

    inside.guard = "former"  # type: ignore[attr-defined]
    return cast(View, inside)


def _may_take_over() -> bool:
    """Every cookie was given since the start: a link that was closed before it let nobody in."""
    since = g.sitting.started_at
    return not entrances.was_revoked("sit", g.sitting.invitation_id, since=since)


def ended(view: View) -> View:
    """By the mail's link or the room's cookie, once the sitting is over: gives g.sitting, g.at.

    Who is not there yet, or may not be there any more, is led to the page that says so.
    """

    @link
    def by_link(**rest: Any) -> Any:
        found = queries.of_invitation(g.entrance.subject_id)
        withdrawn = invitations.one(g.entrance.subject_id).withdrawn_at or g.entrance.revoked_at
        if found is None or withdrawn or not _is_over(found) or not receipts.is_kept(found, g.at):
            return redirect(url_for("landing", token=g.token), 303)
        g.sitting = found
        return view(**rest)

    @sitting
    def by_cookie(**rest: Any) -> Any:
        if not _is_over(g.sitting):
            return redirect(url_for("review"), 303)
        if not receipts.is_kept(g.sitting, g.at):
            abort(404)
        return view(**rest)

    @wraps(view)
    def inside(**rest: Any) -> Any:
        return by_link(**rest) if "token" in rest else by_cookie(**rest)

    inside.guard = "ended"  # type: ignore[attr-defined]
    return cast(View, inside)


def _is_over(sitting: Sitting) -> bool:
    return sitting.state != "started" or not queries.phase_of(sitting, g.at).takes_answers


def office() -> TicketOffice:
    return cast(TicketOffice, current_app.extensions["assay.tickets"])


def forgery() -> Forgery:
    return cast(Forgery, current_app.extensions["assay.forgery"])


def form_token() -> str:
    """What a page's forms carry; a template global."""
    held = g.get("token") or g.get("held", "")
    return forgery().token(held)


def _at() -> datetime:
    """The instant at which the request came in."""
    return cast(datetime, request.environ.get(AT) or clock.now())


def _refuse_forgery(held: str) -> None:
    if request.method not in ("GET", "HEAD", "OPTIONS") and not forgery().is_our_form(
        request.environ, held, request.form.get(FIELD, "")
    ):
        abort(403)
