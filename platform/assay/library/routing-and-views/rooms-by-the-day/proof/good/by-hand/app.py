import datetime
import re

import clock
import store
from flask import Flask, Response, make_response, request
from flask.views import MethodView
from werkzeug.exceptions import Conflict, NotFound

app = Flask(__name__)


def path(room, what):
    return f"{request.root_path}/rooms/{room}/{what}"


def room_of(text):
    if not re.fullmatch(r"[a-zA-Z]-[1-9]\d*", text, re.ASCII) or text.lower() not in store.rooms:
        raise NotFound
    return text.lower()


def day_of(text):
    found = re.fullmatch(r"(20\d\d)-(\d\d)-(\d\d)", text, re.ASCII)
    try:
        return datetime.date(*map(int, found.groups()))
    except (AttributeError, ValueError):
        raise NotFound from None


def beside(room, day, step):
    other = day + datetime.timedelta(step)
    return path(room, other) if 2000 <= other.year < 2100 else None


def told(room, day):
    return {"room": room, "day": str(day), "guest": store.guest(room, day)}


class Canonical(MethodView):
    def dispatch_request(self, room, **rest):
        name = room_of(room)
        if name == room:
            return super().dispatch_request(room=name, **rest)
        target = path(name, request.path.rpartition("/")[2])
        if request.query_string:
            target = f"{target}?{request.query_string.decode()}"
        return Response(status=308, headers=[("Location", target)])


class Days(Canonical):
    def get(self, room, days):
        first, dots, last = days.partition("..")
        if dots:
            return self.several(room, day_of(first), day_of(last))
        day = day_of(days)
        return {**told(room, day), "previous": beside(room, day, -1), "next": beside(room, day, 1)}

    def several(self, room, first, last):
        found = []
        while first <= last:
            found.append(told(room, first))
            first += datetime.timedelta(1)
        if 0 < len(found) < 32:
            return found
        raise NotFound


class Day(Canonical):
    def get(self, room, day):
        return Days().get(room, day)

    def put(self, room, day):
        try:
            store.book(room, day_of(day), request.json["guest"])
        except store.Taken:
            raise Conflict from None
        return make_response("", 204)

    def delete(self, room, day):
        store.release(room, day_of(day))
        return make_response("", 204)


class Today(Canonical):
    def get(self, room):
        return Response(status=307, headers={"Location": path(room, clock.today())})


app.add_url_rule("/rooms/<room>/today", view_func=Today.as_view("today"))
app.add_url_rule("/rooms/<room>/<string(length=10):day>", view_func=Day.as_view("day"))
app.add_url_rule("/rooms/<room>/<days>", view_func=Days.as_view("days"))
