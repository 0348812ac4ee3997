import pytest

ATTIC, CELLAR = "/rooms/attic/2026-05-04", "/rooms/cellar/2026-05-04"
NEXT_DAY = "/rooms/attic/2026-05-05"


class House:
    def __init__(self, client):
        self.client = client

    def reserve(self, begin, end, *, at=ATTIC, person="Amina"):
        times = {"from": begin, "to": end}
        return self.client.post(at, json=times, headers={"X-Person": person})

    def times(self, at=ATTIC):
        listed = self.client.get(at, headers={"X-Person": "Amina"})
        assert listed.status_code == 200
        return [(one["from"], one["to"]) for one in listed.json]

    def give_up(self, made, person="Amina"):
        path = f"/reservations/{made.json['id']}"
        return self.client.delete(path, headers={"X-Person": person}).status_code


@pytest.fixture
def house(client):
    """Reservations from 10 to 12 and, made after it, from 8 to 9."""
    house = House(client)
    house.noon, house.early = house.reserve("10:00", "12:00"), house.reserve("08:00", "09:00")
    assert [house.noon.status_code, house.early.status_code] == [201, 201]
    assert (house.noon.json["from"], house.noon.json["person"]) == ("10:00", "Amina")
    return house


BEFORE = [("08:00", "09:00"), ("10:00", "12:00")]


def test_listed_by_time(house):
    assert house.times() == BEFORE


def test_what_meets_is_refused(house):
    for begin, end in [
        ("09:30", "10:01"),
        ("11:59", "13:00"),
        ("09:30", "13:00"),
        ("10:30", "11:00"),
        ("10:00", "12:00"),
        ("10:00", "11:00"),
        ("11:00", "12:00"),
        ("08:59", "10:00"),
    ]:
        assert house.reserve(begin, end, person="Bo").status_code == 409, (begin, end)
    assert house.times() == BEFORE


def test_what_was_refused_is_in_nobodys_way(house):
    assert house.reserve("11:00", "14:00").status_code == 409
    assert house.reserve("13:00", "14:00").status_code == 201


def test_end_to_end(house):
    assert house.reserve("09:00", "10:00").status_code == 201
    assert house.reserve("12:00", "12:01").status_code == 201
    assert len(house.times()) == 4


def test_elsewhere_and_on_another_day(house):
    for at in (CELLAR, NEXT_DAY):
        assert house.reserve("10:00", "12:00", at=at).status_code == 201
        assert house.times(at) == [("10:00", "12:00")]


def test_no_time(house):
    for begin, end in [("14:00", "14:00"), ("15:00", "14:00")]:
        assert house.reserve(begin, end).status_code == 400
    assert house.times() == BEFORE


def test_given_up(house):
    assert house.give_up(house.noon, "Bo") == 403
    assert house.times() == BEFORE
    assert [house.give_up(house.noon), house.give_up(house.noon)] == [204, 404]
    assert house.times() == BEFORE[:1]
    assert house.reserve("10:00", "12:00").status_code == 201
