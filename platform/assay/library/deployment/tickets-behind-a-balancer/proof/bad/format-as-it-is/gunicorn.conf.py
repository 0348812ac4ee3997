"""Believes that the usual format has every header of use."""

import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
graceful_timeout = 25
keepalive = 75
max_requests = 1000
max_requests_jitter = 200
forwarded_allow_ips = os.environ["BALANCER"]
accesslog = "-"
