"""Believes that a page that can be shown has status 200."""

from flask import Flask, abort, redirect, render_template, request, url_for

DAYS = ["mon", "tue", "wed", "thu", "fri"]

app = Flask(__name__)
signups = {}


@app.after_request
def name_header(response):
    response.vary.add("Accept")
    return response


def wants_json():
    asked = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return asked == "application/json"


def read_seats(typed):
    """The number, or None."""
    try:
        seats = int(typed or 1)
    except ValueError:
        return None
    return seats if 1 <= seats <= 6 else None


def read():
    """(registration without a number, errors)"""
    errors, ticked = {}, request.form.getlist("days")
    name = request.form.get("name", "").strip()
    seats = read_seats(request.form.get("seats", ""))
    if not name:
        errors["name"] = "Please tell your name."
    if seats is None:
        errors["seats"] = "One to six seats can be had."
    if not ticked or not set(ticked) <= set(DAYS):
        errors["days"] = "Please choose some of these days."
    return {"name": name, "seats": seats, "days": [day for day in DAYS if day in ticked]}, errors


def page(values, errors):
    return render_template("form.html", days=DAYS, values=values, errors=errors)


@app.get("/signups")
def form():
    return page({"name": "", "seats": "", "days": []}, {})


@app.post("/signups")
def sign_up():
    told, errors = read()
    if errors and wants_json():
        return {"errors": errors}, 422
    if errors:
        typed = {field: request.form.get(field, "") for field in ("name", "seats")}
        return page({**typed, "days": request.form.getlist("days")}, errors)
    number = len(signups) + 1
    signups[number] = {"id": number, **told}
    address = url_for("show", number=number)
    if wants_json():
        return signups[number], 201, {"Location": address}
    return redirect(address, 303)


@app.get("/signups/<int:number>")
def show(number):
    signup = signups.get(number) or abort(404)
    return signup if wants_json() else render_template("signup.html", signup=signup)
