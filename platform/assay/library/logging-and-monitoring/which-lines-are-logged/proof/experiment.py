import logging

from flask import Flask


class Written(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


def observe():
    app = Flask("quiet")
    written = Written()
    app.logger.addHandler(written)

    @app.get("/")
    def view():
        for level in ("debug", "info", "warning", "error"):
            getattr(app.logger, level)(level)
        return "ok"

    app.test_client().get("/")
    return written.lines
