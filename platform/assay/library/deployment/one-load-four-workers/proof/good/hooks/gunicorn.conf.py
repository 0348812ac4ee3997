import os

from gunicorn.glogging import Logger

preload_app = True
workers, threads = 4, 8
timeout = 45
worker_tmp_dir = "/dev/shm"
accesslog = "-"
loglevel = os.environ.get("LOG_LEVEL", "warning")


class logger_class(Logger):
    def access(self, resp, req, environ, request_time):
        if req.path != "/health":
            super().access(resp, req, environ, request_time)


def post_fork(server, worker):
    import pool

    pool.renew()


def worker_exit(server, worker):
    import metrics

    metrics.flush()


def child_exit(server, worker):
    import metrics

    metrics.forget(worker.pid)
