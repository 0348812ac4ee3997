import pytest

READ = """
import sys
from gunicorn.app.wsgiapp import WSGIApplication

sys.argv = ["gunicorn", "app:app"]
cfg = WSGIApplication().cfg
"""
LIFE = READ + """
from types import SimpleNamespace

import metrics
import pool

server = SimpleNamespace(cfg=cfg, log=cfg.logger_class(cfg), pid=100, proc_name="shop")
worker = SimpleNamespace(cfg=cfg, log=server.log, pid=0, age=1, tmp=None, alive=True)


def calls():
    # What was called since the last look.
    made = [*pool.calls, *metrics.calls]
    pool.calls.clear()
    metrics.calls.clear()
    return made


cfg.on_starting(server)
cfg.pre_fork(server, worker)
cfg.when_ready(server)
before = calls()
worker.pid = pid
cfg.post_fork(server, worker)
cfg.post_worker_init(worker)
begun = calls()
cfg.worker_exit(server, worker)
ended = calls()
cfg.child_exit(server, worker)
gone = calls()
cfg.on_exit(server)
result = {"before": before, "begun": begun, "ended": ended, "gone": gone, "after": calls()}
"""
SERVE = READ + """
import io
import socket
from types import SimpleNamespace

from gunicorn.workers.sync import SyncWorker

if cfg.accesslog == "/dev/stdout":
    cfg.set("accesslog", "-")
sys.stdout = io.StringIO()
worker = SyncWorker.__new__(SyncWorker)
worker.cfg, worker.log, worker.wsgi = cfg, cfg.logger_class(cfg), app
worker.nr, worker.max_requests, worker.alive, worker.pid, worker.age = 0, 1000, True, 101, 1
server = SimpleNamespace(cfg=cfg, log=worker.log, pid=100, proc_name="shop")
cfg.on_starting(server)
cfg.pre_fork(server, worker)
cfg.when_ready(server)
cfg.post_fork(server, worker)
cfg.post_worker_init(worker)
result = []
for path in paths:
    ours, theirs = socket.socketpair()
    ours.sendall(f"GET {path} HTTP/1.1\\r\\nHost: shop.example\\r\\n\\r\\n".encode())
    ours.shutdown(socket.SHUT_WR)
    listener = SimpleNamespace(getsockname=lambda: ("10.1.0.20", 8000))
    worker.handle(listener, theirs, ("10.1.0.7", 51234))
    theirs.close()
    ours.close()
    result.append(sys.stdout.getvalue())
    sys.stdout.seek(0)
    sys.stdout.truncate()
sys.stdout = sys.__stdout__
"""


@pytest.fixture
def life(subject, rng):
    pid = rng.randint(1000, 10**6)
    return {**subject.probe(LIFE, pid=pid), "pid": pid}


def test_it_is_taken(subject):
    done = subject.run("python", "-m", "gunicorn", "--check-config", "app:app")
    assert done["exit_code"] == 0, done["output"]
    told = subject.probe(READ + "result = [cfg.preload_app, cfg.workers, cfg.threads]")
    assert told == [True, 4, 8]


def test_each_worker_has_its_connections(life):
    assert life["begun"] == ["renew"]


def test_the_parent_keeps_its_own(life):
    assert (life["before"], life["after"]) == ([], [])
    assert "renew" in life["begun"]
    assert "renew" not in life["ended"] + life["gone"]


def test_a_worker_that_ends(life):
    assert life["ended"] == ["flush"]


def test_a_worker_that_is_gone(life):
    assert life["gone"] == [f"forget {life['pid']}"]


def test_signs_of_life(subject):
    told = subject.probe(READ + "result = [cfg.timeout, cfg.worker_tmp_dir]")
    assert told[0] == 45
    assert told[1].rstrip("/") == "/dev/shm"


def test_requests_leave_a_line(subject, rng):
    paths = [f"/goods/w{rng.randrange(10**6)}", f"/health{rng.randrange(10**6)}", "/health/all"]
    logs = subject.probe(SERVE, paths=[*paths, f"/goods/{rng.randrange(10**6)}?next=/health"])
    assert [len(log.splitlines()) for log in logs] == [1, 1, 1, 1]
    assert [path in log for path, log in zip(paths, logs, strict=False)] == [True] * 3


def test_health_leaves_none(subject, rng):
    paths = [f"/goods/w{rng.randrange(10**6)}", "/health", f"/health?at={rng.randrange(10**6)}"]
    logs = subject.probe(SERVE, paths=paths)
    assert [len(log.splitlines()) for log in logs] == [1, 0, 0]


def test_the_level_of_the_error_log(make_subject, rng):
    level = rng.choice(["debug", "info", "error", "critical"])
    code = READ + "result = cfg.logger_class(cfg).error_log.getEffectiveLevel()"
    names = {"debug": 10, "info": 20, "warning": 30, "error": 40, "critical": 50}
    assert make_subject(env={"LOG_LEVEL": level}).probe(code) == names[level]
    assert make_subject().probe(code) == names["warning"]
