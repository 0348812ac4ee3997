"""What went wrong, as a page that helps or as JSON for the script."""

import logging
import re
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, jsonify, render_template, request, url_for
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from assay.core import clock, context
from assay.core.errors import AssayError
from assay.sittings.saving import Stale
from assay.testroom import wire
from assay.testroom.when import When

log = logging.getLogger("assay.testroom")

SCRIPTED = ("put_answer", "clock", "beat")


@dataclass(frozen=True, kw_only=True)
class Help:
    title: str | LazyString
    words: tuple[str | LazyString, ...]
    when: When | None = None
    href: str | None = None
    link: str | LazyString | None = None


LOST = Help(
    title=_("Open the link in your mail"),
    words=(
        _(
            "This address belongs to an assessment that this browser has not opened, or that was"
            " opened too long ago."
        ),
        _("The link in your invitation brings you back. Everything that you saved is there."),
    ),
)
UNKNOWN_LINK = Help(
    title=_("We don’t know this link"),
    words=(
        _(
            "Perhaps it was cut in two by your mail program: copy the whole address from the mail"
            " into the browser."
        ),
        _("If that does not help, ask the organisation that invited you for a new one."),
    ),
)
TAKEN_OVER = Help(
    title=_("Your assessment goes on elsewhere"),
    words=(
        _(
            "It was opened with the link in your mail in another browser or on another device."
            " Everything saved here is kept."
        ),
        _("To go on in this browser, open the link in your mail here."),
    ),
)
OLD_FORM = Help(
    title=_("This page was out of date"),
    words=(_("Nothing was changed. Go back, reload the page, and try again."),),
)
TOO_OFTEN = Help(
    title=_("A moment, please"),
    words=(_("This was asked for very often in the last minute. Wait a minute, then try again."),),
)
TOO_LONG = Help(
    title=_("That answer is too long"),
    words=(_("It was not saved. Go back, shorten it, and save again."),),
)
BROKEN = Help(
    title=_("Something broke on our side"),
    words=(
        _("It has been noted. Everything that was shown as saved is kept."),
        _("Try again; if it stays so, answer the message that brought your link."),
    ),
)
AWAY = Help(
    title=_("We can’t reach a part that we need"),
    words=(
        _("Everything that was shown as saved is kept."),
        _("Wait a minute, then go back or reload this page, and try again."),
    ),
)
HELP = {403: OLD_FORM, 404: LOST, 413: TOO_LONG, 429: TOO_OFTEN, 500: BROKEN, 503: AWAY}


def add_to(app: Flask) -> None:
    app.register_error_handler(AssayError, _ours)
    app.register_error_handler(OperationalError, _unreachable)
    app.register_error_handler(HTTPException, _http)


def page(help_: Help, status: int, **more: Any) -> tuple[str, int]:
    """With the number to ask by where it was our fault."""
    number = context.request_id() if status >= 500 else None
    return render_template("room/help.html", help=help_, number=number, **more), status


def _ours(error: Exception) -> Any:
    assert isinstance(error, AssayError)
    if request.endpoint in SCRIPTED:
        return _json(error)
    if error.code == "TakenOver":
        return page(TAKEN_OVER, 404, may_take_over=g.get("may_take_over"))
    if error.status == 404 and "token" in (request.view_args or {}):
        return page(UNKNOWN_LINK, 404)
    if error.code == "SectionOver":
        return page(_section_over(), 409)
    if error.status == 409 and "sitting" in g:
        return page(_time_is_up(), 409)
    return page(HELP.get(error.status, BROKEN), error.status)


def _time_is_up() -> Help:
    return Help(
        title=_("Your time is up"),
        words=(_("What you saved until the end counts."),),
        href=url_for("done"),
        link=_("See your receipt"),
    )


def _section_over() -> Help:
    return Help(
        title=_("This section is locked"),
        words=(
            _("What you saved until then counts. What came later is kept, and marked as late."),
        ),
        href=url_for("onward"),
        link=_("Go on"),
    )


def _unreachable(error: Exception) -> Any:
    """The database is gone: nothing here may ask it anything more."""
    log.error("%s %s", request.method, request.endpoint, exc_info=error)
    if request.endpoint in SCRIPTED:
        return Response(wire.not_ready(clock.now()), 503, mimetype="application/json")
    return page(AWAY, 503)


def _json(error: AssayError) -> tuple[Response, int]:
    """`error` is the class's name in snake case; a stale save brings what stands."""
    told: dict[str, Any] = {
        "error": re.sub(r"(?<=[a-z])(?=[A-Z])", "_", error.code).lower(),
        "server_now": wire.instant(clock.now()),
    }
    if isinstance(error, Stale):
        told |= {"saved_seq": error.seq, "value": error.value}
    if "sitting" in g:
        told["ends_at"] = wire.instant(g.sitting.ends_at)
    return jsonify(told), error.status


def _http(error: Exception) -> Any:
    assert isinstance(error, HTTPException)
    status = error.code or 500
    if request.endpoint in SCRIPTED:
        name = {403: "not_allowed", 404: "not_found", 413: "invalid"}.get(status, "broken")
        return jsonify({"error": name}), status
    if 300 <= status < 400:
        return error
    return page(HELP.get(status, BROKEN), status)
