import importlib

import flask
from flask import Flask
from flask.json.provider import DefaultJSONProvider
from markupsafe import Markup


def fact_markup_has_moved():
    Flask("touched")
    return not hasattr(flask, "Markup") and str(Markup("<b>")) == "<b>"


def fact_the_encoder_is_a_provider_now():
    app = Flask("shop")
    return not hasattr(flask.json, "JSONEncoder") and isinstance(app.json, DefaultJSONProvider)


def fact_a_provider_of_ones_own_is_used():
    class Own(DefaultJSONProvider):
        default = staticmethod(lambda value: "mine")

    app = Flask("shop")
    app.json = Own(app)
    return app.json.dumps({"at": object()}) == '{"at": "mine"}'


def fact_werkzeug_has_lost_its_quoting():
    Flask("touched")
    return not hasattr(importlib.import_module("werkzeug.urls"), "url_quote")
