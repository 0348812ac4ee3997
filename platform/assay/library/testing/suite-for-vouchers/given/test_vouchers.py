import pytest


@pytest.fixture
def code(client):
    return client.post("/vouchers", json={"amount": 5000}).json["code"]


def test_a_payment(client, code):
    paid = client.post(f"/vouchers/{code}/payments", json={"order": "o-1", "amount": 1200})
    assert paid.status_code == 201
