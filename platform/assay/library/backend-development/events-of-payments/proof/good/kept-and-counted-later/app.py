import hmac
import json
import os
import re
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from itertools import product

from flask import Flask, request
from werkzeug.exceptions import BadRequest, NotFound, Unauthorized

SECRETS = os.environ.get("EVENT_SECRETS", "first-secret,second-secret").split(",")
STAMP = re.compile(r"(?:^|,)\s*t=([0-9]{1,11})\s*(?=,|$)")
VALUE = re.compile(r"(?:^|,)\s*v1=([0-9a-f]{64})\s*(?=,|$)")
app = Flask(__name__)
app.config["EVENTS"] = defaultdict(dict)  # payment -> id -> event


@app.before_request
def check_signature():
    if request.method != "POST":
        return
    header = request.headers.get("X-Signature", "")
    stamp = STAMP.search(header)
    if stamp is None:
        raise Unauthorized
    age = datetime.now(timezone.utc).timestamp() - int(stamp[1])
    signed = b"%b.%b" % (stamp[1].encode(), request.data)
    found = [
        hmac.compare_digest(hmac.digest(secret.encode(), signed, "sha256").hex(), value)
        for secret, value in product(SECRETS, VALUE.findall(header))
    ]
    if not any(found) or timedelta(seconds=abs(age)) > timedelta(minutes=5):
        raise Unauthorized


@app.route("/events", methods=["POST"])
def events():
    try:
        event = json.loads(request.data)
    except ValueError as error:
        raise BadRequest from error
    match event:
        case {"cents": bool()} | {"sequence": bool()}:
            raise BadRequest
        case {
            "id": str(),
            "payment": str(),
            "kind": "captured" | "refunded",
            "sequence": int(),
            "cents": int(cents),
        } if cents > 0:
            pass
        case {"kind": "captured" | "refunded"}:
            raise BadRequest
        case {"id": str(), "payment": str(), "kind": str(), "sequence": int()}:
            pass
        case _:
            raise BadRequest
    if event["kind"] in ("authorised", "captured", "refunded", "failed"):
        app.config["EVENTS"][event["payment"]].setdefault(event["id"], event)
    return app.response_class(status=204)


@app.route("/payments/<payment>")
def payment(payment):
    events = list(app.config["EVENTS"].get(payment, {}).values())
    if not events:
        raise NotFound
    told = {"payment": payment, "state": max(events, key=lambda one: one["sequence"])["kind"]}
    for kind in ("captured", "refunded"):
        told[kind] = sum(one["cents"] for one in events if one["kind"] == kind)
    return told
