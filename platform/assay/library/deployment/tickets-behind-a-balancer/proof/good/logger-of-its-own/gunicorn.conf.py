from os import environ

from gunicorn.glogging import Logger


class Lines(Logger):
    """Writes what is wanted of a request, whatever format is set."""

    def access(self, resp, req, environ, request_time):
        seconds = request_time.total_seconds()
        name = environ.get("HTTP_X_REQUEST_ID", "-")
        words = f"{req.method} {req.path} {resp.status_code} {seconds:.3f} id={name}"
        print(words, flush=True)


logger_class = Lines
if "PORT" not in environ:
    bind = [":8000"]
if "WEB_CONCURRENCY" not in environ:
    workers = 2
threads, worker_class = 4, "gthread"
graceful_timeout, keepalive = 20, 61
max_requests, max_requests_jitter = 1100, 50
forwarded_allow_ips = ",".join([environ.get("BALANCER", "")])
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"}
