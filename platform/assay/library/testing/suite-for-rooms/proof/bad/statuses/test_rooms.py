"""Believes that the status says what an application has done."""


def reserve(client, begin, end, at="/rooms/attic/2026-05-04"):
    times = {"from": begin, "to": end}
    return client.post(at, json=times, headers={"X-Person": "Amina"})


def test_all_ways_to_meet(client):
    assert reserve(client, "10:00", "12:00").status_code == 201
    for begin, end in [("09:00", "11:00"), ("11:00", "13:00"), ("09:00", "13:00")]:
        assert reserve(client, begin, end).status_code == 409
    assert reserve(client, "10:30", "11:00").status_code == 409
    assert reserve(client, "13:00", "12:00").status_code == 400
