from itertools import permutations

import pytest

SIDE_BY_SIDE = """
from app import create_app

made = [create_app(one).test_client() for one in settings]
for client, count in zip(made, counts):
    for number in range(count):
        client.post("/orders", json={"goods": f"{word}-{number}"})
"""
REPORT = """
import contextlib, io, runpy, sys

for name in ("app", "models", "orders"):
    sys.modules.pop(name, None)
with contextlib.redirect_stdout(io.StringIO()) as told:
    runpy.run_path("report.py", run_name="__main__")
result = told.getvalue()
"""
IMPORTED = """
import importlib
import sys

import flask

NAMES = ("app", "models", "orders")
kept = {name: sys.modules[name] for name in NAMES if name in sys.modules}
first = flask.Flask.__init__
made = []


def counted(self, *given, **named):
    made.append(given)
    return first(self, *given, **named)


flask.Flask.__init__ = counted
told = []
for order in orders:
    for name in NAMES:
        sys.modules.pop(name, None)
    try:
        told.append([importlib.import_module(name).__name__ for name in order])
    except Exception as error:
        told.append(repr(error))
flask.Flask.__init__ = first
for name in NAMES:
    sys.modules.pop(name, None)
sys.modules.update(kept)
result = {"told": told, "made": len(made)}
"""


@pytest.fixture
def word(rng):
    return f"goods{rng.randrange(10**9)}"


def settings(name, **more):
    return {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{name}.db", **more}


def side_by_side(subject, word, *told, counts):
    subject.probe(SIDE_BY_SIDE, settings=told, counts=counts, word=word)

    def get(path):
        code = "result = [[one.status_code, one.json, one.headers.get('X-Shop')] for one in "
        return subject.probe(f"{code}[client.get(path) for client in made]]", path=path)

    return get


def test_an_order_is_kept(client, word):
    made = client.post("/orders", json={"goods": word})
    assert (made.status_code, made.json) == (201, {"id": 1})
    assert client.get("/orders/1").json == {"id": 1, "goods": word}


def test_the_list(client, word):
    for number in range(3):
        client.post("/orders", json={"goods": f"{word}-{number}"})
    told = client.get("/orders")
    assert told.status_code == 200
    assert told.json == [
        {"id": one, "goods": f"{word}-{one - 1}", "url": f"/orders/{one}"} for one in (1, 2, 3)
    ]
    assert client.get(told.json[1]["url"]).json == {"id": 2, "goods": f"{word}-1"}


def test_imports_in_any_order(subject):
    orders = list(permutations(["app", "models", "orders"]))
    assert subject.probe(IMPORTED, orders=orders)["told"] == [list(one) for one in orders]


def test_imports_make_no_application(subject):
    told = subject.probe(IMPORTED, orders=[["app", "models", "orders"]])
    assert told == {"told": [["app", "models", "orders"]], "made": 0}


def test_the_report(subject, word):
    for number in range(2):
        subject.client().post("/orders", json={"goods": f"{word}-{number}"})
    assert subject.probe(REPORT) == f"1 {word}-0\n2 {word}-1\n"


def test_databases(subject, word):
    get = side_by_side(subject, word, settings("one"), settings("two"), counts=[2, 1])
    assert [len(one[1]) for one in get("/orders")] == [2, 1]
    assert [one[0] for one in get("/orders/2")] == [200, 404]


def test_sizes_of_a_page(subject, word, rng):
    sizes = rng.sample(range(1, 6), 2)
    told = [settings(f"s{size}", PAGE_SIZE=size) for size in sizes]
    get = side_by_side(subject, word, *told, counts=[7, 7])
    assert [len(one[1]) for one in get("/orders")] == sizes


def test_settings_that_are_not_given(client, word):
    for number in range(21):
        client.post("/orders", json={"goods": f"{word}-{number}"})
    assert len(client.get("/orders").json) == 20
    assert client.get("/orders").headers["X-Shop"] == "Shop"


def test_names_of_shops(subject, word):
    told = [settings("a", SHOP=word), settings("b", SHOP=f"{word}-2")]
    get = side_by_side(subject, word, *told, counts=[0, 0])
    for path in ("/orders", "/orders/7"):
        assert [one[2] for one in get(path)] == [word, f"{word}-2"]


def test_header_where_no_route_fits(client, word):
    told = [client.get(f"/{word}"), client.delete("/orders")]
    assert [one.status_code for one in told] == [404, 405]
    assert [one.headers.get("X-Shop") for one in told] == ["Shop", "Shop"]


def test_what_is_not_there(client, word):
    for path in ("/orders/7", f"/{word}", f"/orders/{word}"):
        told = client.get(path)
        assert (told.status_code, told.json) == (404, {"error": "There is nothing here."})


def test_the_command(subject, word, rng):
    count = rng.randint(2, 4)
    for _ in range(count):
        subject.client().post("/orders", json={"goods": word})
    told = subject.cli("count-orders")
    assert (told["exit_code"], told["output"]) == (0, f"{count} orders\n")
