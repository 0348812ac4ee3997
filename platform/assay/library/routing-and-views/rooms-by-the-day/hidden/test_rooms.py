from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest


class House:
    def __init__(self, subject, rng):
        self.client, self.rng = subject.client(), rng
        self.room = f"{rng.choice('defgh')}-{rng.randint(1, 9)}0{rng.randint(1, 9)}"
        self.subject = subject
        subject.probe("import store\nstore.rooms.add(room)", room=self.room)
        self.day = date(2001, 1, 1) + timedelta(rng.randrange(20000))
        self.path = f"/rooms/{self.room}/{self.day}"

    def status(self, *paths, method="GET", **more):
        return [self.client.open(path, method=method, **more).status_code for path in paths]

    def book(self, day, name):
        return self.client.put(f"/rooms/{self.room}/{day}", json={"guest": name}).status_code

    def leads(self, path, **more):
        told = self.client.open(path, **more)
        target = urlsplit(told.headers.get("Location", ""))
        return told.status_code, target.path, target.query


@pytest.fixture
def house(subject, rng):
    return House(subject, rng)


def test_a_day(house):
    told = house.client.get(house.path)
    assert told.status_code == 200
    assert {one: told.json[one] for one in ("room", "day", "guest")} == {
        "room": house.room,
        "day": str(house.day),
        "guest": None,
    }


def test_links(house):
    for day in (house.day, date(2024, 2, 28), date(2024, 3, 1), date(2025, 12, 31)):
        told = house.client.get(f"/rooms/{house.room}/{day}").json
        near = [f"/rooms/{house.room}/{day + timedelta(step)}" for step in (-1, 1)]
        assert [told["previous"], told["next"]] == near


def test_links_at_the_ends(house):
    first, last = (
        house.client.get(f"/rooms/{house.room}/{day}").json for day in ("2000-01-01", "2099-12-31")
    )
    assert (first["previous"], first["next"]) == (None, f"/rooms/{house.room}/2000-01-02")
    assert (last["previous"], last["next"]) == (f"/rooms/{house.room}/2099-12-30", None)


def test_days_that_there_are_not(house):
    days = ["2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "1999-12-31", "2100-01-01"]
    assert house.status(*[f"/rooms/{house.room}/{day}" for day in days]) == [404] * 6


def test_days_that_are_written_otherwise(house):
    days = ["20260301", "2026-W10-1", "2026-3-1", "2026-03-01T00:00", "+026-03-01", "tomorrow"]
    assert house.status(*[f"/rooms/{house.room}/{day}" for day in days]) == [404] * 6


def test_rooms_that_there_are_not(house):
    letter, number = house.room.split("-")
    wrong = [f"{letter}-0{number}", f"{letter}{number}", f"{letter}-", f"{letter}-{number}x"]
    wrong += [f"{letter}{letter}-{number}", f"{letter}-{number}7"]
    below = [str(house.day), f"{house.day}..{house.day}", "today"]
    paths = [f"/rooms/{room}/{one}" for room in wrong for one in below]
    assert house.status(*paths) == [404] * len(paths)
    assert house.status(f"/rooms/{wrong[-1]}/{house.day}", method="DELETE") == [404]


def test_booking(house):
    name = f"guest {house.rng.randrange(10**6)}"
    assert house.book(house.day, name) == 204
    assert house.client.get(house.path).json["guest"] == name
    assert house.status(house.path, method="DELETE") == [204]
    assert house.client.get(house.path).json["guest"] is None
    assert house.book(house.day, name) == 204


def test_a_room_that_is_taken(house):
    assert [house.book(house.day, name) for name in ("a", "b", "a")] == [204, 409, 409]
    assert house.client.get(house.path).json["guest"] == "a"


def test_other_methods(house):
    for method in ("POST", "PATCH"):
        told = house.client.open(house.path, method=method)
        assert told.status_code == 405
        assert {"GET", "PUT", "DELETE"} <= set(told.headers["Allow"].split(", "))
        assert not {"POST", "PATCH"} & set(told.headers["Allow"].split(", "))
    assert house.status(f"/rooms/{house.room}/today", method="PUT") == [405]


def test_several_days(house):
    count = house.rng.randint(3, 9)
    days = [house.day + timedelta(number) for number in range(count)]
    house.book(days[1], "Noor")
    told = house.client.get(f"{house.path}..{days[-1]}").json
    expected = [{"room": house.room, "day": str(day), "guest": None} for day in days]
    expected[1]["guest"] = "Noor"
    assert told == expected


def test_how_many_days(house):
    ends = {house.day + timedelta(number): number for number in (-1, 0, 30, 31)}
    told = [house.client.get(f"{house.path}..{end}") for end in ends]
    assert [one.status_code for one in told] == [404, 200, 200, 404]
    assert [len(one.json) for one in told[1:3]] == [1, 31]


def test_today(house):
    house.subject.probe(
        "import clock, datetime\nclock.today = lambda: datetime.date.fromisoformat(day)",
        day=str(house.day),
    )
    status, path, _ = house.leads(f"/rooms/{house.room}/today")
    assert status in (302, 303, 307)
    assert path == house.path


def test_large_letters_lead_to_small_ones(house):
    large = house.room.upper()
    end = house.day + timedelta(2)
    for below in (f"{house.day}", f"{house.day}..{end}", "today"):
        told = house.leads(f"/rooms/{large}/{below}")
        assert told == (308, f"/rooms/{house.room}/{below}", "")


def test_other_methods_are_led_too(house):
    large = house.path.replace(house.room, house.room.upper())
    for method in ("PUT", "DELETE"):
        told = house.leads(large, method=method, json={"guest": "Noor"})
        assert told == (308, house.path, "")
    assert house.client.get(house.path).json["guest"] is None


def test_the_query_is_taken_along(house):
    large = house.path.replace(house.room, house.room.upper())
    query = f"from=mail&day=x&from={house.rng.randrange(10**6)}"
    assert house.leads(f"{large}?{query}") == (308, house.path, query)


def test_below_a_path(house):
    told = house.client.get(house.path, base_url="http://localhost/house").json
    day = house.day + timedelta(1)
    assert told["next"] == f"/house/rooms/{house.room}/{day}"
    large = house.path.replace(house.room, house.room.upper())
    led = [house.leads(one, base_url="http://localhost/house")[1]
           for one in (large, f"/rooms/{house.room}/today")]
    assert led[0] == f"/house{house.path}"
    assert led[1].startswith(f"/house/rooms/{house.room}/2")
