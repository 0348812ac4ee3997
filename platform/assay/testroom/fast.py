"""The save path's short-cut: a WSGI layer in front of Flask that answers good saves by itself.

It takes the instant at which each request came in, for itself and for the pages. What it does not
answer (no row, no ticket, too long, not ours) goes on to Flask, whose view of the same address
says why. While the database is gone it says so itself: nobody behind it knows more. Its routes
are listed with their guard, and tests hold them to the view's.
"""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assay.core import clock
from assay.core.errors import NotReady
from assay.core.settings import Settings
from assay.sittings import saving
from assay.testroom import wire
from assay.testroom.forgery import Forgery
from assay.testroom.headers import SAFE
from assay.testroom.ticket import TicketOffice

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

AT = "assay.at"
Headers = tuple[tuple[str, str], ...]
JSON: Headers = (("Content-Type", "application/json"), *SAFE)
UNAVAILABLE, LATER = "503 Service Unavailable", (("Retry-After", "1"),)

log = logging.getLogger("assay.testroom")


@dataclass(frozen=True, kw_only=True)
class Route:
    method: str
    rule: str
    endpoint: str
    guard: str
    pattern: re.Pattern[str]


ROUTES = (
    Route(
        method="PUT",
        rule="/answers/<int:position>",
        endpoint="put_answer",
        guard="sitting",
        pattern=re.compile(r"/answers/([1-9][0-9]{0,3})"),
    ),
)


class FastSave:
    def __init__(self, app: "WSGIApplication", settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._tickets = TicketOffice(settings)
        self._forgery = Forgery(settings.secret_key, settings.base_url)

    def __call__(self, environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
        at = environ[AT] = clock.now()
        if environ["REQUEST_METHOD"] != "PUT":
            return self._app(environ, start_response)
        try:
            body = self._save(environ, at)
        except NotReady:
            log.warning("a save could not be kept now", exc_info=True)
            return _answer(start_response, UNAVAILABLE, wire.not_ready(clock.now()), LATER)
        if body is None:
            return self._app(environ, start_response)
        return _answer(start_response, "200 OK", body)

    def _save(self, environ: dict[str, Any], at: datetime) -> bytes | None:
        match = ROUTES[0].pattern.fullmatch(environ.get("PATH_INFO", ""))
        if match is None or not self._forgery.is_our_save(environ):
            return None
        ticket, body = self._tickets.read(environ), _body(environ)
        if ticket is None or body is None:
            return None
        save = wire.read_save(body, ticket, int(match[1]), at)
        if save is None or (saved := saving.quick(self._settings, save)) is None:
            return None
        return wire.saved(saved.seq, saved.ends_at, clock.now())


def _answer(
    start_response: "StartResponse", status: str, body: bytes, more: Headers = ()
) -> Iterable[bytes]:
    start_response(status, [*JSON, ("Content-Length", str(len(body))), *more])
    return [body]


def _body(environ: dict[str, Any]) -> bytes | None:
    """The whole body where it is short enough, left readable for the next reader."""
    length = str(environ.get("CONTENT_LENGTH") or "")
    if not length.isdecimal() or int(length) > wire.MOST_BYTES:
        return None
    body: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    return body
