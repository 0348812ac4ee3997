def test_a_refusal(client):
    told = client.post("/api/orders", json={"name": "desk"})
    assert (told.status_code, told.mimetype) == (409, "application/problem+json")
    assert told.json["code"] == "sold_out"


def test_no_such_lamp(client):
    told = client.get("/api/lamps/floor")
    assert (told.status_code, told.mimetype) == (404, "application/problem+json")
    assert told.json["detail"] == "There is no lamp floor."


def test_the_pages(client):
    assert client.get("/missing").mimetype == "text/html"
