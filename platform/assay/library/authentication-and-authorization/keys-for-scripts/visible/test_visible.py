def test_a_key(client):
    asked = {"scopes": ["read", "write"], "days": 30}
    made = client.post("/keys", json=asked, headers={"X-User": "sefa"})
    assert made.status_code == 201
    bearer = {"Authorization": f"Bearer {made.json['key']}"}
    assert client.post("/notes", json={"text": "milk"}, headers=bearer).status_code == 201
    assert client.get("/notes", headers=bearer).json == ["milk"]


def test_without_a_key(client):
    assert client.get("/notes", headers={"X-User": "sefa"}).status_code == 401
