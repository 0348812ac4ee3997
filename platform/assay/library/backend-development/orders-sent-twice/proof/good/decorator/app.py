import functools
import json

from flask import Flask, abort, g, jsonify, make_response, request
from store import Store
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["STORE"] = Store()
app.config["ANSWERED"] = {}


@app.errorhandler(HTTPException)
def as_json(error):
    return {"error": error.description}, error.code


@app.before_request
def know_customer():
    g.customer = request.headers.get("X-Customer", "")


def once(view):
    """Answer a request that was answered well before as it was answered then."""

    @functools.wraps(view)
    def wrapped():
        key = request.headers.get("Idempotency-Key") or abort(400, "Name the request.")
        body = json.dumps(request.get_json(), sort_keys=True)
        before = app.config["ANSWERED"].get((g.customer, key))
        if before is None:
            response = make_response(view())
            app.config["ANSWERED"][g.customer, key] = body, response.get_data()
            return response
        if before[0] != body:
            view_would_refuse()
            abort(422, "The key was used for another order.")
        response = app.response_class(before[1], 201, mimetype="application/json")
        response.headers["Idempotent-Replayed"] = "true"
        return response

    return wrapped


def view_would_refuse():
    """Another order that is none at all is refused as such."""
    checked(request.get_json())


def checked(told):
    match told:
        case {"sku": str(sku), "count": int(count)} if 0 < count < 100 and count is not True:
            return sku, count
    abort(400, "This is no order.")


@app.route("/orders", methods=["POST"])
@once
def make_order():
    sku, count = checked(request.get_json())
    return jsonify(app.config["STORE"].add(g.customer, sku, count)), 201


@app.route("/orders")
def list_orders():
    return app.config["STORE"].of(g.customer)
