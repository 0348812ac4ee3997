"""Believes that one example for each rule shows that it holds."""

import pytest


@pytest.mark.parametrize(
    ("query", "cents"),
    [
        ("grams=1000", 490),
        ("grams=6000", 990),
        ("grams=1000&goods=8000", 0),
        ("grams=1000&express=yes", 980),
    ],
)
def test_prices(client, query, cents):
    assert client.get(f"/delivery?{query}").json["cents"] == cents


def test_too_heavy(client):
    assert client.get("/delivery?grams=20000").status_code == 422
