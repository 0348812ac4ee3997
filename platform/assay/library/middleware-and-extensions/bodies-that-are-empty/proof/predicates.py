import io

from flask import Flask, Request, request
from werkzeug.test import EnvironBuilder, run_wsgi_app


class Socket:
    """What a server gives as the body: it can be read once."""

    def __init__(self, data):
        self.data = data

    def read(self, size=-1):
        size = len(self.data) if size < 0 else size
        given, self.data = self.data[:size], self.data[size:]
        return given


def read(give_back):
    """(the audit, what the view got), or None where the line fails: give_back(environ, body)."""
    app, audit = Flask("shop"), []
    app.add_url_rule(
        "/", view_func=lambda: request.form.get("text", ""), endpoint="add", methods=["POST"]
    )
    inner = app.wsgi_app

    def middleware(environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        audit.append(body)
        give_back(environ, body)
        return inner(environ, start_response)

    app.wsgi_app = middleware
    environ = EnvironBuilder(method="POST", data={"text": "tea"}).get_environ()
    environ["wsgi.input"] = Socket(environ["wsgi.input"].read())
    environ["wsgi.input_terminated"] = True  # as Gunicorn says of its streams
    try:
        body = b"".join(run_wsgi_app(app, environ, buffered=True)[0])
    except (AttributeError, RuntimeError):
        return None
    return audit, body


def reads(give_back):
    """Whether the view and the audit both get the form."""
    return read(give_back) == ([b"text=tea"], b"tea")


assert read(lambda environ, body: None) == ([b"text=tea"], b"")


def a():
    return reads(lambda environ, body: environ.update({"wsgi.input": io.BytesIO(body)}))


def b():
    return reads(lambda environ, body: environ["wsgi.input"].seek(0))


def c():
    return reads(lambda environ, body: request.get_data(cache=True))


def d():
    return reads(lambda environ, body: Request(environ).get_data(cache=True))
