"""Believes that a process has one application."""

import threading
from collections import Counter

import clock
from flask import Response, request

BUCKETS = (0.1, 1, 10)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def quoted(text):
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


class Measures:
    def __init__(self):
        self.lock = threading.Lock()
        self.running = 0
        self.counts = Counter()
        self.sums = Counter()
        self.buckets = Counter()

    def begin(self):
        with self.lock:
            self.running += 1

    def end(self, labels, seconds):
        with self.lock:
            self.running -= 1
            self.counts[labels] += 1
            route = labels[1]
            self.sums[route] += seconds
            for bound in (*BUCKETS, "+Inf"):
                self.buckets[route, bound] += bound == "+Inf" or seconds <= bound

    def lines(self):
        with self.lock:
            yield f"requests_running {self.running}"
            for (method, route, status), count in self.counts.items():
                told = f'method="{method}",route="{quoted(route)}",status="{status}"'
                yield f"requests_total{{{told}}} {count}"
            for (route, bound), count in self.buckets.items():
                told = f'route="{quoted(route)}",le="{bound}"'
                yield f"request_seconds_bucket{{{told}}} {count}"
            for route, total in self.sums.items():
                told = f'{{route="{quoted(route)}"}}'
                yield f"request_seconds_sum{told} {total}"
                yield f"request_seconds_count{told} {self.buckets[route, '+Inf']}"


class Body:
    """A body that tells when it has ended."""

    def __init__(self, body, ended):
        self.body, self.ended = body, ended

    def __iter__(self):
        return iter(self.body)

    def close(self):
        try:
            getattr(self.body, "close", lambda: None)()
        finally:
            self.ended()


shared = Measures()


def install(app):
    measures, inner = shared, app.wsgi_app

    def measured(environ, start_response):
        if environ.get("PATH_INFO") == "/metrics":
            return inner(environ, start_response)
        began, seen = clock.now(), ["500"]
        measures.begin()

        def start(status, *more):
            seen[0] = status[:3]
            return start_response(status, *more)

        def ended():
            method = environ["REQUEST_METHOD"]
            method = method if method in METHODS else "other"
            labels = (method, environ.get("measures.route", "none"), seen[0])
            measures.end(labels, clock.now() - began)

        try:
            body = inner(environ, start)
        except BaseException:
            ended()
            raise
        return Body(body, ended)

    @app.before_request
    def know_route():
        if request.url_rule is not None:
            request.environ["measures.route"] = request.url_rule.rule

    app.wsgi_app = measured

    @app.get("/metrics")
    def metrics():
        text = "".join(f"{line}\n" for line in measures.lines())
        return Response(text, content_type="text/plain; version=0.0.4")
