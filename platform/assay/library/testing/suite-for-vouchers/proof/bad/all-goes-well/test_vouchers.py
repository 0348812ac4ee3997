"""Believes that an application is tested when each of its addresses was asked once."""

import pytest


@pytest.fixture
def code(client):
    return client.post("/vouchers", json={"amount": 5000}).json["code"]


def test_it_is_shown(client, code):
    assert client.get(f"/vouchers/{code}").json["left"] == 5000


def test_it_pays(client, code):
    paid = client.post(f"/vouchers/{code}/payments", json={"order": "o-1", "amount": 1200})
    assert paid.status_code == 201
    assert client.get(f"/vouchers/{code}").json["left"] == 3800


def test_it_is_given_back(client, code):
    client.post(f"/vouchers/{code}/payments", json={"order": "o-1", "amount": 1200})
    assert client.delete(f"/vouchers/{code}/payments/o-1").status_code == 204
    assert client.get(f"/vouchers/{code}").json["left"] == 5000
