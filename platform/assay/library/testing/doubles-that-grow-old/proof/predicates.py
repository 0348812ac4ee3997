from unittest.mock import Mock, create_autospec, patch

from flask import Flask


class Mailer:
    def send(self, to, text, *, sender):
        self.deliver(f"From: {sender}\nTo: {to}\n\n{text}")

    def deliver(self, message):
        raise ConnectionError("nothing may be sent here")


def test_fails(mailer, **call):
    """Whether the order ends with an error that the test meets. call: what the view adds."""
    app = Flask("shop")
    app.testing = True

    @app.post("/orders")
    def order():
        mailer.send("ann@shop.example", "Welcome", **call)
        return "", 201

    try:
        return app.test_client().post("/orders").status_code != 201
    except TypeError:
        return True


def notices(mailer):
    """Whether the test fails with the old call; with the new one it has to pass."""
    return test_fails(mailer) and not test_fails(mailer, sender="shop@shop.example")


def a():
    return notices(Mock())


def b():
    return notices(create_autospec(Mailer, instance=True))


def c():
    return notices(Mock(spec=Mailer))


def d():
    class Silent(Mailer):
        def deliver(self, message):
            pass

    return notices(Silent())


def e():
    class Silent:
        def send(self, to, text):
            pass

    return test_fails(Silent())


def f():
    with patch.object(Mailer, "send", autospec=True):
        return notices(Mailer())
