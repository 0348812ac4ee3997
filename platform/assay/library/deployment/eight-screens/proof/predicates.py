import shlex
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

from gunicorn.app.wsgiapp import WSGIApplication
from gunicorn.workers.gthread import ThreadWorker
from gunicorn.workers.sync import SyncWorker

SCREENS = 8
PATIENCE = 2
"""Seconds that requests wait for each other."""


def serves_all_at_once(command):
    """Whether one worker, as Gunicorn makes it for this command, has all requests open at once.

    No socket is opened: the requests are given to what the worker gives them to.
    """
    sys.argv = shlex.split(command)
    application = WSGIApplication("%(prog)s")
    try:
        kind = application.cfg.worker_class
    except (RuntimeError, ImportError):
        return False
    with hands(kind, application) as pool:
        together = Barrier(SCREENS)
        requests = [pool.submit(together.wait, PATIENCE) for _ in range(SCREENS)]
        try:
            return len({request.result() for request in requests}) == SCREENS
        except BrokenBarrierError:
            return False


def hands(kind, application):
    """What runs the requests of one such worker."""
    assert kind in {SyncWorker, ThreadWorker}
    if kind is SyncWorker:
        return ThreadPoolExecutor(1)  # its loop handles one request after the other
    worker = kind(1, 1, [], application, 30, application.cfg, None)
    return worker.get_thread_pool()


def a():
    return serves_all_at_once("gunicorn --workers 8 hall:app")


def b():
    return serves_all_at_once("gunicorn --threads 8 hall:app")


def c():
    return serves_all_at_once("gunicorn --worker-connections 8 hall:app")


def d():
    return serves_all_at_once("gunicorn --worker-class eventlet hall:app")


def e():
    return serves_all_at_once("gunicorn --worker-class gthread --threads 8 hall:app")


def f():
    return serves_all_at_once("gunicorn --worker-class gthread --worker-connections 8 hall:app")
