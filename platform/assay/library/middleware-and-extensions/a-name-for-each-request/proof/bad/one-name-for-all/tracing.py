"""Believes that a default is made for each request."""

import re
import uuid

FITS = re.compile(r"[a-zA-Z0-9-]{8,64}", re.ASCII)


class RequestName:
    """Names each request, for the application and for who has asked."""

    def __init__(self, app):
        self.app = app

    new = uuid.uuid4().hex

    def __call__(self, environ, start_response):
        name = environ.get("HTTP_X_REQUEST_NAME", "")
        if not FITS.fullmatch(name):
            name = self.new
        environ["request.name"] = name

        def named(status, headers, exc_info=None):
            others = [pair for pair in headers if pair[0].lower() != "x-request-name"]
            return start_response(status, [*others, ("X-Request-Name", name)], exc_info)

        return self.app(environ, named)
