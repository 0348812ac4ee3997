def test_two_versions(client):
    told = [client.get(f"/v{number}/orders/7").json for number in (1, 2, 3)]
    assert [one["says"] for one in told] == ["sum", "cents", "cents"]
    assert [one["version"] for one in told] == [1, 2, 3]


def test_a_method(client):
    assert client.delete("/v2/orders/7").json["says"] == "gone"
    assert client.post("/v2/orders/7").status_code == 405


def test_a_link(client):
    assert client.get("/link-to/order?number=7").json["link"] == "/v3/orders/7"
