import pytest

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
CHUNKS = {"wsgi.input_terminated": True}


@pytest.fixture
def play(subject, rng):
    def played(body, *steps, most, **more):
        steps = [step if isinstance(step, tuple) else (step, None) for step in steps]
        named = {name.replace("__", "."): value for name, value in more.items()}
        return subject.probe(PLAY, body=body, steps=steps, most=most, more=named)

    return played


@pytest.fixture
def chunks(play):
    """(what each step read, how much was taken)"""

    def played(body, *steps, most):
        told = play(body, *steps, most=most, wsgi__input_terminated=True)
        assert told["status"] == 200
        return told["called"][1], told["taken"]

    return played


def test_lengths(client, rng):
    for length in (0, rng.randint(2, 999), 1000):
        told = client.post("/count", data=b"x" * length)
        assert (told.status_code, told.json) == (200, {"bytes": length})
    assert client.post("/count", data=b"x" * 1001).status_code == 413


def test_a_length_that_is_too_large(play, rng):
    most = rng.randint(10, 99)
    for length in (most + 1, 10**30):
        told = play("x" * 200, "read", most=most, CONTENT_LENGTH=str(length))
        assert told == {"status": 413, "called": [], "taken": 0}


def test_what_is_no_length(play, rng):
    for length in ("-1", "+5", "5.0", "ten", "1_0", " 5", "0x5", "٣"):
        told = play("x" * 5, "read", most=20, CONTENT_LENGTH=length)
        assert told == {"status": 400, "called": [], "taken": 0}, length


def test_with_a_length_all_stays(play, rng):
    for more in ({}, CHUNKS):
        named = {name.replace(".", "__"): value for name, value in more.items()}
        told = play("x" * 5, ("read", 5), most=20, CONTENT_LENGTH="5", **named)
        assert told == {"status": 200, "called": [True, ["x" * 5]], "taken": 5}


def test_chunks_that_fit(chunks, rng):
    most = rng.randint(10, 99)
    for length in (0, most - 1, most):
        assert chunks("x" * length, "read", "read", most=most) == (["x" * length, ""], length)


def test_chunks_that_are_too_many(chunks, rng):
    most = rng.randint(10, 99)
    told, taken = chunks("x" * (most + rng.randint(1, 500)), "read", "read", most=most)
    assert told == ["too large", "too large"]
    assert taken <= most + 1


def test_piece_by_piece(chunks, rng):
    first, most = rng.randint(3, 8), rng.randint(12, 15)
    told, taken = chunks(
        "x" * 40, ("read", first), ("read", most - first), ("read", 1), ("read", 0), most=most
    )
    assert told[:3] == ["x" * first, "x" * (most - first), "too large"]
    assert taken <= most + 1


def test_a_piece_that_is_too_large(chunks, rng):
    most = rng.randint(10, 15)
    told, taken = chunks("x" * 900, ("read", 500), ("read", 2), most=most)
    assert told == ["too large"] * 2
    assert taken <= most + 1
    assert chunks("x" * most, ("read", 500), most=most) == (["x" * most], most)


def test_lines(chunks, rng):
    body = "ab\nc\n" + "d" * rng.randint(2, 9)
    lines = body.splitlines(keepends=True)
    assert chunks(body, "readline", "lines", most=50) == ([lines[0], lines[1:]], len(body))
    assert chunks(body, ("readline", 1), "readline", most=50)[0] == ["a", "b\n"]


def test_lines_that_are_too_long(chunks, rng):
    most = rng.randint(10, 20)
    for steps in (["readline", "readline"], ["lines", "readline"], [("readline", 400), "lines"]):
        told, taken = chunks("x" * 300 + "\n", *steps, most=most)
        assert told == ["too large"] * 2, steps
        assert taken <= most + 1


def test_without_a_mark(play, rng):
    for more in ({}, {"wsgi__input_terminated": False}, {"CONTENT_LENGTH": ""}):
        told = play("x" * rng.randint(1, 50), "read", "readline", "lines", most=20, **more)
        assert (told["status"], told["called"][1], told["taken"]) == (200, ["", "", []], 0)
