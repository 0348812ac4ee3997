"""deploy/serve.py as it is started for people: what ends it, what it replaces, what it refuses."""

import json
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from dataclasses import replace

import httpx
import pytest

from tools.children import Broken, Child
from tools.stack import free_port

SECONDS = 30


def environment(settings):
    told = {
        f"ASSAY_{name.upper()}": str(int(value) if isinstance(value, bool) else value)
        for name, value in vars(settings).items()
        if value is not None
    }
    return {**told, "PYTHONPATH": "platform:.", "PATH": os.environ["PATH"]}


def started(settings, folder):
    """(the server with one worker, its port)"""
    port = free_port()
    command = [sys.executable, "-m", "deploy.serve", "--bind", f"127.0.0.1:{port}"]
    server = Child(
        "web", [*command, "--workers", "1"], environment(settings), folder / "log",
        lambda _: answers(port),
    )  # fmt: skip
    server.start()
    return server, port


def answers(port):
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture
def web(settings, tmp_path, cleared):
    server, port = started(settings, tmp_path)
    try:
        server.await_ready()
        yield server, port
    finally:
        server.tell_to_stop()
        server.await_end()


def who_answered(server):
    """The process of the last answer, by the line that it wrote."""
    lines = [json.loads(line) for line in server.said().splitlines() if line.startswith("{")]
    return [line["process"] for line in lines if line["by"] == "assay.access"][-1]


def test_a_role_that_is_not_bound_ends_it_with_a_sentence(settings, roles, tmp_path):
    server, _ = started(replace(settings, database_url=roles.owner), tmp_path)
    with pytest.raises(Broken, match="Use the role assay_app"):
        server.await_ready()
    server.await_end()


def test_a_worker_that_is_lost_is_replaced(web):
    server, port = web
    lost = who_answered(server)
    assert lost != server.pid
    os.kill(lost, signal.SIGKILL)
    until = time.monotonic() + SECONDS
    while not answers(port) or who_answered(server) == lost:
        assert time.monotonic() < until, server.said()[-2000:]
        time.sleep(0.05)


def test_it_ends_when_it_is_told_to(web):
    server, port = web
    server.tell_to_stop()
    server.await_end()
    assert not server.alive
    assert not answers(port)


POST = b"POST /healthz HTTP/1.1\r\nHost: x\r\n"
GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
ODD = {
    "two lengths": POST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "no known coding": POST + b"Transfer-Encoding: odd\r\n\r\nabcde",
    "a blank in a name": GET + b"X-A : b\r\n\r\n",
    "half a megabyte of header": GET + b"X-A: " + b"a" * 500_000 + b"\r\n\r\n",
}


def told(port, request):
    """The status of each answer to these bytes, until the server says no more."""
    heard = b""
    with (
        suppress(ConnectionError),
        socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as line,
    ):
        line.sendall(request)
        with suppress(OSError):  # ENOTCONN, where it was closed already
            line.shutdown(socket.SHUT_WR)
        while some := line.recv(65536):
            heard += some
    return [int(part[:3]) for part in heard.split(b"HTTP/1.1 ")[1:]]


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_request_is_refused(web, name):
    assert set(told(web[1], ODD[name])) <= {400, 431}
    assert answers(web[1])


def test_a_length_beside_a_chunked_body_hides_no_second_request(web):
    """The coding wins, as RFC 9112 (6.3) has it: what follows is a request of its own."""
    hidden = b"0\r\n\r\n" + GET + b"\r\n"
    head = b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n" % len(hidden)
    assert told(web[1], POST + head + hidden) in ([400], [405], [405, 200])
