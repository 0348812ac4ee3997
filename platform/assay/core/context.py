"""The id that follows one request from the browser to the last task it causes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


def request_id() -> str | None:
    return _request_id.get()


@contextmanager
def request(known: str | None = None) -> Iterator[str]:
    """Name the work within; a new id where none is handed on."""
    name = known or uuid4().hex
    reset = _request_id.set(name)
    try:
        yield name
    finally:
        _request_id.reset(reset)
