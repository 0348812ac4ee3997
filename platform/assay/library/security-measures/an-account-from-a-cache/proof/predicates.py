from flask import Flask, request

ANN, BORA = "visitor=ann", "visitor=bora"


class Proxy:
    """A shared cache that stores and gives whatever RFC 9111 allows, within ten minutes."""

    def __init__(self, app):
        self.app, self.kept = app, []

    def get(self, address, cookie):
        sent = {"Cookie": cookie}
        for names, values, text in self.kept:
            if [sent.get(name) for name in names] == values:
                return text
        response = self.app.test_client(use_cookies=False).get(address, headers=sent)
        if self.may_keep(response.cache_control):
            names = [name.title() for name in response.vary]
            self.kept.append((names, [sent.get(name) for name in names], response.text))
        return response.text

    def may_keep(self, says):
        is_barred = says.no_store or says.private is not None or says.no_cache is not None
        seconds = says.s_maxage if says.s_maxage is not None else says.max_age
        return not is_barred and bool(seconds)


def keeps_apart(control, **headers):
    app = Flask("shop")

    @app.get("/account")
    def account():
        return f"Account of {request.cookies['visitor']}", {"Cache-Control": control, **headers}

    proxy = Proxy(app)
    shown = [proxy.get("/account", cookie) for cookie in (ANN, BORA, ANN)]
    return shown == ["Account of ann", "Account of bora", "Account of ann"]


assert not keeps_apart("max-age=600")


def a():
    return keeps_apart("max-age=600, must-revalidate")


def b():
    return keeps_apart("private, max-age=600")


def c():
    return keeps_apart("public, max-age=600")


def d():
    return keeps_apart("no-store")


def e():
    return keeps_apart("max-age=600", Vary="Cookie")


def f():
    return keeps_apart("max-age=0, s-maxage=600")
