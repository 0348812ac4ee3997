"""Believes that lines are no reading."""

import io

from werkzeug.exceptions import BadRequest, RequestEntityTooLarge


class Counted:
    """The server's stream, of which no more than one byte too many is taken."""

    def __init__(self, stream, most):
        self.stream, self.left, self.is_over = stream, most, False

    def read(self, size=-1):
        return self.take(self.stream.read, size)

    def readline(self, size=-1):
        return self.take(self.stream.readline, size)

    def take(self, method, size):
        if self.is_over:
            raise RequestEntityTooLarge
        wanted = self.left + 1 if size is None or size < 0 else min(size, self.left + 1)
        data = method(wanted)
        self.left -= len(data)
        if self.left < 0:
            self.is_over = True
            raise RequestEntityTooLarge
        return data

    def __iter__(self):
        return iter(self.stream)


class BodyLimit:
    """Lets no body through that is longer than `most` bytes."""

    def __init__(self, app, *, most):
        self.app, self.most = app, most

    def __call__(self, environ, start_response):
        length = environ.get("CONTENT_LENGTH", "")
        if length:
            if not (length.isascii() and length.isdigit()):
                return BadRequest()(environ, start_response)
            if int(length) > self.most:
                return RequestEntityTooLarge()(environ, start_response)
        elif environ.get("wsgi.input_terminated"):
            environ["wsgi.input"] = Counted(environ["wsgi.input"], self.most)
        else:
            environ["wsgi.input"] = io.BytesIO()
        return self.app(environ, start_response)
