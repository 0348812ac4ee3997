def add(client, title, taken, tags=()):
    told = {"title": title, "taken": taken, "tags": list(tags)}
    return client.post("/photos", json=told).json


def test_newest_first(client):
    old = add(client, "Harbour", "2026-05-04T10:30:00")
    new = add(client, "Lighthouse", "2026-05-05T08:00:00", ["sea"])
    assert client.get("/photos").json == {"items": [new, old], "next": None}


def test_a_page_that_follows(client):
    old = add(client, "Harbour", "2026-05-04T10:30:00")
    new = add(client, "Lighthouse", "2026-05-05T08:00:00")
    first = client.get("/photos?limit=1").json
    assert first["items"] == [new]
    assert client.get(first["next"]).json == {"items": [old], "next": None}
