"""Believes that a status tells what was done."""


def test_statuses(client):
    made = client.put("/pages/plan", json={"text": "a"}, headers={"If-None-Match": "*"})
    tag = made.headers["ETag"]
    assert client.put("/pages/plan", json={"text": "b"}).status_code == 428
    wrong = {"If-Match": '"nonsense"'}
    assert client.put("/pages/plan", json={"text": "b"}, headers=wrong).status_code == 412
    assert client.delete("/pages/plan", headers=wrong).status_code == 412
    assert client.get("/pages/plan", headers={"If-None-Match": tag}).status_code == 304
    again = client.put("/pages/plan", json={"text": "c"}, headers={"If-None-Match": "*"})
    assert again.status_code == 412
