"""Believes that a record is made when it is written."""

import json
import logging
import time
import uuid
from datetime import UTC, datetime

from flask import g, has_request_context, request

USUAL = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def request_id():
    if "request_id" not in g:
        g.request_id = request.headers.get("X-Request-Id") or uuid.uuid4().hex
    return g.request_id


class Lines(logging.Formatter):
    def format(self, record):
        told = {
            "time": datetime.now(UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        told |= {name: one for name, one in vars(record).items() if name not in USUAL}
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        if has_request_context():
            told |= {"request_id": request_id(), "method": request.method, "path": request.path}
        return json.dumps(told, default=str)


def begin():
    g.begun = time.perf_counter()


def end(response):
    took = (time.perf_counter() - g.begun) * 1000
    extra = {"status": response.status_code, "milliseconds": round(took, 1)}
    logging.getLogger("access").info("answered", extra=extra)
    return response


def configure(app):
    app.before_request(begin)
    app.after_request(end)
    root = logging.getLogger()
    if any(isinstance(one.formatter, Lines) for one in root.handlers):
        return
    handler = logging.FileHandler("service.log", encoding="utf-8")
    handler.setFormatter(Lines())
    handler.setLevel(logging.INFO)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
