def test_a_guest_is_added(client):
    made = client.post("/guests", json={"name": "Ngozi", "seats": 2})
    assert made.status_code == 201
    assert made.json["name"] == "Ngozi"
    assert client.get(f"/guests/{made.json['id']}").json == made.json


def test_somebody_answers(client):
    number = client.post("/guests", json={"name": "Ngozi"}).json["id"]
    changed = client.patch(f"/guests/{number}", json={"name": "Ngozi", "coming": True})
    assert changed.json["coming"] is True
