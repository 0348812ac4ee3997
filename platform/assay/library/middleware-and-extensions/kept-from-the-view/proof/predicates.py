from flask import Flask, Response, abort, request, request_started


def guards(guard):
    """Whether strangers get 401 and no view, and others their view. guard(app) does its work."""
    app, ran = Flask("api"), []

    @app.get("/")
    def view():
        ran.append(1)
        return "ok"

    guard(app)
    stranger = app.test_client().get("/").status_code, list(ran)
    known = app.test_client().get("/", headers={"X-Key": "k"}).status_code, list(ran)
    return stranger == (401, []) and known == (200, [1])


def is_stranger():
    return "X-Key" not in request.headers


RECEIVERS = []
"""Kept here: a signal holds its receivers weakly."""


def a():
    def guard(app):
        def receiver(sender, **more):
            return ("no key", 401) if is_stranger() else None

        RECEIVERS.append(receiver)
        request_started.connect(receiver, app)

    return guards(guard)


def b():
    def guard(app):
        app.before_request(lambda: ("no key", 401) if is_stranger() else None)

    return guards(guard)


def c():
    def guard(app):
        app.before_request(lambda: abort(401) if is_stranger() else None)

    return guards(guard)


def d():
    def guard(app):
        app.after_request(lambda done: Response("no key", 401) if is_stranger() else done)

    return guards(guard)


def e():
    def guard(app):
        inner = app.wsgi_app

        def middleware(environ, start_response):
            if "HTTP_X_KEY" in environ:
                return inner(environ, start_response)
            return Response("no key", 401)(environ, start_response)

        app.wsgi_app = middleware

    return guards(guard)
