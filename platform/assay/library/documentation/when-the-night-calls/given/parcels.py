import os
import urllib.request

from flask import Flask, abort

PARTNER = os.environ["PARTNER_ADDRESS"]
PARCELS = {"A1": "on its way"}
app = Flask(__name__)


@app.errorhandler(OSError)
def partner_is_away(error):
    return {"error": "partner"}, 502


@app.get("/parcels/<number>")
def parcel(number):
    if number not in PARCELS:
        abort(404)
    with urllib.request.urlopen(f"{PARTNER}/{number}", timeout=3) as answer:
        return {"parcel": PARCELS[number], "place": answer.read().decode()}
