def reserve(client, begin, end):
    times = {"from": begin, "to": end}
    return client.post("/rooms/attic/2026-05-04", json=times, headers={"X-Person": "Amina"})


def test_a_reservation(client):
    assert reserve(client, "09:00", "10:30").status_code == 201
