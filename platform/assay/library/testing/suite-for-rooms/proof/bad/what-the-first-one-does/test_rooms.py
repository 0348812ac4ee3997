"""Believes that what one application answers is what the text demands."""


def reserve(client, begin, end, at="/rooms/attic/2026-05-04"):
    times = {"from": begin, "to": end}
    return client.post(at, json=times, headers={"X-Person": "Amina"})


def test_numbers(client):
    assert reserve(client, "09:00", "10:30").json["id"] == 1
    assert reserve(client, "10:30", "11:00").json["id"] == 2


def test_a_refusal(client):
    assert reserve(client, "09:00", "09:00").mimetype == "text/html"
