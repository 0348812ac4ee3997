def test_a_bicycle(client):
    assert client.get("/bicycles").json == []
    made = client.post("/bicycles", json={"owner": "Ines", "frame": "AX7"})
    assert (made.status_code, made.json["owner"]) == (201, "Ines")
    assert [one["frame"] for one in client.get("/bicycles").json] == ["AX7"]
