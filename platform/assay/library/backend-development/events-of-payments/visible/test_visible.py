import hashlib
import hmac
import json
import time

EVENT = {"id": "e-1", "payment": "p-1", "kind": "captured", "sequence": 1, "cents": 1500}


def send(client, event, secret="first-secret"):
    now, body = str(int(time.time())), json.dumps(event).encode()
    value = hmac.new(secret.encode(), now.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"X-Signature": f"t={now},v1={value}"}
    return client.post("/events", data=body, content_type="application/json", headers=headers)


def test_an_event(client):
    assert send(client, EVENT).status_code == 204
    expected = {"payment": "p-1", "state": "captured", "captured": 1500, "refunded": 0}
    assert client.get("/payments/p-1").json == expected


def test_another_secret(client):
    assert send(client, EVENT, "guessed").status_code == 401
    assert client.get("/payments/p-1").status_code == 404
