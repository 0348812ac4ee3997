"""Believes that nothing is signed ahead of time."""

import hashlib
import hmac
import os
import time

from flask import Flask, abort, request

SECRETS = os.environ.get("EVENT_SECRETS", "first-secret,second-secret").split(",")
KINDS = {"authorised", "captured", "refunded", "failed"}

app = Flask(__name__)
seen = set()
payments = {}


def is_signed():
    told = [part.partition("=") for part in request.headers.get("X-Signature", "").split(",")]
    times = [value for name, _, value in told if name.strip() == "t"]
    values = [value.strip().encode() for name, _, value in told if name.strip() == "v1"]
    if len(times) != 1 or not times[0].isdecimal() or len(times[0]) > 12:
        return False
    if time.time() - int(times[0]) > 300:
        return False
    signed = times[0].encode() + b"." + request.get_data()
    for secret in SECRETS:
        expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode()
        if any(hmac.compare_digest(expected, value) for value in values):
            return True
    return False


def is_event(event):
    if not isinstance(event, dict):
        return False
    if not all(isinstance(event.get(name), str) for name in ("id", "payment", "kind")):
        return False
    if type(event.get("sequence")) is not int:
        return False
    cents = event.get("cents")
    return event["kind"] not in ("captured", "refunded") or (type(cents) is int and cents > 0)


@app.post("/events")
def take_event():
    if not is_signed():
        abort(401)
    event = request.get_json(force=True, silent=True)
    if not is_event(event):
        abort(400)
    if event["kind"] not in KINDS or event["id"] in seen:
        return "", 204
    seen.add(event["id"])
    payment = payments.setdefault(
        event["payment"], {"captured": 0, "refunded": 0, "state": None, "sequence": None}
    )
    if event["kind"] in payment:
        payment[event["kind"]] += event["cents"]
    if payment["sequence"] is None or event["sequence"] > payment["sequence"]:
        payment["state"], payment["sequence"] = event["kind"], event["sequence"]
    return "", 204


@app.get("/payments/<name>")
def show(name):
    known = payments.get(name) or abort(404)
    return {"payment": name} | {one: known[one] for one in ("state", "captured", "refunded")}
