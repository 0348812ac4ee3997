import hmac
import json

from flask import Flask, abort, request

KEY = b"of this program only"
LINES = {
    "a": 'if not is_signed(body, request.headers.get("X-Signature")): abort(401)',
    "b": 'seen.add(message["id"])',
    "c": 'if message["id"] in seen: return "", 204',
    "d": "body = request.get_data()",
    "e": 'book(message["order"])',
    "f": "message = json.loads(body)",
}

app = Flask("shop")
app.logger.disabled = True
app.add_url_rule("/", "hook", methods=["POST"])


def signature(body):
    return hmac.new(KEY, body, "sha256").hexdigest()


def is_signed(body, given):
    return hmac.compare_digest(signature(body), given or "")


def message(number):
    return json.dumps({"id": number, "order": number * 10}).encode()


class Shop:
    """Its view has the lines in this order; what is in failing can't be booked."""

    def __init__(self, order):
        self.booked, self.failing = [], set()
        names = {
            "json": json,
            "request": request,
            "abort": abort,
            "is_signed": is_signed,
            "seen": set(),
            "book": self.book,
        }
        lines = [*(LINES[name] for name in order), 'return "", 204']
        exec("\n    ".join(["def hook():", *lines]), names)
        app.view_functions["hook"] = names["hook"]

    def book(self, order):
        if order in self.failing:
            raise ConnectionError
        self.booked.append(order)

    def status(self, body, signed=True):
        headers = {"X-Signature": signature(body)} if signed else {}
        return app.test_client().post("/", data=body, headers=headers).status_code


def works(order):
    shop = Shop(order)
    if shop.status(message(1)) != 204 or shop.booked != [10]:
        return False
    if shop.status(message(1)) != 204 or shop.booked != [10]:
        return False
    if shop.status(b"no JSON", signed=False) != 401 or shop.status(message(2), signed=False) != 401:
        return False
    shop.failing = {20}
    if shop.status(message(2)) != 500:
        return False
    shop.failing = set()
    return shop.status(message(2)) == 204 and shop.booked == [10, 20]
