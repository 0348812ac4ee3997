def test_an_order_is_made(client):
    headers = {"Idempotency-Key": "k-1", "X-Customer": "ada"}
    made = client.post("/orders", json={"sku": "tea", "count": 2}, headers=headers)
    assert made.status_code == 201
    assert client.get("/orders", headers=headers).json == [made.json]


def test_the_same_again_is_one_order(client):
    headers = {"Idempotency-Key": "k-1", "X-Customer": "ada"}
    for _ in range(2):
        client.post("/orders", json={"sku": "tea", "count": 2}, headers=headers)
    assert len(client.get("/orders", headers=headers).json) == 1
