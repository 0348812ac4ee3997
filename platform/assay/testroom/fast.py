"""The short-cut of starts, saves and signs of life: a WSGI layer before Flask, for good ones.

It takes the instant at which each request came in, for itself and for the pages. What it does not
answer (no row, no ticket, too long, not ours) goes on to Flask, whose view of the same address
says why. While the database is gone it says so itself to a save: nobody behind it knows more. Its
routes are listed with their guard, and tests hold them to the view's.

No limit stands here. A start is answered to who holds the token that only the page of that very
link gives, and once; all others are counted behind it.
"""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assay.core import clock
from assay.core.context import ROUTE
from assay.core.errors import NotReady
from assay.core.settings import Settings
from assay.sittings import beating, saving, starting
from assay.testroom import pressing, wire
from assay.testroom.forgery import Forgery
from assay.testroom.headers import SAFE
from assay.testroom.ticket import Ticket, TicketOffice

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
    Route(
        method="PUT",
        rule="/beat",
        endpoint="beat",
        guard="sitting",
        pattern=re.compile(r"/beat"),
    ),
    Route(
        method="POST",
        rule="/i/<token>/start",
        endpoint="start",
        guard="link",
        pattern=re.compile(r"/i/([A-Za-z0-9_-]{20,100})/start"),
    ),
)
SAVES, BEATS, STARTS = ROUTES


class ShortCut:
    def __init__(self, app: "WSGIApplication", settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._tickets = TicketOffice(settings)
        self._forgery = Forgery(settings.secret_key, settings.base_url)

    def __call__(self, environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
        at = environ[AT] = clock.now()
        method = environ["REQUEST_METHOD"]
        if method == "POST" and (entered := self._start(environ, at)):
            return _answer(start_response, "303 See Other", b"", entered)
        if method != "PUT":
            return self._app(environ, start_response)
        try:
            body = self._save(environ, at) or self._beat(environ, at)
        except NotReady:
            log.warning("a save could not be kept now", exc_info=True)
            told = wire.not_ready(clock.now())
            return _answer(start_response, UNAVAILABLE, told, (*JSON, *LATER))
        if body is None:
            return self._app(environ, start_response)
        return _answer(start_response, "200 OK", body, JSON)

    def _start(self, environ: dict[str, Any], at: datetime) -> Headers | None:
        """The way into the room. Where nobody knows whether it was begun, the view looks."""
        match = _match(STARTS, environ)
        if match is None or (body := _body(environ, pressing.MOST_BYTES)) is None:
            return None
        press = pressing.read(environ, body, match[1], self._forgery, at)
        if press is None:
            return None
        try:
            begun = starting.quick(self._settings, press)
        except NotReady:
            log.warning("a start could not be written now", exc_info=True)
            return None
        if begun is None:
            return None
        ticket = Ticket(
            organisation_id=begun.organisation_id, sitting_id=begun.sitting_id, generation=1
        )
        return pressing.entered(environ, self._tickets.written(ticket))

    def _save(self, environ: dict[str, Any], at: datetime) -> bytes | None:
        match = _match(SAVES, environ)
        if match is None or not self._forgery.is_our_save(environ):
            return None
        ticket, body = self._tickets.read(environ), _body(environ, wire.MOST_BYTES)
        if ticket is None or body is None:
            return None
        save = wire.read_save(body, ticket, int(match[1]), at)
        if save is None or (saved := saving.quick(self._settings, save)) is None:
            return None
        return wire.saved(saved.seq, saved.ends_at, clock.now())

    def _beat(self, environ: dict[str, Any], at: datetime) -> bytes | None:
        """A plain sign of life, whose page knows the end as it is."""
        if not _match(BEATS, environ) or not self._forgery.is_our_save(environ):
            return None
        ticket, body = self._tickets.read(environ), _body(environ, wire.MOST_BYTES)
        known = wire.plain_beat(body) if body else None
        if ticket is None or known is None:
            return None
        sign = beating.Sign(
            organisation_id=ticket.organisation_id,
            sitting_id=ticket.sitting_id,
            generation=ticket.generation,
            at=at,
            told=known[1],
        )
        ends_at = beating.quick(self._settings, sign)
        if ends_at is None or wire.instant(ends_at) != known[0]:
            return None
        return wire.heard(ends_at, clock.now())


def _match(route: Route, environ: dict[str, Any]) -> re.Match[str] | None:
    """Is it this route's address? Then the log says so, whoever answers."""
    if match := route.pattern.fullmatch(environ.get("PATH_INFO", "")):
        environ[ROUTE] = environ.get("SCRIPT_NAME", "") + route.rule
    return match


def _answer(
    start_response: "StartResponse", status: str, body: bytes, headers: Headers
) -> Iterable[bytes]:
    start_response(status, [*headers, ("Content-Length", str(len(body)))])
    return [body]


def _body(environ: dict[str, Any], most: int) -> bytes | None:
    """The whole body where it is short enough, left readable for the next reader."""
    length = str(environ.get("CONTENT_LENGTH") or "")
    if not length.isdecimal() or int(length) > most:
        return None
    body: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    return body
