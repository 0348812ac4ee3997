def test_joining_and_signing_in(client):
    tala = {"name": "Tala", "password": "seven red kites"}
    assert client.post("/members", json=tala).status_code == 201
    assert client.post("/login", data=tala).status_code == 302
    assert client.post("/login", data={**tala, "password": "seven"}).status_code == 403
