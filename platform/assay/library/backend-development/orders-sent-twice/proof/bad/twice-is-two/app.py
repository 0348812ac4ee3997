"""Believes that a repeat is only to be marked as one."""

from flask import Flask, jsonify, request
from store import Store

app = Flask(__name__)
store = Store()
made = {}


def read_order():
    told = request.get_json(silent=True)
    if not isinstance(told, dict):
        return None
    sku, count = told.get("sku"), told.get("count")
    if not isinstance(sku, str) or type(count) is not int or not 1 <= count <= 99:
        return None
    return sku, count


@app.post("/orders")
def make_order():
    customer = request.headers.get("X-Customer", "")
    key = request.headers.get("Idempotency-Key")
    asked = read_order()
    if not key or asked is None:
        return jsonify(error="This is no order."), 400
    if (customer, key) in made:
        first, order = made[customer, key]
        if first != asked:
            return jsonify(error="The key was used for another order."), 422
        order = store.add(customer, *asked)
        return jsonify(order), 201, {"Idempotent-Replayed": "true"}
    order = store.add(customer, *asked)
    made[customer, key] = asked, order
    return jsonify(order), 201


@app.get("/orders")
def list_orders():
    return jsonify(store.of(request.headers.get("X-Customer", "")))
