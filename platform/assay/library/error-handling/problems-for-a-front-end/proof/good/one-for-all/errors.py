import logging
from secrets import token_urlsafe

from flask import jsonify, request
from shop import Refused
from werkzeug.exceptions import HTTPException, default_exceptions

log = logging.getLogger("shop.api")


def known(error):
    """(the error as one of HTTP, further fields)"""
    match error:
        case HTTPException():
            return error, {}
        case Refused(code=code, words=words):
            return default_exceptions[409](words), {"code": code}
    name = token_urlsafe(9)
    log.exception(f"{request.method} {request.path} failed: {name}")
    return default_exceptions[500](), {"id": name}


def answer(error):
    error, more = known(error)
    body = jsonify(title=error.name, status=error.code, detail=error.description, **more)
    body.mimetype = "application/problem+json"
    for name, value in error.get_headers():
        if name != "Content-Type":
            body.headers[name] = value
    body.status_code = error.code
    return body


class Asked:
    """Knows before a view is found whether a request is of the API."""

    def __init__(self, app):
        self.app, self.usual = app, app.handle_user_exception

    def __call__(self, error):
        if request.path[:5] != "/api/":
            return self.usual(error)
        return answer(error)


def install(app):
    app.handle_user_exception = Asked(app)
