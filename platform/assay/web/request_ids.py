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

from assay.accounts.agents import network
from assay.core import context
from assay.core.context import ROUTE

HEADER = "X-Request-Id"
log = logging.getLogger("assay.access")
_well_formed = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIds:
    """Wraps both doors; the answer tells the id, so that a person can quote it."""

    def __init__(self, doors: Callable[..., Iterable[bytes]]) -> None:
        self._doors = doors

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        began = time.monotonic()
        with context.request(given if _well_formed.fullmatch(given) else None) as name:

            def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
                _note(environ, status, began)
                return start_response(status, [*headers, (HEADER, name)], *rest)

            return self._doors(environ, start)


def note_routes(*apps: Flask) -> None:
    """Let each door say which of its rules answers."""

    def note() -> None:
        if request.url_rule is not None:
            request.environ[ROUTE] = request.script_root + request.url_rule.rule

    for app in apps:
        app.before_request(note)


def note_networks(app: Flask) -> None:
    """Let the audit say where staff acted from: the network, and not which machine of it."""
    app.before_request(lambda: context.came_from(network(request.remote_addr)))


def _note(environ: dict[str, Any], status: str, began: float) -> None:
    told = {
        "status": int(status.split(" ", 1)[0]),
        "ms": round((time.monotonic() - began) * 1000, 1),
    }
    log.info(
        "%s %s", environ.get("REQUEST_METHOD", "-"), environ.get(ROUTE, "-"), extra={"told": told}
    )
