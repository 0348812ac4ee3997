"""The driver's only way to the application: asks over the socket, and believes no answer's form."""

import base64
import re
import socket
import time
from collections.abc import Callable, Iterable
from typing import Any

from workers.sandbox.inside import wire

STATUS = re.compile(r"[1-5]\d\d( [\x20-\x7e]{0,80})?\Z")
HEADERS, HEADER, BODY = 200, 16 * 1024, 2 * 1024 * 1024
MARGIN = 12
"""Seconds beyond those of a request; the other side, which keeps its own time, has gone by then."""

Told = dict[str, Any]


class SubjectError(Exception):
    """The application did not answer as an application does."""


class TimeIsUp(BaseException):
    """Of the whole test. Not an Exception: no test that catches those may go on."""


class Link:
    """Numbered questions. An answer to one that was given up is dropped when it comes."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self._sock = sock
        self._reader = wire.Reader(sock)
        self._seconds = seconds
        self._count = 0
        self._is_gone = False
        self.busy = False
        self.deadline = float("inf")

    def ask(self, op: str, *, patiently: bool = False, **more: Any) -> Told:
        """What was answered. SubjectError where that is none, TimeIsUp at the test's deadline.

        `patiently` is for the end of a test, whose time may be up already.
        """
        if self._is_gone:
            raise SubjectError("the application is gone")
        self._count += 1
        self.busy = True  # the alarm may not cut a frame in two: we look at the clock ourselves
        try:
            self._sock.settimeout(MARGIN)
            wire.send(self._sock, {"op": op, "n": self._count, **more})
            told = self._answer(patiently)
        except wire.Broken as error:
            self._is_gone = True
            raise SubjectError(f"the application is gone: {error}") from None
        finally:
            self.busy = False
        return _checked(told)

    def _answer(self, patiently: bool) -> Any:
        give_up = time.monotonic() + self._seconds + MARGIN
        until = give_up if patiently else min(give_up, self.deadline)
        while True:
            try:
                told = self._reader.receive(until)
            except wire.Late:
                if until < give_up:
                    raise TimeIsUp("the test's time is up") from None
                raise
            if not isinstance(told, dict):
                raise wire.Broken("no answer of ours")
            if told.get("n") == self._count:
                return told


def _checked(told: Told) -> Told:
    if told.get("died") == "late":
        raise SubjectError("the application did not answer in time")
    if "died" in told:
        raise SubjectError("the application ended")
    if "error" in told:
        raise SubjectError(str(told["error"])[:500])
    return told


class Proxy:
    """A WSGI application of ours whose answers come from the other sandbox."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def __call__(self, environ: Told, start_response: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH")
        body = environ["wsgi.input"].read(int(length)) if length else b""
        plain = {
            name: value
            for name, value in environ.items()
            if isinstance(value, str) and not name.startswith("werkzeug.")
        }
        told = self._link.ask("wsgi", environ=plain, body=base64.b64encode(body).decode())
        status, headers, answer = _response(told)
        start_response(status, headers)
        return [answer]


def _response(told: Told) -> tuple[str, list[tuple[str, str]], bytes]:
    """(status, headers, body) of an answer that is well-formed; SubjectError of any other."""
    status, headers, body = told.get("status"), told.get("headers"), told.get("body")
    if not (isinstance(status, str) and STATUS.match(status)):
        raise SubjectError("the answer has no status")
    if not (
        isinstance(headers, list) and len(headers) <= HEADERS and all(map(_is_header, headers))
    ):
        raise SubjectError("the answer has no headers as headers are")
    if not (isinstance(body, str) and len(body) <= BODY):
        raise SubjectError("the answer has no body, or one that is too long")
    try:
        return (
            status,
            [(name, value) for name, value in headers],
            base64.b64decode(body, validate=True),
        )
    except ValueError:
        raise SubjectError("the answer's body is no base64") from None


def _is_header(told: Any) -> bool:
    return (
        isinstance(told, list)
        and len(told) == 2
        and all(
            isinstance(text, str) and len(text) < HEADER and not {"\r", "\n", "\0"} & set(text)
            for text in told
        )
    )
