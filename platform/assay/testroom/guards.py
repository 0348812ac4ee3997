"""Who may come in: everyone, the holder of a link, the browser with a sitting's cookie.

Each guard marks its view (`view.guard`) so that a test can ask every route for one. `link` and
`sitting` enter the organisation's scope for the whole request; a POST must carry the form's token.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

from flask import abort, current_app, g, request

from assay.core import clock
from assay.sittings import queries
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
            if g.sitting.generation != ticket.generation:
                raise TakenOver("Sitting")
            g.held = office().text(request.environ)
            if request.method == "PUT":
                forgery().is_our_save(request.environ) or abort(403)
            else:
                _refuse_forgery(held=g.held)
            return view(**rest)

    inside.guard = "sitting"  # type: ignore[attr-defined]
    return cast(View, inside)


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
