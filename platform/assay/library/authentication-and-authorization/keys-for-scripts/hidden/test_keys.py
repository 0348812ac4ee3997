import pytest

NAMES = ["sefa", "ingrid", "tomas", "wanjiru", "minh", "lucia"]
DAY = 24 * 60 * 60


class Scripts:
    def __init__(self, subject, rng):
        self.subject, self.client, self.rng = subject, subject.client(), rng
        self.me, self.other = rng.sample(NAMES, 2)

    def keys(self, method, who, path="/keys", **more):
        return self.client.open(path, method=method, headers={"X-User": who} if who else {}, **more)

    def make(self, *scopes, days=30, who=None):
        asked = {"scopes": list(scopes), "days": days}
        made = self.keys("POST", who or self.me, json=asked)
        assert made.status_code == 201
        return made.json

    def read(self, authorization, **more):
        headers = {"Authorization": authorization} if authorization is not None else {}
        return self.client.get("/notes", headers={**headers, **more})

    def status(self, key):
        return self.read(f"Bearer {key}").status_code

    def write(self, key, text="t"):
        headers = {"Authorization": f"Bearer {key}"}
        return self.client.post("/notes", json={"text": text}, headers=headers).status_code

    def set_clock(self, now):
        self.subject.probe("import clock\nclock.stopped = now", now=now)


@pytest.fixture
def scripts(subject, rng):
    return Scripts(subject, rng)


def test_a_key_opens(scripts):
    key = scripts.make("read", "write")["key"]
    assert scripts.write(key, "milk") == 201
    told = scripts.read(f"Bearer {key}")
    assert (told.status_code, told.json) == (200, ["milk"])


def test_keys_can_not_be_guessed(scripts):
    keys = [scripts.make("read")["key"] for _ in range(3)]
    assert len(set(keys)) == 3
    assert all(isinstance(key, str) and len(key) >= 32 for key in keys)
    assert scripts.status(keys[0][:-1]) == scripts.status(keys[0] + "0") == 401


def test_scopes(scripts):
    reads, writes = scripts.make("read")["key"], scripts.make("write")["key"]
    assert (scripts.status(reads), scripts.write(reads)) == (200, 403)
    assert (scripts.status(writes), scripts.write(writes)) == (403, 201)


def test_notes_are_the_owners(scripts):
    own, other = scripts.make("read", "write")["key"], scripts.make("read", who=scripts.other)["key"]
    scripts.write(own, "secret")
    assert scripts.read(f"Bearer {other}").json == []
    assert scripts.read(f"Bearer {other}", **{"X-User": scripts.me}).json == []


def test_without_a_key_that_is_known(scripts):
    key = scripts.make("read")["key"]
    for told in (None, "", "Bearer", "Bearer ", "Bearer None", key, f"Basic {key}", "Bearer x"):
        answer = scripts.read(told, **{"X-User": scripts.me})
        assert answer.status_code == 401, told
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_word_bearer(scripts):
    key = scripts.make("read")["key"]
    for word in ("bearer", "BEARER"):
        assert scripts.read(f"{word} {key}").status_code == 200


def test_expired(scripts, rng):
    start, days = rng.randint(10**9, 2 * 10**9), rng.randint(2, 364)
    scripts.set_clock(start)
    key = scripts.make("read", days=days)["key"]
    (listed,) = scripts.keys("GET", scripts.me).json
    assert listed["expires"] == start + days * DAY
    told = []
    for now in (start + days * DAY - 1, start + days * DAY, start + 900 * DAY):
        scripts.set_clock(now)
        told.append(scripts.status(key))
    assert told == [200, 401, 401]


def test_ended(scripts):
    first, second = scripts.make("read"), scripts.make("read")
    assert scripts.keys("DELETE", scripts.me, f"/keys/{first['number']}").status_code == 204
    assert (scripts.status(first["key"]), scripts.status(second["key"])) == (401, 200)
    assert scripts.keys("DELETE", scripts.me, f"/keys/{first['number']}").status_code == 404


def test_keys_of_others_are_not_ended(scripts):
    made = scripts.make("read")
    assert scripts.keys("DELETE", scripts.other, f"/keys/{made['number']}").status_code == 404
    assert scripts.status(made["key"]) == 200


def test_the_list(scripts):
    own = [scripts.make("read"), scripts.make("write", "read")]
    scripts.make("read", who=scripts.other)
    told = scripts.keys("GET", scripts.me)
    assert told.status_code == 200
    assert [one["number"] for one in told.json] == [one["number"] for one in own]
    assert [set(one["scopes"]) for one in told.json] == [{"read"}, {"read", "write"}]
    assert all(set(one) == {"number", "scopes", "expires"} for one in told.json)


def test_a_copy_of_the_store(scripts):
    key = scripts.make("read")["key"]
    rows = scripts.subject.probe("import store\nresult = [repr(row) for row in store.all_keys()]")
    assert len(rows) == 1
    assert key not in rows[0]
    held = scripts.subject.probe("import store\nresult = [str(v) for v in store.keys[1].values()]")
    assert [value for value in held if scripts.status(value) != 401] == []


def test_what_is_no_key(scripts, rng):
    good = {"scopes": ["read"], "days": 30}
    wrong = [{"scopes": one} for one in ([], ["admin"], ["read", "admin"], "read", None)]
    wrong += [{"days": one} for one in (0, -1, rng.randint(366, 999), "30", 1.5, True, None)]
    for change in wrong:
        made = scripts.keys("POST", scripts.me, json={**good, **change})
        assert made.status_code == 400, change
    assert scripts.keys("POST", scripts.me, json={}).status_code == 400
    assert scripts.keys("GET", scripts.me).json == []
    scripts.make("read", days=1)
    scripts.make("read", days=365)


def test_keys_are_for_people(scripts):
    made = scripts.make("read", "write")
    asked = {"scopes": ["read"], "days": 30}
    bearer = {"Authorization": f"Bearer {made['key']}"}
    told = [
        scripts.client.post("/keys", json=asked, headers=bearer),
        scripts.client.get("/keys", headers=bearer),
        scripts.client.delete(f"/keys/{made['number']}", headers=bearer),
    ]
    assert [one.status_code for one in told] == [401] * 3
    assert scripts.status(made["key"]) == 200
