import json

import pytest

KINDS = ["mobile", "home", "work"]


@pytest.fixture
def phones(rng):
    """Three, of different kinds."""
    kinds = rng.sample(KINDS, 3)
    return [{"kind": kind, "number": f"0{rng.randrange(10**8)}"} for kind in kinds]


@pytest.fixture
def ids(rng):
    return rng.sample(range(1, 999), 3)


@pytest.fixture
def rows(rng, ids, phones):
    names = [f"Ana {rng.randrange(10**6)}", f"Bo {rng.randrange(10**6)}", f"Chi {rng.randrange(10**6)}"]
    lists = [phones, [], phones[1:2]]
    zipped = zip(ids, names, lists, strict=True)
    return [{"id": number, "name": name, "phones": found} for number, name, found in zipped]


@pytest.fixture
def api(make_subject, rows):
    client = make_subject(env={"CUSTOMERS": json.dumps(rows)}).client()

    def ask(method, path, version=None, body=None):
        headers = {} if version is None else {"API-Version": version}
        return client.open(path, method=method, json=body, headers=headers)

    return ask


@pytest.fixture
def kept(api):
    """What is kept of a customer, as version 2 tells it."""
    return lambda number: api("GET", f"/customers/{number}", "2").json


def old(row):
    phone = row["phones"][0]["number"] if row["phones"] else ""
    return {"id": row["id"], "name": row["name"], "phone": phone}


def test_a_customer_of_each_version(api, rows):
    path = f"/customers/{rows[0]['id']}"
    assert api("GET", path, "2").json == rows[0]
    assert api("GET", path, "1").json == old(rows[0])
    assert api("GET", path).json == old(rows[0])


def test_no_telephone(api, rows):
    path = f"/customers/{rows[1]['id']}"
    assert [api("GET", path).json, api("GET", path, "2").json] == [old(rows[1]), rows[1]]


def test_lists(api, rows):
    assert api("GET", "/customers").json == [old(row) for row in rows]
    assert api("GET", "/customers", "1").json == [old(row) for row in rows]
    assert api("GET", "/customers", "2").json == {"items": rows}


def test_other_versions(api, rows, kept):
    path = f"/customers/{rows[0]['id']}"
    for version in ("3", "0", "2.0", "two"):
        told = [
            api("GET", path, version),
            api("GET", "/customers", version),
            api("PUT", path, version, {"name": "Eve", "phone": "1", "phones": []}),
        ]
        assert [one.status_code for one in told] == [400] * 3, version
        assert all(isinstance(one.json["message"], str) for one in told)
    assert kept(rows[0]["id"]) == rows[0]


def test_caches(api, rows):
    path = f"/customers/{rows[0]['id']}"
    for version in (None, "1", "2", "3"):
        told = [
            api("GET", path, version),
            api("GET", "/customers", version),
            api("GET", "/customers/1000", version),
            api("PUT", path, version, {}),
            api("PUT", path, version, {"name": "Eve", "phone": "1", "phones": []}),
        ]
        for one in told:
            assert "api-version" in {name.lower() for name in one.vary}
            if version != "3":
                assert one.headers.get("API-Version") == (version or "1")


def test_version_2_saves(api, rows, kept, phones):
    for found in (phones[::-1], [], phones[:1]):
        row = {**rows[2], "name": f"{rows[2]['name']} {len(found)}", "phones": found}
        saved = api("PUT", f"/customers/{row['id']}", "2", {"name": row["name"], "phones": found})
        assert (saved.status_code, saved.json) == (200, row)
        assert kept(row["id"]) == row
    assert kept(rows[0]["id"]) == rows[0]


def test_version_1_keeps_what_it_does_not_see(api, rows, kept, rng):
    number, first, *others = f"1{rng.randrange(10**8)}", *rows[0]["phones"]
    for version in (None, "1"):
        body = {"name": "Ana Paz", "phone": number}
        saved = api("PUT", f"/customers/{rows[0]['id']}", version, body)
        assert (saved.status_code, saved.json) == (200, {"id": rows[0]["id"], **body})
        phones = [{"kind": first["kind"], "number": number}, *others]
        assert kept(rows[0]["id"]) == {"id": rows[0]["id"], "name": "Ana Paz", "phones": phones}


def test_version_1_takes_a_number_away(api, rows, kept):
    row, phones = rows[0], rows[0]["phones"]
    while phones:
        phones = phones[1:]
        saved = api("PUT", f"/customers/{row['id']}", None, {"name": row["name"], "phone": ""})
        assert saved.json == old({**row, "phones": phones})
        assert kept(row["id"]) == {**row, "phones": phones}


def test_version_1_adds_a_number(api, rows, kept, rng):
    row, number = rows[1], f"1{rng.randrange(10**8)}"
    path = f"/customers/{row['id']}"
    assert api("PUT", path, "1", {"name": row["name"], "phone": ""}).json == old(row)
    assert kept(row["id"]) == row
    assert api("PUT", path, "1", {"name": row["name"], "phone": number}).json["phone"] == number
    assert kept(row["id"]) == {**row, "phones": [{"kind": "other", "number": number}]}


def test_what_comes_back_is_taken(api, rows, kept, rng):
    for version in ("1", "2"):
        path = f"/customers/{rows[0]['id']}"
        body = {**api("GET", path, version).json, "id": 1234567, "colour": rng.randrange(10**6)}
        saved = api("PUT", path, version, body)
        assert saved.status_code == 200
        assert kept(rows[0]["id"]) == rows[0]
        assert kept(1234567) == {"errors": ["id"]}


def test_refusals(api, rows, kept, phones):
    row, name = rows[0], rows[0]["name"]
    path, both = f"/customers/{row['id']}", ["name", "phones"]
    odd = [
        [{"kind": "pager", "number": "1"}], [{"kind": "home", "number": " "}], [{"kind": "home"}],
        [*phones, {"kind": "home", "number": 7}], "070", [None], [{"kind": [], "number": "1"}], None,
    ]
    new = [({"name": name, "phones": one}, both[1:]) for one in odd]
    new += [({"phones": phones}, both[:1]), ({"name": " ", "phones": []}, both[:1]), ({}, both)]
    new += [({"name": 7, "phones": phones}, both[:1]), ({"name": name, "phone": "1"}, both[1:])]
    for body, fields in new:
        refused = api("PUT", path, "2", body)
        assert (refused.status_code, refused.json) == (422, {"errors": fields}), body
    wrong = [{"name": name}, {"phone": "1"}, {"name": "", "phone": "1"}, {"name": name, "phone": " "}]
    wrong += [{"name": name, "phone": 7}, {"name": name, "phone": None}, {"name": None, "phone": ""}]
    for body in wrong:
        for version in (None, "1"):
            refused = api("PUT", path, version, body)
            assert refused.status_code == 400, body
            assert isinstance(refused.json["message"], str)
    assert kept(row["id"]) == row
    right = {"name": "Eve", "phone": "1", "phones": []}
    for method, body in (("GET", None), ("PUT", right)):
        for version in (None, "1"):
            missing = api(method, "/customers/1000", version, body)
            assert missing.status_code == 404
            assert isinstance(missing.json["message"], str)
        missing = api(method, "/customers/1000", "2", body)
        assert (missing.status_code, missing.json) == (404, {"errors": ["id"]})
