import json

import pytest


class Shop:
    """One customer's view of the application, with data that no answer can know beforehand."""

    def __init__(self, client, rng, customer="ada"):
        self.client, self.customer = client, customer
        self.key = f"key-{rng.randrange(10**9)}"
        self.order = {"sku": f"sku-{rng.randrange(10**6)}", "count": rng.randint(2, 98)}

    def send(self, order=None, *, key=None, raw=None):
        headers = {"X-Customer": self.customer, "Idempotency-Key": key or self.key}
        body = json.dumps(self.order if order is None else order) if raw is None else raw
        return self.client.post(
            "/orders", data=body, content_type="application/json", headers=headers
        )

    def orders(self):
        return self.client.get("/orders", headers={"X-Customer": self.customer}).json


@pytest.fixture
def shop(client, rng):
    return Shop(client, rng)


def test_an_order_is_made(shop):
    made = shop.send()
    assert made.status_code == 201
    assert {name: made.json[name] for name in shop.order} == shop.order
    assert shop.orders() == [made.json]


def test_the_same_again_is_one_order(shop):
    first, again, once_more = shop.send(), shop.send(), shop.send()
    assert [again.status_code, once_more.status_code] == [201, 201]
    assert first.json == again.json == once_more.json
    assert shop.orders() == [first.json]


def test_another_key_is_another_order(shop):
    first, second = shop.send(), shop.send(key=shop.key + "-2")
    assert second.status_code == 201
    assert first.json["id"] != second.json["id"]
    assert len(shop.orders()) == 2


def test_the_order_of_the_fields_does_not_matter(shop):
    first = shop.send()
    turned = json.dumps(dict(reversed(shop.order.items())), indent=2)
    again = shop.send(raw=turned)
    assert (again.status_code, again.json) == (201, first.json)
    assert len(shop.orders()) == 1


def test_another_order_under_the_key_is_refused(shop):
    first = shop.send()
    other = shop.send({**shop.order, "count": shop.order["count"] + 1})
    assert other.status_code == 422
    assert shop.orders() == [first.json]
    assert shop.send().json == first.json


def test_what_is_refused_leaves_its_key_free(shop, rng):
    for wrong in ({**shop.order, "count": 0}, {**shop.order, "count": 100 + rng.randrange(50)}):
        assert shop.send(wrong).status_code == 400
    assert shop.orders() == []
    made = shop.send()
    assert made.status_code == 201
    assert shop.orders() == [made.json]


def test_what_is_no_order_is_refused(shop):
    wrong = [[], "tea", {}, {"sku": "tea"}, {"sku": "tea", "count": "2"}, {"sku": 7, "count": 2}]
    for number, order in enumerate(wrong):
        assert shop.send(order, key=f"{shop.key}-{number}").status_code == 400, order
    assert shop.send(raw="{").status_code == 400
    assert shop.orders() == []
    assert shop.send().status_code == 201


def test_customers_do_not_share_keys(client, rng):
    ada, bob = Shop(client, rng), Shop(client, rng, "bob")
    bob.key = ada.key
    first, second = ada.send(), bob.send()
    assert [first.status_code, second.status_code] == [201, 201]
    assert bob.orders() == [second.json]
    assert {name: second.json[name] for name in bob.order} == bob.order
    assert ada.send().json == first.json


def test_a_repeat_says_so(shop):
    name = "Idempotent-Replayed"
    first, again = shop.send(), shop.send()
    assert name not in first.headers
    assert again.headers.get(name) == "true"


def test_without_a_key_nothing_is_ordered(client, shop):
    headers = {"X-Customer": shop.customer}
    for _ in range(2):
        assert client.post("/orders", json=shop.order, headers=headers).status_code == 400
    assert shop.orders() == []
    assert shop.send().status_code == 201
