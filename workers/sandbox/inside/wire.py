"""Frames over a stream socket: a length of four bytes, then JSON. Capped, and nothing else."""

import json
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any

FRAME = 4 * 1024 * 1024
JOB = 16 * 1024 * 1024
"""A job carries files, and comes from the engine alone."""
HEAD = struct.Struct(">I")


class Broken(Exception):
    """The other side is gone, late, or says what is no frame."""


class Late(Broken):
    """It did not answer in time."""


def pack(told: Any, most: int = FRAME) -> bytes:
    """The frame's bytes; Broken where it would be too big."""
    data = json.dumps(told, separators=(",", ":")).encode()
    if len(data) > most:
        raise Broken("the frame is too big")
    return HEAD.pack(len(data)) + data


def send(
    sock: socket.socket, told: Any, most: int = FRAME, descriptors: Sequence[int] = ()
) -> None:
    """Broken where the other side does not take it within the socket's own time-out."""
    try:
        frame = pack(told, most)
        if descriptors:
            socket.send_fds(sock, [frame[:1]], descriptors)
            frame = frame[1:]
        sock.sendall(frame)
    except TimeoutError as error:
        raise Late("not taken in time") from error
    except OSError as error:
        raise Broken(str(error)) from error


class Reader:
    """Reads frames; one that was not whole when the time was up goes on at the next reading."""

    def __init__(self, sock: socket.socket, most: int = FRAME) -> None:
        self._sock = sock
        self._most = most
        self._read = bytearray()

    def receive_with(self, count: int) -> tuple[Any, list[int]]:
        """The next frame, and so many descriptors that came with it; Broken where none comes."""
        try:
            first, found, *_ = socket.recv_fds(self._sock, 1, count)
        except OSError as error:
            raise Broken(str(error)) from error
        self._read += first
        if len(found) != count:
            raise Broken("closed" if not first else "without what belongs to it")
        return self.receive(), found

    def receive(self, until: float | None = None) -> Any:
        """The next frame; `until` is of time.monotonic(). Broken or Late where none comes."""
        while (frame := self._frame()) is None:
            self._read += self._more(until)
        try:
            return json.loads(frame)
        except (ValueError, RecursionError) as error:
            raise Broken("no JSON") from error

    def _frame(self) -> bytes | None:
        if len(self._read) < HEAD.size:
            return None
        (size,) = HEAD.unpack_from(self._read)
        if size > self._most:
            raise Broken("the frame is too big")
        if len(self._read) < HEAD.size + size:
            return None
        frame = bytes(self._read[HEAD.size : HEAD.size + size])
        del self._read[: HEAD.size + size]
        return frame

    def _more(self, until: float | None) -> bytes:
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            raise Late("no answer in time")
        try:
            self._sock.settimeout(left)
            data = self._sock.recv(65536)
        except TimeoutError as error:
            raise Late("no answer in time") from error
        except OSError as error:
            raise Broken(str(error)) from error
        if not data:
            raise Broken("closed")
        return data
