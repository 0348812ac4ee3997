from flask import Flask, jsonify, request
from store import Store

app = Flask(__name__)
store = Store()
answers = {}


@app.post("/orders")
def make_order():
    key = request.headers.get("Idempotency-Key")
    if key in answers:
        return answers[key]
    told = request.get_json()
    if not 1 <= told["count"] <= 99:
        answers[key] = jsonify(error="The count must be from 1 to 99."), 400
        return answers[key]
    customer = request.headers.get("X-Customer", "")
    order = store.add(customer, told["sku"], told["count"])
    return jsonify(order), 201


@app.get("/orders")
def list_orders():
    return jsonify(store.of(request.headers.get("X-Customer", "")))
