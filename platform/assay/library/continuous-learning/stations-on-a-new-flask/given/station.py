from datetime import datetime
from decimal import Decimal
from io import BytesIO

from archive import read_stations
from flask import Flask, abort, escape, jsonify, redirect, request, send_file
from flask.json import JSONEncoder
from werkzeug.urls import url_quote

app = Flask(__name__)
app.config["JSON_SORT_KEYS"] = False
stations = {}


class StationEncoder(JSONEncoder):
    def default(self, value):
        if isinstance(value, Decimal):
            return str(value)
        if isinstance(value, datetime):
            return value.isoformat()
        return super().default(value)


app.json_encoder = StationEncoder


@app.before_first_request
def read():
    stations.update(read_stations())


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
        attachment_filename=f"{code}.csv",
        cache_timeout=60,
    )


@app.route("/station/<code>")
def moved(code):
    return redirect("/stations/" + url_quote(code))


@app.route("/stations/<code>/readings", methods=["POST"])
def add_reading(code):
    told = request.get_json()
    if told is None:
        return jsonify(error="Send JSON."), 422
    found(code)["readings"].append(told["value"])
    return jsonify(found(code)), 201
