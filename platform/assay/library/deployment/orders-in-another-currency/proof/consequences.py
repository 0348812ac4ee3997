"""A queue between a shop and a worker, each of which is replaced at some time."""

from flask import Flask, request


def shop(queue, new):
    app = Flask(__name__)

    @app.post("/orders")
    def order():
        wanted = request.form.get("currency", "EUR")
        message = {"amount": 5, "wanted": wanted}
        if new:
            message["currency"] = wanted
        queue.append(message)
        return "", 202

    def place(*currencies):
        for currency in currencies:
            answer = app.test_client().post("/orders", data={"currency": currency})
            assert answer.status_code == 202

    return place


def old(message):
    return "EUR"


def strict(message):
    return message["currency"]


def tolerant(message):
    return message.get("currency", "EUR")


class Street:
    """What came of all messages; `wanted` is what the customer saw, and no worker reads it."""

    def __init__(self):
        self.queue, self.wrong, self.failed = [], 0, 0

    def work(self, worker):
        while self.queue:
            message = self.queue.pop(0)
            try:
                self.wrong += worker(message) != message["wanted"]
            except KeyError:
                self.failed += 1

    def came_of_it(self):
        return {"wrong": self.wrong, "failed": self.failed}


def run(*steps):
    """Each step: is the shop the new one, what is ordered, and who works then (or nobody)."""
    street = Street()
    for new, orders, worker in steps:
        shop(street.queue, new)(*orders)
        if worker:
            street.work(worker)
    return street.came_of_it()


BEFORE = (False, ["EUR"], None)


def a():
    return run(BEFORE, (True, ["EUR", "USD"], old), (True, ["EUR", "USD"], tolerant))


def b():
    return run(BEFORE, (True, ["EUR", "USD"], strict))


def c():
    return run(BEFORE, (False, ["EUR"], tolerant), (True, ["EUR", "USD"], tolerant))


def d():
    return run(BEFORE, (False, ["EUR"], strict), (True, ["EUR", "USD"], strict))
