import functools
import secrets
import string

from werkzeug.datastructures import Headers

SIGNS = frozenset(string.ascii_letters + string.digits + "-")


def answered(name, start_response, status, headers, *exc_info):
    told = Headers(headers)
    told["X-Request-Name"] = name
    return start_response(status, told.to_wsgi_list(), *exc_info)


class RequestName:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        said = environ.get("HTTP_X_REQUEST_NAME") or ""
        known = 8 <= len(said) <= 64 and SIGNS.issuperset(said)
        environ["request.name"] = said if known else secrets.token_hex(16)
        start = functools.partial(answered, environ["request.name"], start_response)
        return self.app(environ, start)
