"""Believes that only its own views answer."""

import json
import math

from flask import Flask, abort, jsonify, request
from rates import RatesUnavailable, UnknownCurrency, rate_of
from werkzeug.exceptions import HTTPException

app = Flask(__name__)


@app.errorhandler(400)
@app.errorhandler(500)
def as_json(error):
    response = error.get_response()
    response.data = json.dumps({"error": error.description})
    response.content_type = "application/json"
    return response


@app.errorhandler(UnknownCurrency)
def unknown(error):
    return jsonify(error=f"The currency {error} is not known."), 404


@app.errorhandler(RatesUnavailable)
def unavailable(error):
    return jsonify(error="There are no rates just now."), 503, {"Retry-After": "30"}


def read_amount():
    try:
        amount = float(request.args["amount"])
    except ValueError:
        abort(400, "The amount is no number.")
    if not math.isfinite(amount) or amount < 0:
        abort(400, "The amount is none that can be converted.")
    return amount


@app.get("/convert")
def convert():
    amount, currency = read_amount(), request.args["to"]
    return {"amount": round(amount * rate_of(currency), 2), "currency": currency}
