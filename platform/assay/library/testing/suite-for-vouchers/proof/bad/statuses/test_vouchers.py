"""Believes that the status says what an application has done."""

import pytest


@pytest.fixture
def pay(client):
    code = client.post("/vouchers", json={"amount": 5000}).json["code"]

    def pay(order, amount):
        body = {"order": order, "amount": amount}
        return client.post(f"/vouchers/{code}/payments", json=body).status_code

    pay.code = code
    return pay


def test_payments(pay):
    assert pay("o-1", 1200) == 201
    assert pay("o-1", 1200) == 200
    assert pay("o-1", 1300) == 422
    assert pay("o-2", 3801) == 409
    assert pay("o-2", 3800) == 201


def test_given_back(client, pay):
    pay("o-1", 1200)
    assert client.delete(f"/vouchers/{pay.code}/payments/o-1").status_code == 204
    assert client.delete(f"/vouchers/{pay.code}/payments/o-1").status_code == 404


@pytest.mark.parametrize("amount", [0, 50001, "5"])
def test_amounts(client, amount):
    assert client.post("/vouchers", json={"amount": amount}).status_code == 400
