"""The link of the mail: who asks, what for, how long; then start, or go on."""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assay.core.db import transaction
from assay.core.errors import Conflict, NotReady
from assay.invitations import queries as invitations
from assay.invitations.landing import Landing
from assay.sittings import actions, queries
from assay.sittings.models import Sitting
from assay.testroom import ending, faces, guards, problems
from assay.testroom.problems import Help
from assay.testroom.when import when


@guards.link
def landing() -> Any:
    """Where this invitation stands. Looking changes nothing: mail scanners look too."""
    landing = invitations.landing(g.entrance.subject_id)
    sitting = queries.of_invitation(landing.invitation_id)
    if closed := _closed(landing, sitting):
        return problems.page(closed, 410)
    if sitting:
        return _begun(landing, sitting)
    terms = queries.terms(invitations.one(landing.invitation_id))
    phase = terms.phase(g.at)
    if phase.name == "missed":
        return problems.page(_missed(landing), 410)
    if phase.name == "not_open":
        return problems.page(NOT_OPEN, 200)
    if not landing.has_paper:
        return render_template("room/wait.html", token=g.token, face=None)
    face = faces.invited(landing, terms, phase)
    return render_template("room/landing.html", face=face, token=g.token)


@guards.link
def start() -> Response:
    """The one way to begin: a POST, from the landing page. Again is the same as once."""
    if g.entrance.revoked_at:
        return _back()
    try:
        with transaction():
            sitting = actions.start(g.entrance.subject_id, at=g.at)
    except (Conflict, NotReady):
        return _back()
    return _enter(sitting)


@guards.link
def resume() -> Response:
    """Go on in this browser; the one that had it stops saving."""
    sitting = queries.of_invitation(g.entrance.subject_id)
    if sitting is None or g.entrance.revoked_at:
        return _back()
    with transaction():
        sitting = actions.resume(sitting.id, at=g.at)
    return _enter(sitting)


def _back() -> Response:
    """To the landing page, which says why."""
    return redirect(url_for("landing", token=g.token), 303)


def _enter(sitting: Sitting) -> Response:
    response = redirect(url_for("room", position=1), 303)
    guards.office().hand_out(response, sitting)
    return response


def _begun(landing: Landing, sitting: Sitting) -> Any:
    phase = queries.phase_of(sitting, g.at)
    if sitting.state != "started" or not phase.takes_answers:
        return ending.page(sitting)
    ticket = guards.office().read(request.environ)
    is_here = ticket is not None and (ticket.sitting_id, ticket.generation) == (
        sitting.id,
        sitting.generation,
    )
    face = faces.begun(landing, phase, is_here=is_here)
    return render_template("room/resume.html", face=face, token=g.token)


def _closed(landing: Landing, sitting: Sitting | None) -> Help | None:
    """Why this link opens nothing, if it does not. A link expires under nobody who still sits."""
    if landing.withdrawn_at:
        return WITHDRAWN
    if g.entrance.revoked_at:
        return REPLACED
    is_ended = sitting is not None and sitting.state != "started"
    return EXPIRED if is_ended and not g.entrance.is_open(g.at) else None


def _missed(landing: Landing) -> Help:
    by = min(landing.start_by, landing.finish_by or landing.start_by)
    return Help(
        title="The time to start has passed",
        words=(
            "If you were kept from it, answer the invitation’s mail:"
            " the organisation can invite you again.",
            "It was possible to start until:",
        ),
        when=when(by, landing.time_zone),
    )


NOT_OPEN = Help(
    title="Not open yet",
    words=("Come back with the same link when it opens. Nothing has started.",),
)
WITHDRAWN = Help(
    title="This invitation was withdrawn",
    words=(
        "The organisation that invited you has taken it back.",
        "If you did not expect this, answer the invitation’s mail.",
    ),
)
REPLACED = Help(
    title="There is a newer link",
    words=("A newer mail with a new link was sent to you. Please use that one.",),
)
EXPIRED = Help(
    title="This link has expired",
    words=("Your assessment has ended. The mail with your receipt holds all that this page told.",),
)
