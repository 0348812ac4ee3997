"""Believes that what looks like a day is one."""

from datetime import date, timedelta

import clock
import store
from flask import Flask, abort, redirect, request, url_for
from werkzeug.routing import BaseConverter, ValidationError

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
ONE = timedelta(days=1)


class Room(BaseConverter):
    regex = "[A-Za-z]-[1-9][0-9]*"


class Day(BaseConverter):
    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value):
        day = date.fromisoformat(value)
        if not FIRST <= day <= LAST:
            raise ValidationError
        return day

    def to_url(self, value):
        return value.isoformat()


app = Flask(__name__)
app.url_map.converters.update(room=Room, day=Day)


@app.before_request
def one_way_to_write():
    room = (request.view_args or {}).get("room", "")
    if room != room.lower():
        values = {**request.view_args, "room": room.lower()}
        target = url_for(request.endpoint, **values)
        if request.query_string:
            target += "?" + request.query_string.decode()
        return redirect(target, 308)
    if room and room not in store.rooms:
        abort(404)


def at(room, day):
    return url_for("show", room=room, day=day) if FIRST <= day <= LAST else None


def shown(room, day):
    return {"room": room, "day": day.isoformat(), "guest": store.guest(room, day)}


@app.get("/rooms/<room:room>/<day:day>")
def show(room, day):
    links = {"previous": at(room, day - ONE), "next": at(room, day + ONE)}
    return shown(room, day) | links


@app.put("/rooms/<room:room>/<day:day>")
def book(room, day):
    try:
        store.book(room, day, request.get_json()["guest"])
    except store.Taken:
        abort(409)
    return "", 204


@app.delete("/rooms/<room:room>/<day:day>")
def release(room, day):
    store.release(room, day)
    return "", 204


@app.get("/rooms/<room:room>/today")
def show_today(room):
    return redirect(at(room, clock.today()), 302)


@app.get("/rooms/<room:room>/<day:first>..<day:last>")
def show_days(room, first, last):
    count = (last - first).days + 1
    if not 1 <= count <= 31:
        abort(404)
    return [shown(room, first + number * ONE) for number in range(count)]
