import json
from decimal import Decimal

from flask import Flask


def made():
    app = Flask("shop")
    app.logger.disabled = True
    return app


def runs(line, **names):
    """Whether the line can be executed at all."""
    try:
        exec(line, names)
    except (ImportError, AttributeError):
        return False
    return True


def a():
    app, called = made(), []
    app.add_url_rule("/", view_func=lambda: "ok", endpoint="view")
    if not runs("app.before_first_request(fill)", app=app, fill=lambda: called.append(1)):
        return False
    app.test_client().get("/")
    return called == [1]


def b():
    made()
    return runs("from flask import Markup")


def c():
    made()
    return runs("from flask import stream_with_context")


def d():
    app = made()
    if not runs('app.route("/", methods=["GET"])(lambda: "ok")', app=app):
        return False
    return app.test_client().get("/").text == "ok"


def e():
    class MoneyEncoder(json.JSONEncoder):
        def default(self, one):
            return f"{one} EUR" if isinstance(one, Decimal) else super().default(one)

    app = made()
    if not runs("app.json_encoder = MoneyEncoder", app=app, MoneyEncoder=MoneyEncoder):
        return False
    app.add_url_rule("/", view_func=lambda: {"price": Decimal("2.50")}, endpoint="view")
    return app.test_client().get("/").get_json() == {"price": "2.50 EUR"}
