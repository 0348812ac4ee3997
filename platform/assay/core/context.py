"""The id that follows one request from the browser to the last task it causes; where it is from."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import uuid4

ROUTE = "assay.route"
"""Where a request's environ says which rule answers it: its address may be a secret."""


@dataclass
class _Request:
    id: str
    network: str | None = None


_request: ContextVar[_Request | None] = ContextVar("request", default=None)


def request_id() -> str | None:
    return found.id if (found := _request.get()) else None


def network() -> str | None:
    """Where the request came from, as far as it is kept; None for what no person asks."""
    return found.network if (found := _request.get()) else None


def came_from(network: str | None) -> None:
    """Say it of the request that we are inside of; outside of any nothing happens."""
    if found := _request.get():
        found.network = network or None


@contextmanager
def request(known: str | None = None) -> Iterator[str]:
    """Name the work within; a new id where none is handed on."""
    name = known or uuid4().hex
    reset = _request.set(_Request(name))
    try:
        yield name
    finally:
        _request.reset(reset)
