import re
from io import BytesIO

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response


class Late:
    """Reads all that may come when it is first asked, into memory, and is a file from then on."""

    def __init__(self, stream, most):
        self._stream, self._most, self._held = stream, most, None

    def _file(self):
        if self._held is None:
            parts, room = [], self._most + 1
            while room and (part := self._stream.read(room)):
                parts.append(part)
                room -= len(part)
            self._held = BytesIO(b"".join(parts))
            self._end = self._most if room == 0 else None
        return self._held

    def _given(self, data, size):
        if self._end is not None and self._held.tell() > self._end:
            self._held.seek(0, 2)
            raise RequestEntityTooLarge
        return data

    def _read(self, name, size):
        file = self._file()
        if self._end is not None and file.tell() > self._end:
            raise RequestEntityTooLarge
        return self._given(getattr(file, name)(size), size)

    def read(self, size=-1):
        return self._read("read", size)

    def readline(self, size=-1):
        return self._read("readline", size)

    def __iter__(self):
        while line := self.readline():
            yield line


class BodyLimit:
    def __init__(self, app, *, most):
        self.app, self.most = app, most

    def refusal(self, length):
        if not re.fullmatch("[0-9]+", length):
            return 400
        return 413 if int(length) > self.most else None

    def __call__(self, environ, start_response):
        length = environ.get("CONTENT_LENGTH") or None
        if length is not None:
            status = self.refusal(length)
            app = Response("This body is not taken.", status) if status else self.app
            return app(environ, start_response)
        source = BytesIO()
        if environ.get("wsgi.input_terminated", False):
            source = Late(environ["wsgi.input"], self.most)
        return self.app({**environ, "wsgi.input": source}, start_response)
