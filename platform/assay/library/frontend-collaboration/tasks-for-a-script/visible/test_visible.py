def test_a_task(client):
    made = client.post("/tasks", json={"title": "Call Aroha"})
    assert made.json["title"] == "Call Aroha"
    assert client.get(f"/tasks/{made.json['id']}").json == made.json


def test_a_title_is_needed(client):
    refused = client.post("/tasks", json={"title": ""})
    assert refused.status_code == 422
    assert "title" in refused.json["errors"]
