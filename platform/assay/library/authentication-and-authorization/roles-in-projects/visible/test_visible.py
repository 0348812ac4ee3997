AMINA, BO = {"X-User": "amina"}, {"X-User": "bo"}


def test_an_owner(client):
    made = client.post("/projects", json={"name": "Harbour"}, headers=AMINA)
    url = f"/projects/{made.json['number']}"
    note = client.post(f"{url}/notes", json={"text": "Ask for plans"}, headers=AMINA)
    assert note.status_code == 201
    assert client.get(f"{url}/notes", headers=AMINA).json == [note.json]


def test_a_stranger(client):
    made = client.post("/projects", json={"name": "Harbour"}, headers=AMINA)
    assert client.get(f"/projects/{made.json['number']}", headers=BO).status_code == 404
    assert client.get("/projects", headers=BO).json == []
