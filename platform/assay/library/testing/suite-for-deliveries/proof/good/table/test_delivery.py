import pytest


@pytest.mark.parametrize(
    ("query", "cents"),
    [
        ("grams=1", 490),
        ("grams=2000", 490),
        ("grams=2001", 990),
        ("grams=10000", 990),
        ("grams=500&goods=4999", 490),
        ("grams=500&goods=5000", 0),
        ("grams=5000&goods=9000", 0),
        ("grams=500&express=yes", 980),
        ("grams=5000&express=yes", 1980),
        ("grams=5000&express=no", 990),
        ("grams=500&express=yes&goods=5000", 980),
    ],
)
def test_prices(client, query, cents):
    answer = client.get(f"/delivery?{query}")
    assert (answer.status_code, answer.json["cents"]) == (200, cents)


@pytest.mark.parametrize("more", ["", "&express=yes", "&goods=5000"])
@pytest.mark.parametrize(
    ("grams", "status"), [("", 400), ("two", 400), ("0", 400), ("-1", 400), ("10001", 422)]
)
def test_refusals(client, grams, status, more):
    assert client.get(f"/delivery?grams={grams}{more}").status_code == status


def test_without_a_weight(client):
    assert client.get("/delivery").status_code == 400
