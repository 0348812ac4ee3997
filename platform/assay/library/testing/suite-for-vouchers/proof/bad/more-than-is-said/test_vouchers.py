"""Believes that what the first application answers is what the text demands."""


def test_a_voucher(client):
    made = client.post("/vouchers", json={"amount": 1000})
    code = made.json["code"]
    assert code == code.upper()
    assert made.json == {"code": code, "amount": 1000, "left": 1000}


def test_too_much(client):
    code = client.post("/vouchers", json={"amount": 1000}).json["code"]
    refused = client.post(f"/vouchers/{code}/payments", json={"order": "o-1", "amount": 1001})
    assert refused.status_code == 409
    assert refused.mimetype == "text/html"
