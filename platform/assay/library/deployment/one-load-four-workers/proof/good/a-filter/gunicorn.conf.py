import logging
from os import getenv


def is_wanted(record):
    """Gunicorn gives each line its atoms; U is the path without the query."""
    return record.args.get("U") != "/health"


logging.getLogger("gunicorn.access").addFilter(is_wanted)

accesslog = "-"
errorlog = "-"
loglevel = getenv("LOG_LEVEL") or "warning"
worker_class = "gthread"
workers = 4
threads = 8
timeout = 45
worker_tmp_dir = "/dev/shm/"
preload_app = True


def post_worker_init(worker):
    __import__("pool").renew()


def worker_exit(server, worker):
    __import__("metrics").flush()


def child_exit(server, worker):
    __import__("metrics").forget(worker.pid)
