import re
from itertools import count

from flask import Flask, abort, g, jsonify, make_response, render_template, request
from werkzeug.datastructures import MultiDict

DAYS = ["mon", "tue", "wed", "thu", "fri"]

app = Flask(__name__)
numbers, signups = count(1), []


@app.before_request
def weigh():
    accepted = request.accept_mimetypes
    html, json = accepted["text/html"], accepted["application/json"]
    named = {value.lower() for value, _ in accepted}
    g.json = json > html or (json == html > 0 and "application/json" in named and "text/html" not in named)


def answer(told, page, status, **headers):
    response = make_response(jsonify(told) if g.json else page(), status)
    response.headers.update(headers)
    response.headers["Vary"] = "Accept"
    return response


def problems(typed):
    if not typed.get("name", "").strip():
        yield "name", "a name is missing"
    if not re.fullmatch("[1-6]?", typed.get("seats", "")):
        yield "seats", "a number from 1 to 6"
    if not typed.getlist("days") or any(day not in DAYS for day in typed.getlist("days")):
        yield "days", "Monday to Friday"


def shown_form(typed, errors=()):
    values = {"name": "", "seats": "", **typed.to_dict(), "days": typed.getlist("days")}
    return render_template("form.html", days=DAYS, values=values, errors=dict(errors))


@app.route("/signups", methods=["GET", "POST"])
def sign_up():
    typed = request.form
    if request.method == "GET":
        return answer({}, lambda: shown_form(MultiDict()), 200)
    if errors := dict(problems(typed)):
        return answer({"errors": errors}, lambda: shown_form(typed, errors), 422)
    days = sorted(set(typed.getlist("days")), key=DAYS.index)
    seats = int(typed.get("seats") or "1")
    made = {"id": next(numbers), "name": typed["name"].strip(), "seats": seats, "days": days}
    signups.append(made)
    return answer(made, str, 201 if g.json else 303, Location=f"/signups/{made['id']}")


@app.get("/signups/<int:number>")
def show(number):
    for one in signups:
        if one["id"] == number:
            return answer(one, lambda: render_template("signup.html", signup=one), 200)
    abort(answer({"error": "unknown"}, lambda: "unknown", 404))
