"""Believes that the highest number of those who are left is the last one given."""

import itertools

from flask import Flask, abort, request

app = Flask(__name__)
guests = {}
numbers = itertools.count(1)
ANSWERS = {"yes": True, "no": False, "unknown": None}


def new_guest(name, seats):
    number = max(guests, default=0) + 1
    guests[number] = {
        "id": number,
        "name": name,
        "seats": seats,
        "coming": None,
        "dishes": [],
    }
    return guests[number]


def found(number):
    return guests.get(number) or abort(404)


@app.post("/guests")
def add():
    told = request.get_json()
    if not told.get("name"):
        abort(400)
    return new_guest(told["name"], told.get("seats", 1)), 201


@app.get("/guests")
def list_guests():
    listed = list(guests.values())
    if "coming" in request.args:
        coming = ANSWERS.get(request.args["coming"])
        listed = [guest for guest in listed if guest["coming"] is coming]
    return listed


@app.get("/guests/<int:number>")
def show(number):
    return found(number)


@app.patch("/guests/<int:number>")
def change(number):
    guest, told = found(number), request.get_json()
    for name in ("name", "seats", "coming"):
        if name in told:
            guest[name] = told[name]
    return guest


@app.post("/guests/<int:number>/dishes")
def add_dish(number):
    guest = found(number)
    guest["dishes"].append(request.get_json()["dish"])
    return guest, 201


@app.delete("/guests/<int:number>")
def remove(number):
    del guests[found(number)["id"]]
    return "", 204
