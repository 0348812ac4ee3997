"""What the steps before the start stand on: whose they are, and that it is still before."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import g, redirect, url_for
from werkzeug.wrappers import Response

from assay.invitations import queries as invitations
from assay.invitations.landing import Landing
from assay.sittings import queries
from assay.sittings.queries import Terms
from assay.sittings.timing import Phase


@dataclass(frozen=True, kw_only=True)
class Doorstep:
    """An invitation that could be started now, or as soon as its paper is drawn."""

    landing: Landing
    terms: Terms
    phase: Phase


def doorstep() -> Doorstep | None:
    """Of this request's link; None where nothing is to be done before the start any more."""
    landing = invitations.landing(g.entrance.subject_id)
    if landing.withdrawn_at or landing.declined_at or g.entrance.revoked_at or g.entrance.closed:
        return None
    if queries.of_invitation(landing.invitation_id):
        return None
    terms = queries.terms(invitations.one(landing.invitation_id))
    phase = terms.phase(g.at)
    return Doorstep(landing=landing, terms=terms, phase=phase) if phase.name == "open" else None


def before(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view gets the doorstep; where there is none, the landing page says why."""

    @wraps(view)
    def inside(**rest: Any) -> Any:
        step = doorstep()
        return view(step, **rest) if step else back()

    return inside


def back() -> Response:
    """To the landing page, which says where this invitation stands."""
    return redirect(url_for("landing", token=g.token), 303)
