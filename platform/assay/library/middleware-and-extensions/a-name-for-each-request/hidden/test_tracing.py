import re

import pytest

NAME = "X-Request-Name"
SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
NEW = re.compile(r"[a-zA-Z0-9-]{32}")
AROUND = """
from tracing import RequestName
from werkzeug.test import create_environ

log = []


def started(label):
    def start_response(status, headers, exc_info=None):
        names = [value for name, value in headers if name.lower() == "x-request-name"]
        log.append([label, status, names, exc_info and str(exc_info[1])])
        return lambda data: log.append([label, data.decode()])

    return start_response


def asked(name):
    return create_environ("/", headers={"X-Request-Name": name})
"""


@pytest.fixture
def name(rng):
    return "".join(rng.choices(SIGNS, k=rng.randint(9, 40)))


@pytest.fixture
def around(subject):
    """Runs code with other applications inside the middleware."""
    subject.probe(AROUND)
    return subject.probe


def named(client, path="/name", **headers):
    return client.get(path, headers={key.replace("_", "-"): one for key, one in headers.items()})


def test_a_name_is_given_on(client, name):
    told = named(client, X_Request_Name=name)
    assert (told.status_code, told.json) == (200, {"name": name})
    assert told.headers[NAME] == name


def test_a_name_is_made(client):
    told = [named(client) for _ in range(3)]
    names = [one.json["name"] for one in told]
    assert [one.headers.getlist(NAME) for one in told] == [[one] for one in names]
    assert len(set(names)) == 3
    assert all(NEW.fullmatch(one) for one in names)


def test_what_is_no_name_is_replaced(client, rng, name):
    wrong = ["", "short12", "x" * 65, f"{name} x", f"{name};", f"{name}é", f"{name}_", f" {name[:6]}"]
    for one in wrong:
        told = named(client, X_Request_Name=one.encode().decode("latin-1"))
        assert NEW.fullmatch(told.json["name"]), one
        assert told.headers[NAME] == told.json["name"]


def test_shortest_and_longest(client, rng):
    for length in (8, 64):
        name = "".join(rng.choices(SIGNS, k=length))
        assert named(client, X_Request_Name=name).json == {"name": name}


def test_the_applications_own_is_replaced(client, name):
    told = named(client, "/forwarded", X_Request_Name=name)
    assert told.headers.getlist(NAME) == [name]
    assert (told.headers["X-Served-By"], told.text) == ("stock", "ok")


def test_every_status_has_it(client, name):
    for path, status in (("/gone", 410), ("/fails", 500), ("/nowhere", 404)):
        told = named(client, path, X_Request_Name=name)
        assert (told.status_code, told.headers.getlist(NAME)) == (status, [name])


def test_parts_come_one_by_one(around, name):
    told = around(
        """
def inner(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    def parts():
        for part in (b"one", b"two"):
            log.append(["made", part.decode()])
            yield part
    return parts()


body = iter(RequestName(inner)(asked(name), started("a")))
for _ in range(2):
    log.append(["read", next(body).decode()])
result = log
""",
        name=name,
    )
    assert told == [
        ["a", "200 OK", [name], None],
        ["made", "one"],
        ["read", "one"],
        ["made", "two"],
        ["read", "two"],
    ]


def test_the_body_is_closed(around, name):
    told = around(
        """
class Body:
    def __iter__(self):
        return iter([b"held"])

    def close(self):
        log.append("closed")


def inner(environ, start_response):
    start_response("200 OK", [])
    return Body()


body = RequestName(inner)(asked(name), started("a"))
read = [part.decode() for part in body]
open_until = list(log)
getattr(body, "close", int)()
result = [read, open_until, log]
""",
        name=name,
    )
    begun = [["a", "200 OK", [name], None]]
    assert told == [["held"], begun, [*begun, "closed"]]


def test_requests_at_one_time(around, rng):
    names = [f"request-{label}-{rng.randrange(10**6)}" for label in "ab"]
    told = around(
        """
def inner(environ, start_response):
    start_response("200 OK", [])
    yield environ["request.name"].encode()


middleware = RequestName(inner)
bodies = [iter(middleware(asked(name), started(name))) for name in names]
for body in bodies:
    log.append(next(body).decode())
result = log
""",
        names=names,
    )
    first, second = names
    assert told == [
        [first, "200 OK", [first], None],
        first,
        [second, "200 OK", [second], None],
        second,
    ]


def test_exceptions_and_write(around, name):
    told = around(
        """
import sys


def inner(environ, start_response):
    write = start_response("200 OK", [])
    write(b"begun")
    try:
        raise ValueError("late")
    except ValueError:
        start_response("500 Oh", [], sys.exc_info())
    return []


list(RequestName(inner)(asked(name), started("a")))
result = log
""",
        name=name,
    )
    assert told == [["a", "200 OK", [name], None], ["a", "begun"], ["a", "500 Oh", [name], "late"]]
