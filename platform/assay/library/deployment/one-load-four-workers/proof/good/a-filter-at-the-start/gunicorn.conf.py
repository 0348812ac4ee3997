import logging
import os

preload_app = True
workers = 4
threads = 8
timeout = 45
worker_tmp_dir = "/dev/shm"
accesslog = "-"
loglevel = os.environ.get("LOG_LEVEL", "warning")


class NoHealth(logging.Filter):
    def filter(self, record):
        return not (isinstance(record.args, dict) and record.args.get("U") == "/health")


def on_starting(server):
    server.log.access_log.addFilter(NoHealth())


def post_fork(server, worker):
    import pool

    pool.renew()


def worker_exit(server, worker):
    import metrics

    metrics.flush()


def child_exit(server, worker):
    import metrics

    metrics.forget(worker.pid)
