import re

import pytest

EVERYWHERE = {"0.0.0.0", "", "::"}
READ = """
import sys
from gunicorn.app.wsgiapp import WSGIApplication

sys.argv = ["gunicorn", "app:app"]
cfg = WSGIApplication().cfg
names = (
    "workers", "threads", "graceful_timeout", "keepalive", "max_requests", "max_requests_jitter",
)
result = {name: getattr(cfg, name) for name in names} | {"address": cfg.address}
"""
SERVE = """
import io
import socket
import sys
from types import SimpleNamespace

from gunicorn.app.wsgiapp import WSGIApplication
from gunicorn.workers.sync import SyncWorker

sys.argv = ["gunicorn", "app:app"]
cfg = WSGIApplication().cfg
if cfg.accesslog == "/dev/stdout":
    cfg.set("accesslog", "-")
sys.stdout = io.StringIO()
worker = SyncWorker.__new__(SyncWorker)
worker.cfg, worker.log, worker.wsgi = cfg, cfg.logger_class(cfg), app
worker.nr, worker.max_requests, worker.alive = 0, 1000, True
ours, theirs = socket.socketpair()
ours.sendall(sent.encode())
ours.shutdown(socket.SHUT_WR)
listener = SimpleNamespace(getsockname=lambda: ("10.1.0.20", 8000))
worker.handle(listener, theirs, (peer, 51234))
theirs.close()
answer = b""
while part := ours.recv(65536):
    answer += part
result = {"answer": answer.decode(), "log": sys.stdout.getvalue()}
sys.stdout = sys.__stdout__
"""


@pytest.fixture
def balancer(rng):
    return f"10.{rng.randint(1, 99)}.{rng.randint(1, 99)}.{rng.randint(1, 99)}"


@pytest.fixture
def start(make_subject, balancer):
    return lambda **env: make_subject(env={"BALANCER": balancer, **env})


@pytest.fixture
def settings(start):
    return lambda **env: start(**env).probe(READ)


@pytest.fixture
def request_of(start, rng):
    """Sends one request through Gunicorn's own parser, worker and logger."""

    def send(peer, path, **headers):
        lines = [f"GET {path} HTTP/1.1", "Host: tickets.example", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        return start().probe(SERVE, sent="\r\n".join([*lines, "", ""]), peer=peer)

    return send


def test_it_is_taken_and_listens(start, settings, rng):
    done = start().run("python", "-m", "gunicorn", "--check-config", "app:app")
    assert done["exit_code"] == 0, done["output"]
    ((host, port),) = settings()["address"]
    assert (host in EVERYWHERE, port) == (True, 8000)


def test_the_port_of_the_environment(settings, rng):
    asked = rng.randint(8001, 65000)
    ((host, port),) = settings(PORT=str(asked))["address"]
    assert (host in EVERYWHERE, port) == (True, asked)


def test_workers_and_threads(settings, rng):
    asked = rng.randint(3, 60)
    told, usual = settings(WEB_CONCURRENCY=str(asked)), settings()
    assert [told["workers"], usual["workers"]] == [asked, 2]
    assert [told["threads"], usual["threads"]] == [4, 4]


def test_time_to_finish(settings):
    assert 20 <= settings()["graceful_timeout"] <= 25


def test_idle_connections(settings):
    assert 60 < settings()["keepalive"] <= 90


def test_workers_are_replaced(settings):
    told = settings()
    least, jitter = told["max_requests"], told["max_requests_jitter"]
    assert least >= 1000
    assert jitter > 0
    assert least + jitter <= 1200


def test_the_balancer_says_https(request_of, balancer, rng):
    path = f"/tickets/{rng.randrange(10**6)}"
    told = request_of(balancer, path, X_Forwarded_Proto="https")
    assert f'"https://tickets.example{path}"' in told["answer"]
    told = request_of(balancer, path, X_Forwarded_Proto="http")
    assert f'"http://tickets.example{path}"' in told["answer"]


def test_nobody_else_says_https(request_of, rng):
    path = f"/tickets/{rng.randrange(10**6)}"
    for peer in (f"192.0.2.{rng.randint(1, 250)}", "127.0.0.1"):
        told = request_of(peer, path, X_Forwarded_Proto="https")
        assert f'"http://tickets.example{path}"' in told["answer"]


def test_a_line_for_each_request(request_of, balancer, rng):
    name = f"req-{rng.randrange(10**9)}"
    for path, status in ((f"/tickets/{rng.randrange(10**6)}", 200), (f"/x{rng.random()}", 404)):
        log = request_of(balancer, path, X_Request_Id=name)["log"]
        (line,) = log.splitlines()
        assert name in line
        assert re.search(r"\bGET\b", line)
        assert re.search(rf"{re.escape(path)}(?![\w.])", line)
        assert re.search(rf"\b{status}\b", line.replace(path, "").replace(name, ""))


def test_no_query_in_the_line(request_of, balancer, rng):
    path, token = f"/tickets/{rng.randrange(10**6)}", f"secret{rng.randrange(10**9)}"
    told = request_of(balancer, f"{path}?token={token}", X_Request_Id="req-1")
    (line,) = told["log"].splitlines()
    assert path in line
    assert token not in line
    assert "token" not in line
