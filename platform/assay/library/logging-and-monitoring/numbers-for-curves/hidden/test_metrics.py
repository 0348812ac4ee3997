import re

import pytest

THING = "/shop/things/<int:number>"
TIMES = """
import clock

ticks = [1000.0]
clock.now = lambda: ticks[0]
"""
SLOW = """
import threading

from werkzeug.test import EnvironBuilder, run_wsgi_app


def work():
    for path, seconds in asked:
        environ = EnvironBuilder(path=path).get_environ()
        body, status, headers = run_wsgi_app(app, environ)
        ticks[0] += seconds
        for _ in body:
            pass
        body.close()


thread = threading.Thread(target=work)
thread.start()
thread.join()
"""
HALF = """
import threading

from werkzeug.test import EnvironBuilder, run_wsgi_app


def metrics():
    environ = EnvironBuilder(path="/metrics").get_environ()
    body, status, headers = run_wsgi_app(app, environ, buffered=True)
    return b"".join(body).decode()


def work():
    environ = EnvironBuilder(path=path.partition("?")[0], query_string=path.partition("?")[2])
    body, status, headers = run_wsgi_app(app, environ.get_environ())
    ticks[0] += 5
    told.append(metrics())
    try:
        for _ in body:
            pass
    except OSError:
        pass
    ticks[0] += 15
    body.close()
    told.append(metrics())


told = []
thread = threading.Thread(target=work)
thread.start()
thread.join()
result = told
"""
OTHER = """
from app import create_app

other = create_app().test_client()
other.get("/shop/list", buffered=True)
result = other.get("/metrics", buffered=True).text
"""


class Numbers(dict):
    """What /metrics tells: (name, labels) -> number."""

    def __init__(self, text):
        super().__init__()
        for line in text.splitlines():
            if line and not line.startswith("#"):
                name, labels, number = re.fullmatch(r"(\w+)(?:\{(.*)\})? (\S+)", line).groups()
                assert (name, labels) not in self, line
                self[name, labels] = float(number)

    def total(self, method, route, status):
        return self.get(("requests_total", f'method="{method}",route="{route}",status="{status}"'), 0)

    def totals(self):
        return sum(number for (name, _), number in self.items() if name == "requests_total")

    def buckets(self, route):
        begin = f'route="{route}",le="'
        return {
            labels.removeprefix(begin)[:-1]: number
            for (name, labels), number in self.items()
            if name == "request_seconds_bucket" and labels.startswith(begin)
        }

    def of(self, name, route=None):
        return self.get((name, None if route is None else f'route="{route}"'))


@pytest.fixture
def numbers(subject):
    return lambda: Numbers(subject.client().get("/metrics").text)


@pytest.fixture
def timed(subject, numbers):
    subject.probe(TIMES)
    return subject


def test_requests_are_counted(client, numbers, rng):
    count = rng.randint(2, 5)
    for number in range(count):
        client.get(f"/shop/things/{number}")
    client.put("/shop/things/1")
    told = numbers()
    assert (told.total("GET", THING, 200), told.total("PUT", THING, 200)) == (count, 1)
    assert told.totals() == count + 1


def test_its_form(client):
    client.get("/shop/things/7")
    told = client.get("/metrics")
    assert (told.status_code, told.mimetype) == (200, "text/plain")
    names = {line.partition("{")[0].split()[0] for line in told.text.splitlines() if line[:1] != "#"}
    parts = [f"request_seconds_{one}" for one in ("bucket", "sum", "count")]
    assert names == {"requests_running", "requests_total", *parts}


def test_refusals(client, numbers):
    told = [client.get("/shop/things/404"), client.get("/shop/things/1?closed=yes")]
    told.append(client.get("/shop/list?closed=yes"))
    assert [one.status_code for one in told] == [404, 503, 503]
    told = numbers()
    assert [told.total("GET", THING, status) for status in (404, 503)] == [1, 1]
    assert (told.total("GET", "/shop/list", 503), told.totals()) == (1, 3)


def test_exceptions(client, numbers):
    for _ in range(2):
        assert client.get("/shop/broken").status_code == 500
    told = numbers()
    assert (told.total("GET", "/shop/broken", 500), told.totals()) == (2, 2)
    assert told.of("request_seconds_count", "/shop/broken") == 2


def test_addresses_that_there_are_not(client, numbers, rng):
    for _ in range(3):
        client.get(f"/{rng.randrange(10**6)}")
    client.post("/shop/things/1")
    told = numbers()
    assert (told.total("GET", "none", 404), told.total("POST", "none", 405)) == (3, 1)
    assert (told.totals(), told.of("request_seconds_count", "none")) == (4, 4)


def test_methods(client, numbers, rng):
    for _ in range(3):
        client.open("/shop/list", method="".join(rng.choices("ABCDEFG", k=9)))
    client.open("/shop/list", method="HEAD")
    client.open("/shop/list", method="OPTIONS")
    told = numbers()
    assert told.total("other", "none", 405) == 3
    assert [told.total(one, "/shop/list", 200) for one in ("HEAD", "OPTIONS")] == [1, 1]


def test_metrics_are_not_counted(client, numbers):
    client.get("/shop/things/7")
    for _ in range(2):
        numbers()
    told = numbers()
    assert (told.totals(), told.of("requests_running")) == (1, 0)


def test_buckets(timed, numbers):
    asked = [["/shop/list", seconds] for seconds in (0, 0.05, 0.125, 0.5, 4, 20)]
    timed.probe(SLOW, asked=asked)
    told = numbers()
    assert told.buckets("/shop/list") == {"0.1": 2, "1": 4, "10": 5, "+Inf": 6}
    assert told.of("request_seconds_count", "/shop/list") == 6
    assert abs(told.of("request_seconds_sum", "/shop/list") - 24.675) < 0.001


def test_bounds_belong_to_their_bucket(timed, numbers):
    timed.probe(SLOW, asked=[["/shop/list", 1], ["/shop/list", 10], ["/shop/things/1", 1]])
    told = numbers()
    assert told.buckets("/shop/list") == {"0.1": 0, "1": 1, "10": 2, "+Inf": 2}
    assert told.buckets(THING) == {"0.1": 0, "1": 1, "10": 1, "+Inf": 1}


def test_until_the_body_is_sent(timed):
    during, after = map(Numbers, timed.probe(HALF, path="/shop/list"))
    assert (during.of("requests_running"), during.totals()) == (1, 0)
    assert during.of("request_seconds_count", "/shop/list") in (None, 0)
    assert (after.of("requests_running"), after.total("GET", "/shop/list", 200)) == (0, 1)
    assert abs(after.of("request_seconds_sum", "/shop/list") - 20) < 0.001


def test_a_body_that_breaks_off(timed):
    _, after = map(Numbers, timed.probe(HALF, path="/shop/list?broken=yes"))
    assert (after.of("requests_running"), after.totals()) == (0, 1)
    assert after.buckets("/shop/list") == {"0.1": 0, "1": 0, "10": 0, "+Inf": 1}


def test_nothing_is_left_running(client, numbers):
    for path in ("/shop/broken", "/shop/things/404", "/nowhere", "/shop/list", "/shop/list?closed=1"):
        client.get(path)
    told = numbers()
    assert (told.of("requests_running"), told.totals()) == (0, 5)


def test_labels(client, numbers):
    assert client.get('/shop/odd/a/"quoted"').status_code == 200
    told = numbers()
    assert told.total("GET", '/shop/odd/<name>/\\"quoted\\"', 200) == 1


def test_another_application(subject, numbers):
    subject.client().get("/shop/things/7")
    other = Numbers(subject.probe(OTHER))
    assert (other.totals(), other.total("GET", "/shop/list", 200)) == (1, 1)
    assert (numbers().totals(), numbers().total("GET", THING, 200)) == (1, 1)
