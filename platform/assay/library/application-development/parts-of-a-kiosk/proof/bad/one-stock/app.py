"""Believes that a module is imported anew for each application."""

import re

import click
import settings as own
from flask import Flask, current_app
from office import office
from shelf import shelf
from stock import SoldOut, Stock


stock = Stock(dict(own.Defaults.STOCK))


def create_app(settings=None):
    app = Flask(__name__)
    app.config.from_object(own.Defaults)
    app.config.update(settings or {})
    if not re.fullmatch("[A-Z]{3}", app.config["CURRENCY"]):
        raise ValueError("CURRENCY must be three capital letters")
    app.extensions["stock"] = stock
    app.register_blueprint(shelf)
    if app.config["OFFICE"]:
        app.register_blueprint(office, url_prefix="/office")

    @app.get("/about")
    def about():
        return {"name": app.config["NAME"], "currency": app.config["CURRENCY"]}

    @app.errorhandler(SoldOut)
    def sold_out(error):
        return {"error": f"There is no {error} left."}, 409

    @app.after_request
    def sign(response):
        response.headers["X-Kiosk"] = app.config["NAME"]
        return response

    @app.cli.command("fill")
    @click.argument("name")
    @click.argument("count", type=int)
    def fill(name, count):
        current_app.extensions["stock"].fill(name, count)
        click.echo(f"{name}: {count}")

    return app
