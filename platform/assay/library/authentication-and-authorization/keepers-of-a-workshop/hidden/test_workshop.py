import pytest

KEEPER = """
import store

store.members[name]["keeper"] = True
"""


class House:
    def __init__(self, subject, rng):
        self.subject = subject
        self.a, self.b, self.c = (f"member{number}" for number in rng.sample(range(10**6), 3))
        self.password = f"p{rng.randrange(10**9)}"

    def join(self, name, **more):
        client = self.subject.client()
        told = client.post("/join", data={"name": name, "password": self.password, **more})
        return client, told.status_code

    def sign_in(self, name, password=None):
        client = self.subject.client()
        told = client.post("/sign-in", data={"name": name, "password": password or self.password})
        return client, told

    def keeper(self, name):
        client, _ = self.join(name)
        self.subject.probe(KEEPER, name=name)
        return client

    def names(self):
        return self.subject.probe("import store\nresult = sorted(store.members)")


@pytest.fixture
def house(make_subject, rng):
    return House(make_subject(env={"PASSWORD_METHOD": "pbkdf2:sha256:1"}), rng)


def test_joining(house):
    client, status = house.join(house.a)
    assert status == 201
    assert client.get("/me").json["name"] == house.a


def test_signing_in(house):
    house.join(house.a)
    client, told = house.sign_in(house.a)
    assert (told.status_code, client.get("/me").json["name"]) == (204, house.a)


def test_me(house):
    client, _ = house.join(house.a)
    assert client.get("/me").json == {"name": house.a, "keeper": False}


def test_a_name_that_is_taken(house):
    house.join(house.a)
    house.password, right = "another", house.password
    client, status = house.join(house.a)
    assert (status, client.get("/me").status_code) == (409, 401)
    assert house.sign_in(house.a, right)[1].status_code == 204


def test_what_is_empty(house):
    client = house.subject.client()
    wrong = [{"name": "", "password": "p"}, {"name": house.a, "password": ""}]
    assert [client.post("/join", data=one).status_code for one in wrong] == [400, 400]
    assert house.names() == []


def test_one_does_not_choose_what_one_is(house):
    client, status = house.join(house.a, keeper="true", hash="x")
    assert (status, client.get("/members").status_code) == (201, 403)
    assert house.sign_in(house.a)[1].status_code == 204


def test_refusals_tell_nothing(house):
    house.join(house.a)
    told = [house.sign_in(house.b)[1], house.sign_in(house.a, "wrong")[1]]
    assert [one.status_code for one in told] == [401, 401]
    assert told[0].get_data() == told[1].get_data()


def test_signing_out(house):
    client = house.keeper(house.a)
    told = [client.post("/sign-out").status_code, client.get("/me").status_code]
    told += [client.get("/members").status_code, client.post("/sign-out").status_code]
    assert told == [204, 401, 401, 204]


def test_one_after_another(house):
    client = house.keeper(house.a)
    house.join(house.b)
    client.post("/sign-out")
    assert client.post("/sign-in", data={"name": house.b, "password": house.password}).status_code == 204
    assert [client.get("/members").status_code, client.get("/me").json["keeper"]] == [403, False]


def test_strangers(house):
    house.join(house.a)
    client = house.subject.client()
    told = [client.get("/me"), client.get("/members"), client.delete(f"/members/{house.a}")]
    told.append(client.put(f"/members/{house.a}/keeper"))
    assert [one.status_code for one in told] == [401] * 4
    assert house.names() == [house.a]


def test_members_are_no_keepers(house):
    client, _ = house.join(house.a)
    house.join(house.b)
    told = [client.get("/members"), client.put(f"/members/{house.a}/keeper")]
    told.append(client.delete(f"/members/{house.b}"))
    assert [one.status_code for one in told] == [403] * 3
    assert (client.get("/me").json["keeper"], len(house.names())) == (False, 2)


def test_keepers(house):
    client = house.keeper(house.a)
    house.join(house.b)
    assert client.get("/members").json == sorted([house.a, house.b])
    assert client.delete(f"/members/{house.b}").status_code == 204
    assert house.names() == [house.a]


def test_names_that_there_are_not(house):
    client = house.keeper(house.a)
    told = [client.delete(f"/members/{house.b}"), client.put(f"/members/{house.b}/keeper")]
    assert [one.status_code for one in told] == [404, 404]


def test_oneself(house):
    client, _ = house.join(house.a)
    assert client.delete(f"/members/{house.a}").status_code == 204
    assert (house.names(), client.get("/me").status_code) == ([], 401)


def test_at_once(house):
    keeper = house.keeper(house.a)
    other, _ = house.join(house.b)
    told = [other.get("/members").status_code]
    told.append(keeper.put(f"/members/{house.b}/keeper").status_code)
    told.append(other.get("/members").status_code)
    assert told == [403, 204, 200]
