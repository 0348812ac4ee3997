def test_one_request(client):
    client.get("/shop/things/7")
    told = client.get("/metrics")
    assert told.mimetype == "text/plain"
    labels = 'method="GET",route="/shop/things/<int:number>",status="200"'
    assert "requests_total{%s} 1" % labels in told.text.splitlines()


def test_an_exception(client):
    assert client.get("/shop/broken").status_code == 500
    labels = 'method="GET",route="/shop/broken",status="500"'
    assert "requests_total{%s} 1" % labels in client.get("/metrics").text.splitlines()
