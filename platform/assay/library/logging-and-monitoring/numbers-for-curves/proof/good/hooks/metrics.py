import threading
from collections import defaultdict

import clock
from flask import g, request, request_started

BUCKETS = (0.1, 1, 10)
KNOWN = "GET HEAD POST PUT PATCH DELETE OPTIONS".split()
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})


def line(name, value, **labels):
    inside = ",".join(f'{key}="{str(told).translate(ESCAPES)}"' for key, told in labels.items())
    return f"{name}{{{inside}}} {value}\n" if inside else f"{name} {value}\n"


class Watch:
    """One request."""

    def __init__(self, log):
        self.log, self.since, self.is_over = log, clock.now(), False
        self.method = request.method if request.method in KNOWN else "other"
        self.route = str(request.url_rule or "none")
        self.status = 500
        log.open.add(self)

    def over(self):
        if not self.is_over:
            self.is_over = True
            with self.log.lock:
                self.log.open.discard(self)
                self.log.totals[self.method, self.route, self.status] += 1
                self.log.times[self.route].append(clock.now() - self.since)


class Log:
    def __init__(self):
        self.lock = threading.RLock()
        self.open = set()
        self.totals = defaultdict(int)
        self.times = defaultdict(list)

    def __str__(self):
        with self.lock:
            text = line("requests_running", len(self.open))
            for (method, route, status), count in sorted(self.totals.items()):
                text += line("requests_total", count, method=method, route=route, status=status)
            for route, times in self.times.items():
                for bound in [*BUCKETS, float("inf")]:
                    le = "+Inf" if bound == float("inf") else bound
                    count = sum(one <= bound for one in times)
                    text += line("request_seconds_bucket", count, route=route, le=le)
                text += line("request_seconds_sum", sum(times), route=route)
                text += line("request_seconds_count", len(times), route=route)
            return text


def install(app):
    log = Log()

    def begun(sender, **more):
        if request.path != "/metrics":
            g.watch = Watch(log)

    def answered(response):
        if watch := g.get("watch"):
            watch.status = response.status_code
            response.call_on_close(watch.over)
        return response

    request_started.connect(begun, app, weak=False)
    app.after_request(answered)
    app.add_url_rule("/metrics", "metrics", lambda: (str(log), 200, {"Content-Type": "text/plain"}))
