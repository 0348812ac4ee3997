import os

from flask import Flask, abort, request

SECRETS = os.environ.get("EVENT_SECRETS", "first-secret,second-secret").split(",")

app = Flask(__name__)
payments = {}


@app.post("/events")
def take_event():
    event = request.get_json()
    payment = payments.setdefault(event["payment"], {"captured": 0, "refunded": 0})
    payment["state"] = event["kind"]
    return "", 204


@app.get("/payments/<name>")
def show(name):
    if name not in payments:
        abort(404)
    return {"payment": name, **payments[name]}
