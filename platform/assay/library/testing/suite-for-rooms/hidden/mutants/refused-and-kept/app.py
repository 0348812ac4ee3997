import itertools

from flask import Flask, abort, request

ROOMS = {"attic", "cellar", "garden"}


def create_app():
    app = Flask(__name__)
    kept = {}
    numbers = itertools.count(1)

    def of(room, day):
        if room not in ROOMS:
            abort(404)
        return [one for one in kept.values() if (one["room"], one["day"]) == (room, day)]

    def meets(one, begin, end):
        return one["from"] < end and begin < one["to"]

    @app.post("/rooms/<room>/<day>")
    def reserve(room, day):
        others = of(room, day)
        begin, end = request.json["from"], request.json["to"]
        if end <= begin:
            abort(400)
        number = next(numbers)
        made = {"id": number, "room": room, "day": day, "from": begin, "to": end}
        made["person"] = request.headers["X-Person"]
        kept[number] = made
        if any(meets(one, begin, end) for one in others):
            abort(409)
        return made, 201

    @app.get("/rooms/<room>/<day>")
    def list_day(room, day):
        return sorted(of(room, day), key=lambda one: one["from"])

    @app.delete("/reservations/<int:number>")
    def give_up(number):
        if number not in kept:
            abort(404)
        if kept[number]["person"] != request.headers["X-Person"]:
            abort(403)
        del kept[number]
        return "", 204

    return app
