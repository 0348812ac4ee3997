"""What went wrong, as a page that says what to do; never a stack trace."""

import logging
from dataclasses import dataclass

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from redis.exceptions import ConnectionError as ValkeyGone
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from assay.core import context
from assay.core.errors import AssayError, Invalid

log = logging.getLogger("assay.web")


@dataclass(frozen=True, kw_only=True)
class Help:
    """One sentence of what is, then what to do."""

    title: str
    words: tuple[str, ...]


HELP = {
    400: Help(
        title="We could not read that request",
        words=("Nothing was changed. Go back, reload the page, and try again.",),
    ),
    401: Help(
        title="Sign in first",
        words=("You were signed out in the meantime, and nothing was changed.",),
    ),
    403: Help(
        title="Your role does not allow this",
        words=("An owner or admin of your organisation can do it, or give you a role that can.",),
    ),
    404: Help(
        title="There is nothing here",
        words=(
            "The address may be mistyped, or what it named is gone,"
            " or it belongs to an organisation that you are not signed in to.",
        ),
    ),
    405: Help(
        title="This address does not do that",
        words=("Go back and use the page’s own buttons.",),
    ),
    409: Help(
        title="Something changed meanwhile",
        words=("Nothing was changed by you. Reload the page to see how things stand now.",),
    ),
    413: Help(
        title="That is too large",
        words=("Nothing was kept. A file may have up to 2 MB: split it and try again.",),
    ),
    422: Help(
        title="That can’t be taken as it is",
        words=("Go back and look at what you entered.",),
    ),
    429: Help(
        title="A moment, please",
        words=("That was tried too often in a short time. Wait a minute, then try again.",),
    ),
    500: Help(
        title="Something broke on our side",
        words=("It has been noted. Try again; if it stays so, tell us the number below.",),
    ),
    503: Help(
        title="We can’t reach a part that we need",
        words=("What was saved is safe. Try again in a minute.",),
    ),
}
OLD_PAGE = Help(
    title="This page was out of date",
    words=("Nothing was changed. Go back, reload the page, and try again.",),
)


def init(app: Flask) -> None:
    app.register_error_handler(AssayError, _ours)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _unreachable)
    app.register_error_handler(ValkeyGone, _unreachable)


def _page(help_: Help, status: int, *, details: tuple[str, ...] = ()) -> ResponseReturnValue:
    told = {"help": help_, "details": details, "status": status}
    return render_template("errors/help.html", **told, request_id=context.request_id()), status


def _ours(error: Exception) -> ResponseReturnValue:
    assert isinstance(error, AssayError)
    if error.status >= 500:
        log.error("%s %s", request.method, request.path, exc_info=error)
    details = tuple(error.fields.values()) if isinstance(error, Invalid) else ()
    return _page(HELP.get(error.status, HELP[500]), error.status, details=details)


def _forged(_: Exception) -> ResponseReturnValue:
    return _page(OLD_PAGE, 400)


def _http(error: Exception) -> ResponseReturnValue:
    assert isinstance(error, HTTPException)
    status = error.code or 500
    if status < 400:
        return error
    return _page(HELP.get(status, HELP[400] if status < 500 else HELP[500]), status)


def _unreachable(error: Exception) -> ResponseReturnValue:
    log.error("%s %s", request.method, request.path, exc_info=error)
    return _page(HELP[503], 503)
