"""Believes that an answer has no field but those that are named."""


def test_a_light_parcel(client):
    assert client.get("/delivery?grams=500").json == {"cents": 490}


def test_a_heavy_parcel(client):
    assert client.get("/delivery?grams=2001").json == {"cents": 990}
