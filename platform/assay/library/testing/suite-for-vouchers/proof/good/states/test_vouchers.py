import pytest


class Voucher:
    def __init__(self, client, amount):
        self.client = client
        made = client.post("/vouchers", json={"amount": amount})
        assert (made.status_code, made.json["amount"], made.json["left"]) == (201, amount, amount)
        self.code = made.json["code"]

    def url(self, *parts):
        return "/".join(["/vouchers", self.code, *parts])

    def left(self):
        shown = self.client.get(self.url())
        assert shown.status_code == 200
        return shown.json["left"]

    def pay(self, order, amount):
        body = {"order": order, "amount": amount}
        return self.client.post(self.url("payments"), json=body).status_code

    def give_back(self, order):
        return self.client.delete(self.url("payments", order)).status_code


@pytest.fixture
def voucher(client):
    return Voucher(client, 1000)


@pytest.mark.parametrize("amount", [1, 50000])
def test_smallest_and_largest(client, amount):
    assert Voucher(client, amount).left() == amount


@pytest.mark.parametrize("amount", [0, -1, 50001, 5.5, "5", True, None])
def test_what_is_no_amount(client, voucher, amount):
    assert client.post("/vouchers", json={"amount": amount}).status_code == 400
    assert voucher.pay("o-1", amount) == (400 if amount != 50001 else 409)


def test_an_unknown_code(client, voucher):
    voucher.code += "x"
    assert client.get(voucher.url()).status_code == 404
    assert (voucher.pay("o-1", 1), voucher.give_back("o-1")) == (404, 404)


def test_payments_are_taken(voucher):
    assert (voucher.pay("o-1", 300), voucher.left()) == (201, 700)
    assert (voucher.pay("o-2", 700), voucher.left()) == (201, 0)


def test_too_much_is_refused(voucher):
    voucher.pay("o-1", 400)
    assert (voucher.pay("o-2", 601), voucher.left()) == (409, 600)
    assert voucher.give_back("o-2") == 404
    assert voucher.pay("o-2", 600) == 201


def test_a_repeat_is_taken_once(voucher):
    voucher.pay("o-1", 300)
    assert (voucher.pay("o-1", 300), voucher.left()) == (200, 700)


def test_another_amount_is_refused(voucher):
    voucher.pay("o-1", 300)
    assert (voucher.pay("o-1", 200), voucher.left()) == (422, 700)
    assert (voucher.pay("o-1", 300), voucher.left()) == (200, 700)
    assert (voucher.give_back("o-1"), voucher.left()) == (204, 1000)


def test_given_back_once(voucher):
    voucher.pay("o-1", 300)
    voucher.pay("o-2", 100)
    assert (voucher.give_back("o-1"), voucher.left()) == (204, 900)
    assert (voucher.give_back("o-1"), voucher.left()) == (404, 900)


def test_paid_anew(voucher):
    voucher.pay("o-1", 300)
    voucher.give_back("o-1")
    assert (voucher.pay("o-1", 500), voucher.left()) == (201, 500)
    voucher.give_back("o-1")
    assert (voucher.pay("o-1", 500), voucher.left()) == (201, 500)


def test_two_vouchers_and_one_order(client, voucher):
    other = Voucher(client, 500)
    assert (voucher.pay("o-1", 300), other.pay("o-1", 300)) == (201, 201)
    assert (voucher.left(), other.left()) == (700, 200)
    assert (voucher.give_back("o-1"), other.left()) == (204, 200)


@pytest.mark.parametrize("written", [str.lower, str.upper])
def test_large_and_small_letters(voucher, written):
    voucher.code = written(voucher.code)
    assert (voucher.pay("o-1", 300), voucher.left()) == (201, 700)
    assert (voucher.give_back("o-1"), voucher.left()) == (204, 1000)
