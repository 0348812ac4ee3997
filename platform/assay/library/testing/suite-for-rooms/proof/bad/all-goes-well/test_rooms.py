"""Believes that an application is tested when each of its addresses was asked once."""


def reserve(client, begin, end, at="/rooms/attic/2026-05-04"):
    times = {"from": begin, "to": end}
    return client.post(at, json=times, headers={"X-Person": "Amina"})


def test_the_way_through(client):
    person = {"X-Person": "Amina"}
    made = reserve(client, "09:00", "10:30")
    assert made.status_code == 201
    listed = client.get("/rooms/attic/2026-05-04", headers=person)
    assert [one["from"] for one in listed.json] == ["09:00"]
    assert client.delete(f"/reservations/{made.json['id']}", headers=person).status_code == 204
