import pytest

OURS = {"Origin": "https://books.example"}


@pytest.fixture
def browser(client):
    client.post("/session", json={"card": "A-7"}, headers=OURS, base_url="https://api.example")
    return client


def test_our_page_lends(browser):
    lent = browser.post("/loans", json={"book": "Moby Dick"}, headers=OURS, base_url="https://api.example")
    assert (lent.status_code, lent.json["weeks"]) == (201, 4)


def test_another_page_does_not(browser):
    other = {"Origin": "https://evil.example"}
    lent = browser.post("/loans", json={"book": "Moby Dick"}, headers=other, base_url="https://api.example")
    assert lent.status_code == 403
