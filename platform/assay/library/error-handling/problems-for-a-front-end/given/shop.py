"""What the shop does. It is right; leave it as it is."""

from flask import Blueprint, abort, request

api = Blueprint("api", __name__, url_prefix="/api")
pages = Blueprint("pages", __name__)
lamps = {"desk": 0}


class Refused(Exception):
    def __init__(self, code, words):
        super().__init__(words)
        self.code, self.words = code, words


@api.get("/lamps/<name>")
def show_lamp(name):
    if name not in lamps:
        abort(404, f"There is no lamp {name}.")
    return {"name": name, "count": lamps[name]}


@api.post("/orders")
def order():
    name = request.get_json()["name"]
    if lamps.get(name, 0) < 1:
        raise Refused("sold_out", f"{name} is sold out.")
    return {"name": name}, 201


@api.get("/price/<name>")
def price(name):
    return {"price": {}[name]}


@api.get("/reports")
def report():
    abort(429, retry_after=int(request.args["wait"]))


@pages.get("/")
def home():
    return "<h1>Lamps</h1>"


@pages.get("/apiary/<name>")
def apiary(name):
    return {}[name]
