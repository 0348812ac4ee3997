import pytest

NAMES = ["Ngozi", "Takumi", "Paloma", "Idris", "Aoife", "Leilani", "Oluwaseun", "Zofia"]


class Wedding:
    def __init__(self, client, rng):
        self.client, self.rng = client, rng

    def name(self):
        return f"{self.rng.choice(NAMES)} {self.rng.randrange(10**6)}"

    def add(self, **told):
        made = self.client.post("/guests", json={"name": self.name(), **told})
        assert made.status_code == 201
        return made.json

    def show(self, guest):
        return self.client.get(f"/guests/{guest['id']}").json

    def change(self, guest, **told):
        changed = self.client.patch(f"/guests/{guest['id']}", json=told)
        assert changed.status_code == 200
        assert changed.json == self.show(guest)
        return changed.json

    def bring(self, guest, dish):
        made = self.client.post(f"/guests/{guest['id']}/dishes", json={"dish": dish})
        assert made.status_code == 201
        return made.json

    def listed(self, **asked):
        return self.client.get("/guests", query_string=asked).json


@pytest.fixture
def wedding(client, rng):
    return Wedding(client, rng)


def test_a_guest_is_kept(wedding, rng):
    name, seats = wedding.name(), rng.randint(2, 9)
    made = wedding.add(name=name, seats=seats)
    assert (made["name"], made["seats"]) == (name, seats)
    assert wedding.show(made) == made
    assert wedding.listed() == [made]


def test_what_is_not_said(wedding):
    name = wedding.name()
    made = wedding.add(name=name)
    expected = {"id": made["id"], "name": name, "seats": 1, "coming": None, "dishes": []}
    assert made == wedding.show(made) == expected


def test_no_seat_at_all(wedding, rng):
    baby = wedding.add(seats=0)
    assert wedding.show(baby)["seats"] == 0
    other = wedding.add(seats=rng.randint(2, 9))
    assert wedding.change(other, seats=0) == {**other, "seats": 0}


def test_dishes_are_each_guests_own(wedding, rng):
    first, second = wedding.add(), wedding.add()
    dishes = [f"dish {rng.randrange(10**6)}" for _ in range(3)]
    wedding.bring(first, dishes[0])
    wedding.bring(second, dishes[1])
    assert wedding.bring(first, dishes[2]) == {**first, "dishes": [dishes[0], dishes[2]]}
    assert wedding.show(second)["dishes"] == [dishes[1]]
    assert wedding.add()["dishes"] == []


def test_only_what_is_named_is_changed(wedding, rng):
    before = wedding.add(seats=rng.randint(2, 9))
    coming = wedding.change(before, coming=True)
    assert coming == {**before, "coming": True}
    seats = before["seats"] + 1
    assert wedding.change(before, seats=seats) == {**coming, "seats": seats}
    name = wedding.name()
    assert wedding.change(before, name=name) == {**coming, "seats": seats, "name": name}


def test_an_answer_is_taken_back(wedding):
    guest, other = wedding.add(), wedding.add()
    for answer in (True, False, None, False):
        assert wedding.change(guest, coming=answer, name=guest["name"])["coming"] is answer
    assert wedding.show(other)["coming"] is None


def test_who_comes(wedding, rng):
    expected = {"yes": [], "no": [], "unknown": []}
    for _ in range(9):
        word = rng.choice([*expected])
        guest = wedding.add()
        if word != "unknown":
            guest = wedding.change(guest, coming=word == "yes", name=guest["name"])
        expected[word].append(guest)
    assert {word: wedding.listed(coming=word) for word in expected} == expected


def test_a_number_is_used_once(wedding, client):
    guests = [wedding.add() for _ in range(4)]
    for gone in (guests[1], guests[3]):
        assert client.delete(f"/guests/{gone['id']}").status_code == 204
    after = [wedding.add(), wedding.add()]
    numbers = {guest["id"] for guest in [*guests, *after]}
    assert len(numbers) == 6
    assert wedding.listed() == [guests[0], guests[2], *after]


def test_a_guest_who_is_not_there(wedding, client):
    guest = wedding.add()
    assert client.delete(f"/guests/{guest['id']}").status_code == 204
    path = f"/guests/{guest['id']}"
    told = [
        client.get(path),
        client.patch(path, json={"seats": 2}),
        client.post(f"{path}/dishes", json={"dish": "jollof"}),
        client.delete(path),
    ]
    assert [one.status_code for one in told] == [404] * 4
    assert wedding.listed() == []


def test_no_name_no_guest(wedding, client):
    guest = wedding.add()
    for nameless in ({"seats": 2}, {"name": "", "seats": 2}):
        assert client.post("/guests", json=nameless).status_code == 400
    assert wedding.listed() == [guest]
