JAM = {"width": 6.2, "labels": [{"text": "Plum jam", "copies": 2}, {"text": "Tea"}]}


def test_a_sheet(client):
    made = client.post("/sheets", json=JAM)
    assert (made.status_code, made.json["labels"]) == (201, 3)
    sent = client.get(f"/sheets/{made.json['id']}")
    assert sent.mimetype == "application/x-labels"
