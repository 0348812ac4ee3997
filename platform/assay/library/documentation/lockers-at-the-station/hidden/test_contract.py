import re

import pytest
from reader import Document

RULES = """
result = [
    [method, rule.rule]
    for rule in app.url_map.iter_rules()
    if rule.endpoint not in ("static", "describe")
    for method in rule.methods - {"HEAD", "OPTIONS"}
]
"""
LIST, RENT = ("GET", "/lockers"), ("POST", "/rentals")
SHOW, END, FORGET = ("GET", "/rentals/{}"), ("POST", "/rentals/{}/end"), ("DELETE", "/rentals/{}")
STATUSES = {
    LIST: {"200", "400"},
    RENT: {"201", "400", "401", "409"},
    SHOW: {"200", "401", "404"},
    END: {"200", "401", "404", "409"},
    FORGET: {"204", "401", "404", "409"},
}
KEY = {"X-Key": "k-7"}


@pytest.fixture
def document(client):
    return Document(client.get("/openapi.json").get_json())


@pytest.fixture
def seen(client, rng):
    """(operation, answer) of a day at the station."""
    hours = [rng.randint(1, 48) for _ in range(3)]
    asked = [
        (LIST, "/lockers", None, {}),
        (LIST, "/lockers?size=large", None, {}),
        (LIST, "/lockers?size=huge", None, {}),
        (LIST, "/lockers?most=0", None, {}),
        (RENT, "/rentals", {"hours": hours[0]}, KEY),
        (RENT, "/rentals", {"hours": hours[1], "size": "large", "note": "a red bag"}, KEY),
        (RENT, "/rentals", {"hours": hours[2], "size": "large"}, KEY),
        (RENT, "/rentals", {"hours": "2"}, KEY),
        (RENT, "/rentals", {"hours": 2, "note": 7}, KEY),
        (RENT, "/rentals", {"hours": 2}, {}),
        (LIST, "/lockers?most=1", None, {}),
        (SHOW, "/rentals/1", None, KEY),
        (SHOW, "/rentals/2", None, KEY),
        (SHOW, "/rentals/9", None, KEY),
        (SHOW, "/rentals/1", None, {}),
        (FORGET, "/rentals/1", None, KEY),
        (END, "/rentals/1/end", None, {}),
        (END, "/rentals/1/end", None, KEY),
        (END, "/rentals/2/end", None, KEY),
        (END, "/rentals/2/end", None, KEY),
        (END, "/rentals/9/end", None, KEY),
        (SHOW, "/rentals/1", None, KEY),
        (FORGET, "/rentals/1", None, {}),
        (FORGET, "/rentals/1", None, KEY),
        (FORGET, "/rentals/1", None, KEY),
    ]
    return [
        (operation, client.open(path, method=operation[0], json=body, headers=headers))
        for operation, path, body, headers in asked
    ]


def test_it_can_be_read(document, client):
    assert document.told["openapi"].startswith("3.1.")
    assert "200" in document.answers(*LIST)
    assert document.fits(client.get("/lockers").json, document.schema(*LIST, 200))


def test_operations(document, subject):
    rules = {(method, re.sub("<[^>]*>", "{}", rule)) for method, rule in subject.probe(RULES)}
    assert set(document.operations()) == rules


def test_parts_of_a_path(document):
    for operation in (SHOW, END, FORGET):
        path = document.operations()[operation][0]
        (name,) = re.findall(r"\{([^}]*)\}", path)
        told = document.parameters(*operation, "path")
        assert set(told) == {name}
        assert told[name]["required"] is True
        assert document.fits(7, told[name]["schema"])
        assert not document.fits("seven", told[name]["schema"])


def test_what_follows_the_path(document):
    told = document.parameters(*LIST, "query")
    assert set(told) == {"size", "most"}
    assert not any(one.get("required") for one in told.values())
    size, most = told["size"]["schema"], told["most"]["schema"]
    sizes = ["small", "large", "huge", "", None]
    assert [one for one in sizes if document.fits(one, size)] == ["small", "large"]
    assert [one for one in (0, 1, 50, 51, "ten") if document.fits(one, most)] == [1, 50]
    assert document.at(most).get("default") == 10
    assert document.at(size).get("default") is None


def test_statuses(document):
    told = {one: set(document.answers(*one)) for one in document.operations() if one in STATUSES}
    assert told == STATUSES


def test_what_is_answered_fits(document, seen):
    assert {answer.status_code for _, answer in seen} == {200, 201, 204, 400, 401, 404, 409}
    for operation, answer in seen:
        schema = document.schema(*operation, answer.status_code)
        if answer.status_code == 204:
            assert schema is None
        else:
            assert document.fits(answer.json, schema), (operation, answer.json)


def changed(value, **more):
    return {name: one for name, one in {**value, **more}.items() if one is not ...}


def test_nothing_else_fits(document):
    locker = {"number": 1, "size": "small", "free": True}
    rental = {"id": 1, "locker": 3, "hours": 4, "fee": None, "note": "a red bag"}
    schema = document.schema(*LIST, 200)
    assert document.fits([locker, locker], schema)
    wrong = [{name: ...} for name in locker] + [
        {"size": "huge"}, {"free": None}, {"number": "1"}, {"rented": False}, {"free": "yes"}
    ]
    for one in wrong:
        assert not document.fits([locker, changed(locker, **one)], schema), one
    assert not document.fits(locker, schema)
    wrong = [{name: ...} for name in ("id", "locker", "hours", "fee")] + [
        {"note": None}, {"fee": "6"}, {"hours": None}, {"ended": True}, {"id": "1"}
    ]
    for operation, status in ((RENT, 201), (SHOW, 200), (END, 200)):
        for one in wrong:
            assert not document.fits(changed(rental, **one), document.schema(*operation, status)), one
    full = document.schema(*RENT, 409)
    assert document.fits({"error": "none_free", "size": "large"}, full)
    for one in ({"error": ...}, {"size": ...}, {"size": "huge"}, {"size": None}, {"error": "full"}):
        assert not document.fits(changed({"error": "none_free", "size": "large"}, **one), full), one
    for operation, told in STATUSES.items():
        for status in told - {"200", "201", "204"}:
            schema = document.schema(*operation, status)
            for one in ({}, {"error": "nonsense"}, {"error": None}, {"message": "no_key"}):
                assert not document.fits(one, schema), (operation, status, one)
    missing = {"error": "unknown_rental", "number": 7}
    assert not document.fits(missing, document.schema(*SHOW, 404))


def test_bodies(document, make_subject, rng):
    asked = [
        {"hours": 1}, {"hours": 48}, {"hours": 0}, {"hours": 49}, {"hours": "2"}, {"hours": None},
        {"hours": True}, {"hours": 1.5}, {"size": "small"}, {}, {"hours": 2, "size": "large"},
        {"hours": 2, "size": "huge"}, {"hours": 2, "size": None}, {"hours": 2, "note": ""},
        {"hours": 2, "note": None}, {"hours": 2, "note": 7},
        {"hours": 2, f"colour{rng.randrange(10**6)}": "red"},
    ]
    schema = document.body(*RENT)
    client, told = make_subject().client(), []
    for body in asked:
        sent = client.post("/rentals", json=body, headers=KEY)
        told.append(sent.status_code == 201)
        if sent.status_code == 201:
            client.post(f"{sent.location}/end", headers=KEY)
    assert told.count(True) == 5
    assert [document.fits(body, schema) for body in asked] == told


def test_keys(document):
    asked = {one: document.keys(*one) for one in document.operations() if one in STATUSES}
    key = [[("apiKey", "header", "x-key")]]
    assert asked == {LIST: [], RENT: key, SHOW: key, END: key, FORGET: key}


def test_where_it_is(document):
    headers = document.answers(*RENT)["201"].get("headers", {})
    (location,) = [one for name, one in headers.items() if name.lower() == "location"]
    assert document.fits("/rentals/1", document.at(location)["schema"])
    assert not document.fits(7, document.at(location)["schema"])
