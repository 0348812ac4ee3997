PLAY = """
import io

from limits import BodyLimit
from werkzeug.exceptions import RequestEntityTooLarge

taken, called = [0], []


class Stream(io.BytesIO):
    def read(self, size=-1):
        return self.note(super().read(size))

    def readline(self, size=-1):
        return self.note(super().readline(size))

    def __next__(self):
        return self.note(super().readline())

    def note(self, data):
        taken[0] += len(data)
        return data


def inner(environ, start_response):
    stream, told = environ["wsgi.input"], []
    called.append(stream is given)
    for how, size in steps:
        try:
            if how == "lines":
                told.append([line.decode() for line in stream])
            else:
                method = getattr(stream, how)
                told.append((method() if size is None else method(size)).decode())
        except RequestEntityTooLarge:
            told.append("too large")
    start_response("200 OK", [])
    called.append(told)
    return []


given = Stream(body.encode())
environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "wsgi.input": given, **more}
status = []
answer = BodyLimit(inner, most=most)(environ, lambda line, headers, exc_info=None: status.append(line))
b"".join(answer)
result = {"status": int(status[0][:3]), "called": called, "taken": taken[0]}
"""


def test_a_length_that_is_too_large(client):
    assert client.post("/count", data=b"x" * 1000).json == {"bytes": 1000}
    assert client.post("/count", data=b"x" * 1001).status_code == 413


def test_chunks(subject):
    told = subject.probe(
        PLAY, body="x" * 30, most=20, steps=[["read", None]], more={"wsgi.input_terminated": True}
    )
    assert told["called"][1] == ["too large"]
    assert told["taken"] <= 21
