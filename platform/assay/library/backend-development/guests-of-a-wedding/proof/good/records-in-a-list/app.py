from dataclasses import asdict, dataclass, field, replace

from flask import Flask, jsonify, request
from werkzeug.exceptions import BadRequest

app = Flask(__name__)
guests: list["Guest"] = []
given = 0


@dataclass
class Guest:
    id: int
    name: str
    seats: int = 1
    coming: bool | None = None
    dishes: list[str] = field(default_factory=list)


@app.errorhandler(LookupError)
def nobody(error):
    return {"error": "There is no such guest."}, 404


def at(number):
    return [guest.id for guest in guests].index(number)


@app.errorhandler(ValueError)
def not_in_list(error):
    return nobody(error)


@app.route("/guests", methods=["GET", "POST"])
def all_guests():
    global given
    if request.method == "GET":
        asked = request.args.get("coming")
        words = {True: "yes", False: "no", None: "unknown"}
        return jsonify([asdict(one) for one in guests if asked in (None, words[one.coming])])
    match request.json:
        case {"name": str(name), **rest} if name:
            given += 1
            guests.append(Guest(given, name, seats=rest.get("seats", 1)))
            return asdict(guests[-1]), 201
    raise BadRequest("A guest has a name.")


@app.route("/guests/<int:number>", methods=["GET", "PATCH", "DELETE"])
def one_guest(number):
    place = at(number)
    if request.method == "DELETE":
        del guests[place]
        return "", 204
    if request.method == "PATCH":
        told = {name: request.json[name] for name in request.json.keys() & {"name", "seats", "coming"}}
        guests[place] = replace(guests[place], **told)
    return asdict(guests[place])


@app.route("/guests/<int:number>/dishes", methods=["POST"])
def dishes(number):
    guest = guests[at(number)]
    guest.dishes.append(request.json["dish"])
    return asdict(guest), 201
