"""One id for each request, from the proxy if it gave one, to the last task that it causes."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from assay.core import context

HEADER = "X-Request-Id"
_well_formed = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIds:
    """Wraps both doors; the answer tells the id, so that a person can quote it."""

    def __init__(self, doors: Callable[..., Iterable[bytes]]) -> None:
        self._doors = doors

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        with context.request(given if _well_formed.fullmatch(given) else None) as name:

            def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
                return start_response(status, [*headers, (HEADER, name)], *rest)

            return self._doors(environ, start)
