import pytest


@pytest.fixture
def page(client):
    made = client.put("/pages/plan", json={"text": "first"}, headers={"If-None-Match": "*"})
    return made.headers["ETag"]


def test_it_is_made(client, page):
    assert client.get("/pages/plan").json["text"] == "first"
