"""Believes that rules that hold alone hold together."""

import pytest


@pytest.mark.parametrize(
    ("query", "cents"),
    [
        ("grams=1", 490),
        ("grams=2000", 490),
        ("grams=2001", 990),
        ("grams=10000", 990),
        ("grams=500&goods=5000", 0),
        ("grams=500&express=yes", 980),
    ],
)
def test_prices(client, query, cents):
    assert client.get(f"/delivery?{query}").json["cents"] == cents


@pytest.mark.parametrize(("grams", "status"), [("0", 400), ("10001", 422)])
def test_refusals(client, grams, status):
    assert client.get(f"/delivery?grams={grams}").status_code == status
