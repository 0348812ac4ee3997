"""Believes that the name of an error is its id."""

import json
import uuid

from flask import request
from shop import Refused
from werkzeug.exceptions import Conflict, HTTPException, InternalServerError


def is_api():
    return request.path.startswith("/api/")


def problem(error, detail=None, **more):
    """The error's own response, headers and all, with another body."""
    response = error.get_response()
    told = {"status": error.code, "title": error.name, "detail": detail or error.description}
    response.data = json.dumps({**told, **more})
    response.content_type = "application/problem+json"
    return response


def install(app):
    @app.errorhandler(HTTPException)
    def http(error):
        return problem(error) if is_api() else error

    @app.errorhandler(Refused)
    def refused(error):
        if not is_api():
            raise error
        return problem(Conflict(), error.words, code=error.code)

    @app.errorhandler(InternalServerError)
    def unforeseen(error):
        if not is_api():
            return error
        number = str(uuid.uuid5(uuid.NAMESPACE_URL, request.path))
        app.logger.error("Unforeseen error %s", number, exc_info=error.original_exception)
        return problem(error, id=number)
