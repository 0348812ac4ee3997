from datetime import datetime
from functools import cache
from io import BytesIO

from archive import read_stations
from flask import Flask, abort, redirect, render_template_string, request, send_file, url_for

app = Flask(__name__)
app.json.sort_keys = False
usual = app.json.default
app.json.default = lambda value: (
    value.isoformat() if isinstance(value, datetime) else usual(value)
)
stations = cache(read_stations)


def found(code):
    try:
        return stations()[code]
    except KeyError:
        abort(404)


@app.errorhandler(415)
def no_json(error):
    return {"error": "Send JSON."}, 422


@app.get("/stations/<code>")
def show(code):
    return found(code)


@app.get("/pages/<code>")
def page(code):
    return render_template_string("<h1>{{ name }}</h1>", name=found(code)["name"])


@app.get("/downloads/<code>")
def download(code):
    lines = "\n".join(map(str, found(code)["readings"])).encode()
    told = {"as_attachment": True, "download_name": f"{code}.csv", "max_age": 60}
    return send_file(BytesIO(lines), "text/csv", **told)


@app.get("/station/<code>")
def moved(code):
    return redirect(url_for("show", code=code))


@app.post("/stations/<code>/readings")
def add_reading(code):
    found(code)["readings"].append(request.get_json()["value"])
    return found(code), 201
