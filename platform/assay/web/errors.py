"""What went wrong, as a page that says what is kept and what to do; never a stack trace."""

import logging
from dataclasses import dataclass, replace

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from redis.exceptions import ConnectionError as ValkeyGone
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from assay.core import context
from assay.core.errors import AssayError, Invalid
from assay.web.uploads import UPLOADS

log = logging.getLogger("assay.web")


@dataclass(frozen=True, kw_only=True)
class Help:
    """What happened, what is kept, what to do: each a sentence or two."""

    title: str
    why: str = ""
    kept: str
    do: str


HELP = {
    400: Help(
        title="We could not read that request",
        kept="Nothing was changed.",
        do="Go back, reload the page, and try again.",
    ),
    401: Help(
        title="Sign in first",
        why="You were signed out in the meantime.",
        kept="What you saved before. What you just sent was not taken.",
        do="Sign in in another tab, then come back here and send it again.",
    ),
    403: Help(
        title="Your role does not allow this",
        kept="Nothing was changed.",
        do="Ask an owner or admin of your organisation to do it, or for a role that can.",
    ),
    404: Help(
        title="There is nothing here",
        why="The address may be mistyped, or what it named is gone,"
        " or it belongs to an organisation that you are not signed in to.",
        kept="Nothing was changed.",
        do="Look for it from your organisations.",
    ),
    405: Help(
        title="This address does not do that",
        kept="Nothing was changed.",
        do="Go back and use the page’s own buttons.",
    ),
    409: Help(
        title="Something changed meanwhile",
        why="Somebody else, or another tab of yours, was there first.",
        kept="What they saved stands. Nothing was changed by you.",
        do="Go back and reload the page to see how things stand now.",
    ),
    413: Help(
        title="That is too large",
        why="One file, or one page of a form, may have up to 2 MB.",
        kept="Nothing of what you sent was kept. What you saved before stands.",
        do="Make it smaller, or split it, and send it again.",
    ),
    422: Help(
        title="That can’t be taken as it is",
        kept="Nothing was changed.",
        do="Go back, look at what you entered, and send it again.",
    ),
    429: Help(
        title="A moment, please",
        why="That was tried too often in a short time.",
        kept="Nothing was changed.",
        do="Wait a minute, then try again.",
    ),
    500: Help(
        title="Something broke on our side",
        why="It has been noted, with the number below.",
        kept="What was saved before stands. What you just sent may not have been taken.",
        do="Go back, look whether it was taken, and try again. If it stays so, tell us the number.",
    ),
    503: Help(
        title="We can’t reach a part that we need",
        kept="What was saved is safe. What you just sent was not taken.",
        do="Wait a minute, then go back and try again.",
    ),
}
OLD_PAGE = Help(
    title="This page was out of date",
    why="It was opened before you signed in or out, or too long ago.",
    kept="Nothing was changed.",
    do="Go back, reload the page, and try again.",
)


def init(app: Flask) -> None:
    app.register_error_handler(AssayError, _ours)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _unreachable)
    app.register_error_handler(ValkeyGone, _unreachable)


def _page(help_: Help, status: int, *, details: tuple[str, ...] = ()) -> ResponseReturnValue:
    told = {"help": help_, "details": details, "request_id": context.request_id()}
    return render_template("errors/help.html", **told), status


def _ours(error: Exception) -> ResponseReturnValue:
    assert isinstance(error, AssayError)
    if error.status >= 500:
        log.error("%s %s", request.method, request.endpoint, exc_info=error)
    details = tuple(error.fields.values()) if isinstance(error, Invalid) else ()
    return _page(HELP.get(error.status, HELP[500]), error.status, details=details)


def _forged(_: Exception) -> ResponseReturnValue:
    return _page(OLD_PAGE, 400)


def _http(error: Exception) -> ResponseReturnValue:
    assert isinstance(error, HTTPException)
    status = error.code or 500
    if status < 400:
        return error
    help_ = HELP.get(status, HELP[400] if status < 500 else HELP[500])
    if status == 413 and request.endpoint in UPLOADS:
        help_ = replace(help_, why=UPLOADS[request.endpoint])
    return _page(help_, status)


def _unreachable(error: Exception) -> ResponseReturnValue:
    log.error("%s %s", request.method, request.endpoint, exc_info=error)
    return _page(HELP[503], 503)
