import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from flask import Flask, request

EMAIL = "ayo@shop.example"


class Shop:
    """Its one thread is busy until the test is over."""

    def __init__(self, confirms):
        self.executor, self.sent, self.is_over = ThreadPoolExecutor(1), [], Event()
        self.executor.submit(self.is_over.wait)
        app = Flask("shop")

        @app.post("/orders")
        def order():
            if confirms:
                self.executor.submit(self.sent.append, request.form["email"])
            return "", 202

        self.client = app.test_client()

    def post(self):
        assert self.client.post("/orders", data={"email": EMAIL}).status_code == 202


def tells(test):
    """Whether the test, which gives what it asserts, passes for the right view only."""
    passed = []
    for confirms in (True, False):
        shop = Shop(confirms)
        passed.append(test(shop))
        shop.is_over.set()
    return passed == [True, False]


def a():
    def test(shop):
        shop.post()
        time.sleep(0.1)
        return shop.sent == [EMAIL]

    return tells(test)


def b():
    def test(shop):
        shop.post()
        return shop.sent in ([], [EMAIL])

    return tells(test)


def c():
    def test(shop):
        shop.executor.submit = lambda work, *given: work(*given)
        shop.post()
        return shop.sent == [EMAIL]

    return tells(test)


def d():
    def test(shop):
        with shop.client:
            shop.post()
        return shop.sent == [EMAIL]

    return tells(test)
