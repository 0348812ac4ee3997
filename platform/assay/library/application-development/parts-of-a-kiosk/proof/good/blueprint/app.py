import copy

import click
from flask import Blueprint, Flask, current_app, jsonify
from office import office
from settings import Defaults
from shelf import shelf
from stock import SoldOut, Stock

common = Blueprint("common", __name__, cli_group=None)


@common.route("/about")
def about():
    known = current_app.config
    return jsonify(name=known["NAME"], currency=known["CURRENCY"])


@common.app_errorhandler(SoldOut)
def refuse(error):
    return jsonify(error="sold out"), 409


@common.after_app_request
def add_header(response):
    response.headers.add("X-Kiosk", current_app.config["NAME"])
    return response


@common.cli.command("fill")
@click.argument("name")
@click.argument("count", type=click.INT)
def fill_command(name, count):
    current_app.extensions["stock"].fill(name, count)
    print(name, count, sep=": ")


def create_app(settings=None):
    names = [name for name in vars(Defaults) if name.isupper()]
    told = {name: copy.deepcopy(getattr(Defaults, name)) for name in names}
    if settings is not None:
        told |= settings
    currency = told["CURRENCY"]
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
        raise ValueError(currency)
    app = Flask(__name__)
    app.config.from_mapping(told)
    app.extensions["stock"] = Stock({**told["STOCK"]})
    for part in [shelf, common]:
        app.register_blueprint(part)
    if told["OFFICE"] is True:
        app.register_blueprint(office, url_prefix="/office")
    return app
