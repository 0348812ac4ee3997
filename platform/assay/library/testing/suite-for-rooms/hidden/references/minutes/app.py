import bisect
import uuid
from collections import defaultdict
from dataclasses import dataclass

from flask import Flask, jsonify, request
from flask.views import MethodView


@dataclass(frozen=True, order=True)
class Span:
    begin: str
    end: str
    person: str
    id: str

    def told(self):
        return {"id": self.id, "person": self.person, "from": self.begin, "to": self.end}


def minutes(begin, end):
    (a, b), (c, d) = (map(int, text.split(":")) for text in (begin, end))
    return set(range(60 * a + b, 60 * c + d))


def create_app():
    app = Flask(__name__)
    rooms = {name: defaultdict(list) for name in ("attic", "cellar", "garden")}

    @app.errorhandler(KeyError)
    def unknown(error):
        return jsonify(error="unknown"), 404

    class Day(MethodView):
        def get(self, room, day):
            return jsonify([span.told() for span in rooms[room][day]])

        def post(self, room, day):
            spans, asked = rooms[room][day], request.json
            wanted = minutes(asked["from"], asked["to"])
            if not wanted:
                return {"error": "no time"}, 400
            if any(wanted & minutes(span.begin, span.end) for span in spans):
                return {"error": "taken"}, 409
            person = request.headers["X-Person"]
            span = Span(asked["from"], asked["to"], person, uuid.uuid4().hex)
            bisect.insort(spans, span)
            return span.told(), 201

    @app.route("/reservations/<id>", methods=["DELETE"])
    def give_up(id):
        for days in rooms.values():
            for spans in days.values():
                for span in [one for one in spans if one.id == id]:
                    if span.person != request.headers["X-Person"]:
                        return {"error": "not yours"}, 403
                    spans.remove(span)
                    return {}, 204
        raise KeyError(id)

    app.add_url_rule("/rooms/<room>/<day>", view_func=Day.as_view("day"))
    return app
