def test_a_name_is_kept(client):
    told = client.get("/name", headers={"X-Request-Name": "checkout-0042"})
    assert told.json == {"name": "checkout-0042"}
    assert told.headers.getlist("X-Request-Name") == ["checkout-0042"]


def test_a_name_is_made(client):
    told = client.get("/name")
    assert len(told.json["name"]) == 32
