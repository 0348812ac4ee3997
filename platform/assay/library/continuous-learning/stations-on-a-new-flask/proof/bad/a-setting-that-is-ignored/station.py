"""Believes that a setting which is no error is read."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from threading import Lock
from urllib.parse import quote

import archive
from flask import Flask, abort, jsonify, redirect, request, send_file
from flask.json.provider import DefaultJSONProvider
from markupsafe import escape


class StationProvider(DefaultJSONProvider):
    @staticmethod
    def default(value):
        if isinstance(value, Decimal):
            return str(value)
        if isinstance(value, datetime):
            return value.isoformat()
        return DefaultJSONProvider.default(value)


app = Flask(__name__)
app.config["JSON_SORT_KEYS"] = False
app.json = StationProvider(app)
stations = {}
reading = Lock()


@app.before_request
def read():
    with reading:
        if not app.extensions.get("read"):
            stations.update(archive.read_stations())
            app.extensions["read"] = True


def found(code):
    return stations.get(code) or abort(404)


@app.route("/stations/<code>")
def show(code):
    return jsonify(found(code))


@app.route("/pages/<code>")
def page(code):
    return f"<h1>{escape(found(code)['name'])}</h1>"


@app.route("/downloads/<code>")
def download(code):
    lines = "\n".join(str(value) for value in found(code)["readings"])
    return send_file(
        BytesIO(lines.encode()),
        mimetype="text/csv",
        as_attachment=True,
        download_name=f"{code}.csv",
        max_age=60,
    )


@app.route("/station/<code>")
def moved(code):
    return redirect("/stations/" + quote(code))


@app.route("/stations/<code>/readings", methods=["POST"])
def add_reading(code):
    told = request.get_json() if request.is_json else None
    if told is None:
        return jsonify(error="Send JSON."), 422
    found(code)["readings"].append(told["value"])
    return jsonify(found(code)), 201
