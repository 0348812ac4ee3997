"""Believes that one voucher and one order show all that can go wrong."""

import pytest


@pytest.fixture
def code(client):
    return client.post("/vouchers", json={"amount": 1000}).json["code"]


def test_repeats(client, code):
    body = {"order": "o-1", "amount": 300}
    for status in (201, 200):
        assert client.post(f"/vouchers/{code}/payments", json=body).status_code == status
        assert client.get(f"/vouchers/{code}").json["left"] == 700


def test_too_much(client, code):
    body = {"order": "o-1", "amount": 1001}
    assert client.post(f"/vouchers/{code}/payments", json=body).status_code == 409
    assert client.get(f"/vouchers/{code}").json["left"] == 1000


def test_given_back(client, code):
    client.post(f"/vouchers/{code}/payments", json={"order": "o-1", "amount": 300})
    for status in (204, 404):
        assert client.delete(f"/vouchers/{code}/payments/o-1").status_code == status
        assert client.get(f"/vouchers/{code}").json["left"] == 1000
