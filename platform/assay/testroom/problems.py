"""What went wrong, as a page that helps or as JSON for the script."""

import logging
import re
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, jsonify, render_template, request, url_for
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from assay.core import clock, context
from assay.core.errors import AssayError
from assay.sittings.saving import Stale
from assay.testroom import wire
from assay.testroom.when import When

log = logging.getLogger("assay.testroom")

SCRIPTED = ("put_answer", "clock")


@dataclass(frozen=True, kw_only=True)
class Help:
    title: str
    words: tuple[str, ...]
    when: When | None = None
    href: str | None = None
    link: str | None = None


LOST = Help(
    title="Open the link in your mail",
    words=(
        "This address belongs to an assessment that this browser has not opened,"
        " or that was opened too long ago.",
        "The link in your invitation brings you back. Everything that you saved is there.",
    ),
)
UNKNOWN_LINK = Help(
    title="We don’t know this link",
    words=(
        "Perhaps it was cut in two by your mail program: copy the whole address"
        " from the mail into the browser.",
        "If that does not help, ask the organisation that invited you for a new one.",
    ),
)
TAKEN_OVER = Help(
    title="Your assessment goes on elsewhere",
    words=(
        "It was opened with the link in your mail in another browser or on another device."
        " Everything saved here is kept.",
        "To go on in this browser, open the link in your mail here.",
    ),
)
OLD_FORM = Help(
    title="This page was out of date",
    words=("Nothing was changed. Go back, reload the page, and try again.",),
)
TOO_OFTEN = Help(
    title="A moment, please",
    words=("This was asked for very often in the last minute. Wait a minute, then try again.",),
)
TOO_LONG = Help(
    title="That answer is too long",
    words=("It was not saved. Go back, shorten it, and save again.",),
)
BROKEN = Help(
    title="Something broke on our side",
    words=(
        "It has been noted. Everything that was shown as saved is kept.",
        "Try again; if it stays so, answer the invitation’s mail.",
    ),
)
AWAY = Help(
    title="We can’t reach a part that we need",
    words=(
        "Everything that was shown as saved is kept.",
        "Wait a minute, then go back or reload this page, and try again.",
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
        return page(TAKEN_OVER, 404)
    if error.status == 404 and "token" in (request.view_args or {}):
        return page(UNKNOWN_LINK, 404)
    if error.status == 409 and "sitting" in g:
        return page(Help(title="Your time is up", words=("What you saved until the end counts.",),
                         href=url_for("done"), link="See your receipt"), 409)  # fmt: skip
    return page(HELP.get(error.status, BROKEN), error.status)


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
