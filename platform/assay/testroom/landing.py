"""The link of the mail: who asks, what for, how long; then start, or go on."""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from assay.core.db import transaction
from assay.core.errors import Conflict, NotReady
from assay.invitations import actions as inviting
from assay.invitations import queries as invitations
from assay.invitations.landing import Landing
from assay.sittings import actions, queries, receipts
from assay.sittings.models import Sitting
from assay.testroom import browsers, declining, ending, faces, guards, needs, problems
from assay.testroom.doorstep import Doorstep, back, doorstep
from assay.testroom.languages import language
from assay.testroom.notice import Notice, notice
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
    if landing.declined_at:
        return declining.declined(landing)
    terms = queries.terms(invitations.one(landing.invitation_id))
    phase = terms.phase(g.at)
    if phase.name == "missed":
        return problems.page(_missed(landing), 410)
    if phase.name == "not_open":
        return problems.page(NOT_OPEN, 200)
    if not landing.has_paper:
        return render_template("room/wait.html", token=g.token, face=None)
    return _before(Doorstep(landing=landing, terms=terms, phase=phase))


@guards.link
def start() -> Any:
    """The one way to begin: a POST, from the landing page. Again is the same as once.

    Nobody begins who has not agreed to the notice as it is now.
    """
    if g.entrance.revoked_at:
        return back()
    told = notice()
    if wrong := _not_agreed(told):
        return _not_begun(wrong)
    agreed = actions.Agreed(policy=told.policy, notice=told.number, language=language())
    try:
        with transaction():
            sitting = actions.start(g.entrance.subject_id, agreed=agreed, at=g.at)
            inviting.speak(g.entrance.subject_id, language())
    except (Conflict, NotReady):
        return back()
    return _enter(sitting)


@guards.link
def resume() -> Response:
    """Go on in this browser; the one that had it stops saving."""
    sitting = queries.of_invitation(g.entrance.subject_id)
    if sitting is None or g.entrance.revoked_at:
        return back()
    with transaction():
        sitting = actions.resume(sitting.id, at=g.at)
    return _enter(sitting)


@guards.former
def take_over() -> Response:
    """Go on in a browser that had it before, without the mail."""
    with transaction():
        sitting = actions.resume(g.sitting.id, at=g.at)
    return _enter(sitting)


def _before(step: Doorstep, *, wrong: str | LazyString = "") -> str:
    return render_template(
        "room/landing.html",
        face=faces.invited(step.landing, step.terms, step.phase),
        notice=notice(),
        asked=needs.asked(step),
        is_old=browsers.is_old(request.user_agent.string),
        wrong=wrong,
        token=g.token,
    )


def _not_agreed(told: Notice) -> str | LazyString:
    """What is wrong with the form; nothing where the notice as it is now was agreed to."""
    seen = request.form.get("notice", type=int), request.form.get("policy", type=int)
    if request.form.get("agree") != "yes":
        return UNREAD
    return "" if seen == (told.number, told.policy) else CHANGED


def _not_begun(wrong: str | LazyString) -> Any:
    """The page again, with what is missing; whoever has begun already needs nothing more."""
    if queries.of_invitation(g.entrance.subject_id):
        return back()
    step = doorstep()
    if step is None or not step.landing.has_paper:
        return back()
    return _before(step, wrong=wrong), 422


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
    """Why this link opens nothing, if it does not. A link expires under nobody who still sits, and
    no organisation closes under them."""
    if landing.withdrawn_at:
        return WITHDRAWN
    if g.entrance.revoked_at:
        return CORRECTED if landing.by_hand else REPLACED
    if sitting is None:
        return SHUT if g.entrance.closed else None
    if sitting.state == "started":
        return None
    return None if receipts.is_kept(sitting, g.at) else EXPIRED


def _missed(landing: Landing) -> Help:
    by = min(landing.start_by, landing.finish_by or landing.start_by)
    return Help(
        title=_("The time to start has passed"),
        words=(
            _(
                "If you were kept from it, answer the message that brought your link:"
                " the organisation can invite you again."
            ),
            _("It was possible to start until:"),
        ),
        when=when(by, landing.time_zone, language()),
    )


UNREAD = _("Tick this box to start: you can’t take part without it.")
CHANGED = _("The notice has changed since you opened this page. Please read it again.")
NOT_OPEN = Help(
    title=_("Not open yet"),
    words=(_("Come back with the same link when it opens. Nothing has started."),),
)
WITHDRAWN = Help(
    title=_("This invitation was withdrawn"),
    words=(
        _("The organisation that invited you has taken it back."),
        _("If you did not expect this, answer the message that brought your link."),
    ),
)
SHUT = Help(
    title=_("This assessment is not open at present"),
    words=(
        _(
            "The organisation that invited you does not use Assay at the moment, so nobody can"
            " start. That has nothing to do with you, and nothing is held against you."
        ),
        _(
            "Keep the link: if it opens again in time, you can start as usual. What to do"
            " meanwhile, the organisation can tell you: answer the message that brought your link."
        ),
    ),
)
REPLACED = Help(
    title=_("There is a newer link"),
    words=(_("A newer mail with a new link was sent to you. Please use that one."),),
)
CORRECTED = Help(
    title=_("This link is closed"),
    words=(
        _(
            "It was closed when your mail address was corrected."
            " No mail with another was sent to you."
        ),
        _("Please ask whoever gave you this link for a new one."),
    ),
)
EXPIRED = Help(
    title=_("This link has expired"),
    words=(
        _("Your assessment has ended. The mail with your receipt holds all that this page told."),
    ),
)
