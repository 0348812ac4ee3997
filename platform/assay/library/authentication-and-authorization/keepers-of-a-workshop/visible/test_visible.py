def test_joining(client):
    assert client.post("/join", data={"name": "noor", "password": "p"}).status_code == 201
    assert client.get("/me").json == {"name": "noor", "keeper": False}


def test_strangers(client):
    assert client.get("/members").status_code == 401


def test_signing_in_again(client):
    client.post("/join", data={"name": "noor", "password": "p"})
    client.post("/sign-out")
    assert client.get("/me").status_code == 401
    assert client.post("/sign-in", data={"name": "noor", "password": "p"}).status_code == 204
    assert client.get("/me").json["name"] == "noor"
