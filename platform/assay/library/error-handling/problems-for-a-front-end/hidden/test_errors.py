import json

import pytest

LISTEN = """
import logging

heard = []


class Ear(logging.Handler):
    def emit(self, record):
        trace = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
        heard.append([record.getMessage(), trace])


logging.getLogger().addHandler(Ear())
"""


def problem(told, status, title):
    """The JSON of a problem, of which the fixed fields were looked at."""
    assert (told.status_code, told.mimetype) == (status, "application/problem+json")
    body = json.loads(told.data)
    assert (body["status"], body["title"]) == (status, title)
    assert isinstance(body["detail"], str)
    assert body["detail"]
    return body


@pytest.fixture
def name(rng):
    return f"lamp{rng.randrange(10**9)}"


def test_refusals(client, name):
    body = problem(client.post("/api/orders", json={"name": name}), 409, "Conflict")
    assert (body["detail"], body["code"]) == (f"{name} is sold out.", "sold_out")


def test_words_of_the_code(client, name):
    body = problem(client.get(f"/api/lamps/{name}"), 404, "Not Found")
    assert body["detail"] == f"There is no lamp {name}."


def test_addresses_that_there_are_not(client, name):
    body = problem(client.get(f"/api/{name}"), 404, "Not Found")
    assert name not in body["detail"]


def test_bodies_that_can_not_be_read(client, name):
    told = client.post("/api/orders", data="{" + name, content_type="application/json")
    unreadable = problem(told, 400, "Bad Request")
    told = client.post("/api/orders", data=name, content_type="text/plain")
    other = problem(told, 415, "Unsupported Media Type")
    assert unreadable["detail"] != other["detail"]


def test_methods_that_are_not_allowed(client):
    told = client.delete("/api/orders")
    problem(told, 405, "Method Not Allowed")
    assert set(told.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_headers_are_kept(client, rng):
    wait = str(rng.randint(2, 900))
    told = client.get("/api/reports", query_string={"wait": wait})
    problem(told, 429, "Too Many Requests")
    assert told.headers["Retry-After"] == wait
    assert told.headers.getlist("Content-Type") == [told.content_type]
    assert told.content_length == len(told.data)


def test_nothing_of_an_exception_is_told(client, name):
    told = client.get(f"/api/price/{name}")
    body = problem(told, 500, "Internal Server Error")
    assert isinstance(body["id"], str)
    for word in (name, "KeyError", "Traceback", "shop.py"):
        assert word not in told.text


def test_ids_are_others_each_time(client, name):
    ids = {client.get(f"/api/price/{name}").json["id"] for _ in range(4)}
    assert len(ids) == 4


def test_an_exception_is_found_in_the_log(subject, name):
    subject.probe(LISTEN)
    number = subject.client().get(f"/api/price/{name}").json["id"]
    assert len(number) >= 4
    heard = subject.probe("result = heard")
    traces = [trace for words, trace in heard if number in words]
    assert [trace for trace in traces if "KeyError" in trace and name in trace]


def test_pages_stay_html(subject, name):
    client = subject.client()
    for path, status in ((f"/{name}", 404), (f"/apiary/{name}", 500), (f"/api{name}", 404)):
        told = client.get(path)
        assert (told.status_code, told.mimetype) == (status, "text/html"), path
    told = client.post("/")
    assert (told.status_code, told.mimetype) == (405, "text/html")
    assert client.get("/").text == "<h1>Lamps</h1>"


def test_errors_of_pages_are_logged(subject, name):
    subject.probe(LISTEN)
    subject.client().get(f"/apiary/{name}")
    heard = subject.probe("result = heard")
    assert [trace for _, trace in heard if "KeyError" in trace and name in trace]
