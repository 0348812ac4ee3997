def test_a_price(client):
    told = client.get("/convert?amount=2&to=SEK")
    assert (told.status_code, told.json) == (200, {"amount": 22.5, "currency": "SEK"})


def test_an_unknown_currency(client):
    told = client.get("/convert?amount=2&to=XYZ")
    assert told.status_code == 404
    assert told.json["error"]


def test_no_amount(client):
    assert client.get("/convert?to=SEK").status_code == 400
