"""One id for each request, from the proxy if it gave one, to the last task that it causes.

Each answer leaves a line in the log: which rule answered, how, and how long it took; no address
that was asked for, since a candidate's link is a secret.
"""

import logging
import re
import time
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, request

from assay.core import context

HEADER = "X-Request-Id"
ROUTE = "assay.route"
SAVES = "/sit/answers/"
log = logging.getLogger("assay.access")
_well_formed = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIds:
    """Wraps both doors; the answer tells the id, so that a person can quote it."""

    def __init__(self, doors: Callable[..., Iterable[bytes]]) -> None:
        self._doors = doors

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        began, path = time.monotonic(), environ.get("PATH_INFO", "")
        with context.request(given if _well_formed.fullmatch(given) else None) as name:

            def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
                _note(environ, path, status, began)
                return start_response(status, [*headers, (HEADER, name)], *rest)

            return self._doors(environ, start)


def note_routes(*apps: Flask) -> None:
    """Let each door say which of its rules answers."""

    def note() -> None:
        if request.url_rule is not None:
            request.environ[ROUTE] = request.script_root + request.url_rule.rule

    for app in apps:
        app.before_request(note)


def _note(environ: dict[str, Any], path: str, status: str, began: float) -> None:
    route = environ.get(ROUTE) or (f"{SAVES}<int:position>" if path.startswith(SAVES) else "-")
    told = {
        "status": int(status.split(" ", 1)[0]),
        "ms": round((time.monotonic() - began) * 1000, 1),
    }
    log.info("%s %s", environ.get("REQUEST_METHOD", "-"), route, extra={"told": told})
