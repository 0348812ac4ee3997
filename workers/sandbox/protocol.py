"""What the runner process and its clients say to each other: frames of JSON over any stream.

A frame is four bytes of length, most significant first, then that many bytes of JSON. A client
sends one Request and hears: `waiting`, `began`, then `done` with the result, or `refused` with why.
One connection is one job; closing it ends the job. Nothing here assumes one machine.
"""

import asyncio
import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_type_hints

from assay.bank.runner import Limits, Runner
from workers.sandbox.codec import Malformed, plain, typed

MOST_BYTES = 16 * 1024 * 1024
"""Of one frame. What the engine accepts stays far below it, a suite with many faulty ones too."""
SPARE = 10.0
"""Seconds beside a job's own limits: to start sandboxes, to stop them, to tell."""

Priority = Literal["marking", "visible"]
"""What people wait to be told of comes before what candidates try out."""
Verb = Literal["capability", "run", "grade", "grade_suite"]
Said = Literal["waiting", "began", "done", "refused"]

_LENGTH = struct.Struct(">I")
_SIGNATURES = {verb: get_type_hints(getattr(Runner, verb)) for verb in get_args(Verb)}
"""The port's own signatures: what a verb is asked with, and what it returns."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """`queue` names whose turn it is: any word, one for each organisation."""

    verb: Verb
    queue: str
    priority: Priority
    arguments: Mapping[str, Any]
    version: Literal["1"] = "1"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """`result` is that of the verb, where `said` is done; `why` is for people."""

    said: Said
    result: Any = None
    why: str = ""


def request(raw: bytes) -> Request:
    """A request whose arguments are those of its verb, typed; or Malformed."""
    asked: Request = typed(Request, _json(raw), "request")
    hints = {name: of for name, of in _SIGNATURES[asked.verb].items() if name != "return"}
    if asked.arguments.keys() != hints.keys():
        raise Malformed(f"{asked.verb} is asked with {', '.join(hints) or 'nothing'}")
    arguments = {name: typed(of, asked.arguments[name], name) for name, of in hints.items()}
    return Request(verb=asked.verb, queue=asked.queue, priority=asked.priority, arguments=arguments)


def reply(raw: bytes, verb: Verb) -> Reply:
    """A reply with the verb's result, typed; or Malformed."""
    told: Reply = typed(Reply, _json(raw), "reply")
    if told.said != "done":
        return told
    return Reply(said="done", result=typed(_SIGNATURES[verb]["return"], told.result, "result"))


def frame(message: Request | Reply) -> bytes:
    """As it is sent; Malformed where it is too long or holds what JSON does not know."""
    try:
        body = json.dumps(plain(message), allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError) as error:
        raise Malformed(str(error)) from None
    return framed(body)


def framed(body: bytes) -> bytes:
    """JSON that is written already, with its length before it."""
    return _LENGTH.pack(_bounded(len(body))) + body


def allowance(asked: Request) -> float:
    """Seconds that the limits of a job give it. A suite is held against each application twice."""
    limits: Limits = asked.arguments["limits"]
    runs = 1
    if asked.verb == "grade_suite":
        runs = 2 * (len(asked.arguments["references"]) + len(asked.arguments["mutants"]))
    return runs * limits.seconds


def receive(stream: socket.socket) -> bytes | None:
    """One frame's body, or None where the other side has ended."""
    head = _exactly(stream, _LENGTH.size)
    return head and _exactly(stream, _bounded(*_LENGTH.unpack(head)))


async def receive_soon(stream: asyncio.StreamReader) -> bytes | None:
    """The same in an event loop."""
    try:
        head = await stream.readexactly(_LENGTH.size)
        return await stream.readexactly(_bounded(*_LENGTH.unpack(head)))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None


def _exactly(stream: socket.socket, wanted: int) -> bytes | None:
    held = bytearray()
    while len(held) < wanted:
        got = stream.recv(min(wanted - len(held), 1 << 16))
        if not got:
            return None
        held += got
    return bytes(held)


def _bounded(length: int) -> int:
    if length > MOST_BYTES:
        raise Malformed(f"a frame holds at most {MOST_BYTES} bytes")
    return length


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Malformed("a frame is not JSON") from None


def _no_constant(name: str) -> None:
    raise ValueError(name)
