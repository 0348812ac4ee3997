from itertools import count

from contract import DOCUMENT
from flask import Flask, request, url_for

KEY = "k-7"
LOCKERS = {1: "small", 2: "large", 3: "small"}
SIZES = ("small", "large")

app = Flask(__name__)
ids = count(1)
rentals = {}


def refused(status, error, **more):
    return {"error": error, **more}, status


def free_lockers():
    taken = {rental["locker"] for rental in rentals.values() if rental["fee"] is None}
    return [number for number in LOCKERS if number not in taken]


@app.before_request
def check_key():
    if request.endpoint not in ("describe", "list_lockers"):
        if request.headers.get("X-Key") != KEY:
            return refused(401, "no_key")


@app.get("/openapi.json")
def describe():
    return DOCUMENT


@app.get("/lockers")
def list_lockers():
    size, most = request.args.get("size"), request.args.get("most", "10")
    if size not in (None, *SIZES):
        return refused(400, "bad_size")
    if not most.isdecimal() or not 1 <= int(most) <= 50:
        return refused(400, "bad_most")
    numbers = [number for number in LOCKERS if size in (None, LOCKERS[number])]
    free = free_lockers()
    return [{"number": n, "size": LOCKERS[n], "free": n in free} for n in numbers[: int(most)]]


@app.post("/rentals")
def rent():
    told = request.get_json()
    size, hours = told.get("size", "small"), told.get("hours")
    if size not in SIZES or type(hours) is not int or not 1 <= hours <= 48:
        return refused(400, "bad_rental")
    if "note" in told and not isinstance(told["note"], str):
        return refused(400, "bad_note")
    free = [number for number in free_lockers() if LOCKERS[number] == size]
    if not free:
        return refused(409, "none_free", size=size)
    rental = {"id": next(ids), "locker": free[0], "hours": hours, "fee": None}
    rental |= {"note": told["note"]} if "note" in told else {}
    rentals[rental["id"]] = rental
    return rental, 201, {"Location": url_for("show", number=rental["id"])}


@app.get("/rentals/<int:number>")
def show(number):
    return rentals.get(number) or refused(404, "unknown_rental")


@app.post("/rentals/<int:number>/end")
def end(number):
    rental = rentals.get(number)
    if rental is None:
        return refused(404, "unknown_rental")
    if rental["fee"] is not None:
        return refused(409, "ended")
    rental["fee"] = rental["hours"] * 1.5
    return rental


@app.delete("/rentals/<int:number>")
def forget(number):
    if number not in rentals:
        return refused(404, "unknown_rental")
    if rentals[number]["fee"] is None:
        return refused(409, "not_ended")
    del rentals[number]
    return "", 204
