"""Believes that one writer after the other shows what two at once would."""


def test_a_life(client):
    made = client.put("/pages/plan", json={"text": "a"}, headers={"If-None-Match": "*"})
    assert made.status_code == 201
    tag = client.get("/pages/plan").headers["ETag"]
    saved = client.put("/pages/plan", json={"text": "b"}, headers={"If-Match": tag})
    assert saved.status_code == 200
    assert client.get("/pages/plan").json["text"] == "b"
    tag = client.get("/pages/plan").headers["ETag"]
    assert client.delete("/pages/plan", headers={"If-Match": tag}).status_code == 204
    assert client.get("/pages/plan").status_code == 404
