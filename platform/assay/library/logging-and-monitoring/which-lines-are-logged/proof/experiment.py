import io

from flask import Flask


def observe():
    app = Flask("shop")

    @app.get("/")
    def view():
        for level in ("debug", "info", "warning", "error"):
            getattr(app.logger, level)(level)
        return "ok"

    written = io.StringIO()
    app.test_client().get("/", errors_stream=written)
    return [line.rsplit(": ", 1)[1] for line in written.getvalue().splitlines()]
