def test_a_day(client):
    told = client.get("/rooms/b-12/2026-03-01")
    assert told.json == {
        "room": "b-12",
        "day": "2026-03-01",
        "guest": None,
        "previous": "/rooms/b-12/2026-02-28",
        "next": "/rooms/b-12/2026-03-02",
    }


def test_it_is_booked(client):
    assert client.put("/rooms/b-12/2026-03-01", json={"guest": "Noor"}).status_code == 204
    assert client.get("/rooms/b-12/2026-03-01").json["guest"] == "Noor"


def test_one_way_to_write_it(client):
    told = client.get("/rooms/B-12/2026-03-01")
    assert told.status_code == 308
    assert told.headers["Location"].endswith("/rooms/b-12/2026-03-01")
