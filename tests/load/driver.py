"""Many clients on one thread: each has a connection and one request in flight, over and over."""

import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

HEAD_ENDS = b"\r\n\r\n"
Requests = Callable[[int], bytes]
"""The next request of a client, by its number, whole and keep-alive."""


@dataclass
class Slice:
    """What was measured: seconds each answer took, and the statuses that came."""

    seconds: float = 0.0
    took: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        return len(self.took) / self.seconds

    def errors(self, right: int) -> int:
        """How many answers had another status."""
        return sum(self.statuses.values()) - self.statuses.get(right, 0)

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


class _Client:
    def __init__(self, number: int, port: int, requests: Requests) -> None:
        self.number, self._requests = number, requests
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._heard = b""

    def ask(self) -> None:
        self.asked_at = time.perf_counter()
        self.socket.sendall(self._requests(self.number))

    def answer(self) -> int | None:
        """The status, once the whole answer is here."""
        more = self.socket.recv(65536)
        if not more:
            raise ConnectionError("the server hung up")
        self._heard += more
        head, ends, body = self._heard.partition(HEAD_ENDS)
        if not ends:
            return None
        lower = head.lower()
        if b"content-length:" not in lower:
            raise ConnectionError(f"no length: {head!r}")
        length = int(lower.partition(b"content-length:")[2].split(b"\r\n")[0])
        if len(body) < length:
            return None
        self._heard = b""
        return int(head[9:12])


def drive(
    port: int, requests: Requests, *, clients: int, seconds: float, most: int | None = None
) -> Slice:
    """Ask for so long, or until so many are asked; what is in flight then is waited for."""
    told, choice = Slice(), selectors.DefaultSelector()
    for number in range(clients):
        client = _Client(number, port, requests)
        choice.register(client.socket, selectors.EVENT_READ, client)
        client.ask()
    began, busy, asked = time.perf_counter(), clients, clients
    while busy:
        for key, _ in choice.select(timeout=30):
            client = key.data
            if (status := client.answer()) is None:
                continue
            now = time.perf_counter()
            told.took.append(now - client.asked_at)
            told.statuses[status] = told.statuses.get(status, 0) + 1
            if now - began < seconds and (most is None or asked < most):
                client.ask()
                asked += 1
            else:
                choice.unregister(client.socket)
                client.socket.close()
                busy -= 1
    told.seconds = time.perf_counter() - began
    choice.close()
    return told


def put(path: str, body: bytes, headers: str = "") -> bytes:
    """A PUT as it goes over the wire."""
    return _whole(f"PUT {path}", "application/json", headers, body)


def post(path: str, body: bytes) -> bytes:
    """A form as it goes over the wire."""
    return _whole(f"POST {path}", "application/x-www-form-urlencoded", "", body)


def _whole(line: str, kind: str, headers: str, body: bytes) -> bytes:
    head = (
        f"{line} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
        f"{headers}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
