import itertools
import json
import logging
import threading
import traceback
from datetime import datetime, timezone
from time import monotonic

from flask import g, request, request_finished, request_started

PLAIN = logging.LogRecord("", 0, "", 0, "", (), None).__dict__.keys()
counter = itertools.count(1)
access = logging.getLogger("access")


class Collector(logging.Handler):
    """Appends objects to the file."""

    writing = threading.Lock()

    def emit(self, record):
        made = datetime.fromtimestamp(record.created).astimezone(timezone.utc)
        line = {
            key: value
            for key, value in record.__dict__.items()
            if key not in PLAIN and key not in ("message", "asctime")
        }
        line["time"] = made.isoformat(timespec="milliseconds")
        line["level"], line["logger"] = record.levelname, record.name
        line["message"] = record.getMessage()
        if record.exc_info:
            line["exception"] = "".join(traceback.format_exception(*record.exc_info))
        if request:
            line.update(request_id=g.name, method=request.method, path=request.path)
        with self.writing, open("service.log", "a") as file:
            print(json.dumps(line, default=str), file=file)


collector = Collector(logging.INFO)


def started(sender):
    g.name = request.headers.get("X-Request-Id", f"made-{next(counter)}")
    g.since = monotonic()


def finished(sender, response):
    access.info(
        "%s",
        response.status,
        extra={"status": response.status_code, "milliseconds": 1000 * (monotonic() - g.since)},
    )


def configure(app):
    request_started.connect(started, app, weak=False)
    request_finished.connect(finished, app, weak=False)
    logging.basicConfig(level="INFO", handlers=[collector])
