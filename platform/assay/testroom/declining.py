"""Taking no part: said with a reason or without one, and taken back as long as the link opens."""

from typing import Any

from flask import g, render_template, request

from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid
from assay.core.languages import said_in
from assay.invitations import queries as invitations
from assay.invitations import requests
from assay.invitations.landing import Landing
from assay.sittings import before as start
from assay.sittings import queries
from assay.testroom import guards
from assay.testroom.doorstep import Doorstep, back, before
from assay.testroom.languages import language


@guards.link
@before
def show(step: Doorstep) -> str:
    return _page(step)


@guards.link
@before
def decline(step: Doorstep) -> Any:
    """Again is the same as once. Who has begun takes part: the sitting stands."""
    text = request.form.get("text", "")
    try:
        with transaction():
            start.hold(step.landing.invitation_id)
            requests.decline(step.landing.invitation_id, reason=text, at=g.at)
    except Invalid as invalid:
        return _page(step, wrong=next(iter(invalid.fields.values())), typed=text), 422
    except Conflict:
        pass
    return back()


@guards.link
def take_up(**_: Any) -> Any:
    """Take part after all; only by a link that still opens."""
    if g.entrance.is_open(g.at):
        try:
            with transaction():
                requests.take_up(g.entrance.subject_id, at=g.at)
        except Conflict:
            pass
    return back()


def declined(landing: Landing) -> str:
    """What the link shows to who takes no part: the way back, where there is one."""
    phase = queries.terms(invitations.one(landing.invitation_id)).phase(g.at)
    return render_template(
        "room/declined.html",
        face=landing,
        token=g.token,
        may_return=g.entrance.is_open(g.at) and phase.name != "missed",
    )


def _page(step: Doorstep, *, wrong: str = "", typed: str = "") -> str:
    return render_template(
        "room/decline.html",
        face=step.landing,
        token=g.token,
        wrong=said_in(language(), wrong) if wrong else "",
        typed=typed,
        most=requests.MOST_TEXT,
    )
