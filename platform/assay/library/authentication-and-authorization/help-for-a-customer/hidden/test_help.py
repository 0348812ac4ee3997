import pytest

FILL = """
import clock
import store

clock.now = lambda: times[0]
times = [5000]
for name, role in people.items():
    until = 10**6 if role == "customer" else 10**6
    store.accounts[name] = {
        "role": role, "active": True, "may_help_until": until, "address": "", "notes": [],
    }
"""


class House:
    def __init__(self, subject, rng):
        self.subject = subject
        names = [f"p{number}" for number in rng.sample(range(10**6), 6)]
        self.customer, self.other, self.support, self.second, self.admin, self.nobody = names
        roles = ["customer", "customer", "support", "support", "admin"]
        subject.probe(FILL, people=dict(zip(names, roles)))

    def as_(self, name):
        client = self.subject.client()
        assert client.post("/sign-in", json={"name": name}).status_code == 204
        return client

    def begin(self, client, name=None):
        return client.post("/acting", json={"name": name or self.customer}).status_code

    def acting(self, who=None):
        client = self.as_(who or self.support)
        assert self.begin(client) == 204
        return client

    def me(self, client):
        told = client.get("/me")
        return (told.json["name"], told.json.get("by")) if told.status_code == 200 else told.status_code

    def later(self, seconds):
        self.subject.probe("times[0] += seconds", seconds=seconds)

    def set(self, who, **told):
        self.subject.probe("store.accounts[who].update(told)", who=who, told=told)

    def notes(self, client):
        return client.get("/notes").json


@pytest.fixture
def house(subject, rng):
    return House(subject, rng)


def test_acting(house):
    client = house.acting()
    assert client.get("/me").json == {
        "name": house.customer, "role": "customer", "by": house.support,
    }
    assert client.delete("/acting").status_code == 204
    assert client.get("/me").json == {"name": house.support, "role": "support"}


def test_notes(house):
    client = house.acting()
    assert client.post("/notes", json={"text": "hello"}).status_code == 201
    assert house.notes(client) == house.notes(house.as_(house.customer)) == ["hello"]
    client.delete("/acting")
    assert house.notes(client) == []


def test_who_may_act(house):
    told = [house.begin(house.as_(one)) for one in (house.other, house.customer, house.admin)]
    assert told == [403] * 3
    assert house.begin(house.subject.client()) == 401


def test_as_whom(house):
    client = house.as_(house.support)
    told = [house.begin(client, one) for one in (house.second, house.admin, house.support, house.nobody)]
    assert told == [403, 403, 403, 404]
    house.set(house.customer, active=False)
    assert house.begin(client) == 404
    assert house.me(client) == (house.support, None)


def test_leave_of_the_customer(house):
    own, client = house.as_(house.customer), house.as_(house.support)
    own.put("/help", json={"seconds": 0})
    told = [house.begin(client)]
    own.put("/help", json={"seconds": 60})
    house.later(60)
    told.append(house.begin(client))
    own.put("/help", json={"seconds": 60})
    assert [*told, house.begin(client)] == [403, 403, 204]


def test_one_at_a_time(house):
    client = house.acting()
    assert house.begin(client, house.other) == 409
    assert house.me(client) == (house.customer, house.support)


def test_what_is_the_customers_alone(house):
    client, own = house.acting(), house.as_(house.customer)
    told = [client.put("/address", json={"address": "x"}), client.put("/help", json={"seconds": 9})]
    assert [one.status_code for one in told] == [403, 403]
    told = [own.put("/address", json={"address": "y"}), own.put("/help", json={"seconds": 9})]
    assert [one.status_code for one in told] == [204, 204]
    assert house.subject.probe("result = store.accounts[name]['address']", name=house.customer) == "y"


def test_what_was_done(house):
    first, own = house.acting(), house.as_(house.customer)
    second = house.acting(house.second)
    for client in (first, own, second):
        client.post("/notes", json={"text": "n"})
        client.get("/notes")
        client.put("/address", json={"address": "x"})
    told = [{"by": one, "method": "POST", "path": "/notes"} for one in (house.support, house.second)]
    assert own.get("/helped").json == told
    assert house.as_(house.other).get("/helped").json == []


def test_after_half_an_hour(house):
    client = house.acting()
    house.later(1799)
    assert house.me(client) == (house.customer, house.support)
    house.later(1)
    assert house.me(client) == (house.support, None)
    assert client.put("/address", json={"address": "own"}).status_code == 204


def test_when_leave_has_ended(house):
    client, own = house.acting(), house.as_(house.customer)
    own.put("/help", json={"seconds": 30})
    assert house.me(client) == (house.customer, house.support)
    house.later(30)
    assert house.me(client) == (house.support, None)
    client.post("/notes", json={"text": "mine"})
    assert house.notes(own) == []


def test_roles_of_now(house):
    client = house.acting()
    house.set(house.support, role="customer")
    assert house.me(client) == (house.support, None)
    client = house.acting(house.second)
    house.set(house.customer, role="admin")
    assert house.me(client) == (house.second, None)


def test_accounts_that_are_switched_off(house):
    client, second = house.acting(), house.acting(house.second)
    house.set(house.second, active=False)
    assert (house.me(second), house.me(client)) == (401, (house.customer, house.support))
    house.set(house.customer, active=False)
    assert house.me(client) == (house.support, None)


def test_cookies_of_before(house):
    for end in (lambda one: one.delete("/acting"), lambda one: one.post("/sign-out"),
                lambda one: one.post("/sign-in", json={"name": house.other})):
        client = house.acting()
        cookie = client.get_cookie("session").value
        end(client)
        again = house.subject.client()
        again.set_cookie("session", cookie)
        assert house.me(again) == (house.support, None)


def test_leave_that_is_given_anew(house):
    client, own = house.acting(), house.as_(house.customer)
    own.put("/help", json={"seconds": 0})
    assert house.me(client) == (house.support, None)
    own.put("/help", json={"seconds": 900})
    assert house.me(client) == (house.support, None)
    assert house.begin(client) == 204


def test_others_who_act(house):
    first, second = house.acting(), house.acting(house.second)
    third = house.acting()
    assert first.delete("/acting").status_code == 204
    assert [house.me(one) for one in (second, third)] == [
        (house.customer, house.second), (house.customer, house.support),
    ]


def test_signing_in_anew(house):
    client = house.acting()
    client.post("/sign-in", json={"name": house.second})
    told = [house.me(client)]
    client.post("/sign-in", json={"name": house.support})
    assert [*told, house.me(client)] == [(house.second, None), (house.support, None)]
    assert client.delete("/acting").status_code == 204
