"""Believes that one overlap stands for every way in which two times can meet."""


def reserve(client, begin, end, at="/rooms/attic/2026-05-04"):
    times = {"from": begin, "to": end}
    return client.post(at, json=times, headers={"X-Person": "Amina"})


def test_an_overlap(client):
    assert reserve(client, "09:00", "10:30").status_code == 201
    assert reserve(client, "10:00", "11:00").status_code == 409
    assert reserve(client, "10:30", "11:00").status_code == 201


def test_another_room(client):
    assert reserve(client, "09:00", "10:30").status_code == 201
    assert reserve(client, "09:00", "10:30", "/rooms/cellar/2026-05-04").status_code == 201


def test_no_time(client):
    assert reserve(client, "09:00", "09:00").status_code == 400
