"""Gunicorn's settings, for the one machine and for the container alike."""

import os

from assay.core import logs

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
bind = os.environ.get("WEB_BIND", "127.0.0.1:5000")
timeout = 60
graceful_timeout = 10
keepalive = 15
max_requests = 20_000
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
logconfig_dict = logs.config()
# The product writes its own line for each answer, by rule: the path of /sit/i/<token> is a secret.
accesslog = None
