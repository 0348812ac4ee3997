"""More time, or something else: what is needed is asked, never why."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import g, render_template, request
from flask_babel import lazy_gettext as _

from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid, TooMany
from assay.core.languages import said_in
from assay.invitations import queries as invitations
from assay.invitations import requests
from assay.invitations.models import Request
from assay.sittings import before as start
from assay.tenancy.queries import policy
from assay.testroom import guards
from assay.testroom.doorstep import Doorstep, back, before
from assay.testroom.languages import language
from assay.testroom.when import minutes

TOO_MANY = _("You have asked for several things already. Wait for an answer to them.")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One amount of extra time: what one would have in all, and whether it has to be asked for."""

    percent: int
    whole: str
    is_chosen: bool
    is_asked: bool


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked for, in words, and what came of it: granted, refused or nothing yet."""

    words: str
    answer: str | None


@dataclass(frozen=True, kw_only=True)
class Needs:
    """`granted`: the time that a member gave; then only words remain to be said."""

    organisation: str
    assessment: str
    steps: tuple[Step, ...]
    granted: str
    asked: tuple[Asked, ...]
    most: int = requests.MOST_TEXT


@guards.link
@before
def show(step: Doorstep) -> str:
    return _page(step)


@guards.link
@before
def ask(step: Doorstep) -> Any:
    """Take what anyone may take, and ask for the rest; back to the page that shows the new end."""
    text = request.form.get("text", "")
    try:
        with transaction():
            start.hold(step.landing.invitation_id)
            _take(step, request.form.get("percent"))
            if text.strip():
                requests.ask(step.landing.invitation_id, "something_else", text=text, at=g.at)
    except Invalid as invalid:
        return _page(step, wrong=invalid.fields, typed=text), 422
    except TooMany:
        return _page(step, wrong={"text": str(TOO_MANY)}, typed=text), 429
    except Conflict:
        return back()
    return back()


def asked(step: Doorstep) -> tuple[Asked, ...]:
    """What this candidate has asked for and not taken back, the latest first."""
    found = invitations.requests(step.landing.invitation_id)
    return tuple(
        Asked(words=_words(one), answer=one.answer)
        for one in found
        if one.kind != "decline" and one.answer != "taken_back"
    )


def _take(step: Doorstep, percent: str | None) -> None:
    if percent is None:
        return
    wanted = int(percent) if percent.isdecimal() and len(percent) < 4 else -1
    if wanted <= policy().extra_percent:
        requests.take_time(step.landing.invitation_id, percent=wanted, at=g.at)
    else:
        requests.ask(step.landing.invitation_id, "more_time", percent=wanted, at=g.at)


def _words(one: Request) -> str:
    if one.kind == "more_time":
        return str(_("%(percent)d %% more time", percent=one.percent))
    return one.text


def _page(step: Doorstep, *, wrong: dict[str, str] | None = None, typed: str = "") -> str:
    said = {name: said_in(language(), words) for name, words in (wrong or {}).items()}
    return render_template(
        "room/needs.html", face=_needs(step), token=g.token, wrong=said, typed=typed
    )


def _needs(step: Doorstep) -> Needs:
    granted = invitations.accommodations(step.landing.invitation_id)
    is_granted = any(one.source == "member" for one in granted)
    return Needs(
        organisation=step.landing.organisation,
        assessment=step.landing.assessment,
        steps=() if is_granted else _steps(step, sum(one.extra_percent for one in granted)),
        granted=minutes(step.terms.extra, language()) if is_granted else "",
        asked=asked(step),
    )


def _steps(step: Doorstep, taken: int) -> tuple[Step, ...]:
    allowed, limit = policy().extra_percent, step.terms.limit
    found = invitations.requests(step.landing.invitation_id)
    waits = [one.percent for one in found if one.kind == "more_time" and one.answered_at is None]
    chosen = waits[0] if waits else taken
    return tuple(
        Step(
            percent=percent,
            whole=minutes(limit + timedelta(seconds=_extra(limit, percent)), language()),
            is_chosen=percent == chosen,
            is_asked=percent > allowed,
        )
        for percent in (0, *requests.steps(allowed))
    )


def _extra(limit: timedelta, percent: int) -> int:
    return int(limit.total_seconds()) * percent // 100
