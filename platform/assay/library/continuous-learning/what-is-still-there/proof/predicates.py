import flask
from flask import Flask


def has(name):
    return hasattr(flask, name)


def a():
    return hasattr(Flask("x"), "before_first_request")


def b():
    Flask("x")
    return has("Markup")


def c():
    Flask("x")
    return has("stream_with_context")


def d():
    app = Flask("x")
    app.route("/", methods=["GET"])(lambda: "ok")
    return app.test_client().get("/").text == "ok"


def e():
    import json

    class MyEncoder(json.JSONEncoder):
        def default(self, one):
            return "mine"

    app = Flask("x")
    app.json_encoder = MyEncoder
    app.add_url_rule("/", view_func=lambda: {"n": object()}, endpoint="v")
    return app.test_client().get("/").status_code == 200
