"""Believes that the better status is better for old clients, too."""

import store
from flask import Flask, abort, g, jsonify, make_response, request

app = Flask(__name__)


def refused(status, message, errors):
    told = {"errors": errors} if g.version == "2" else {"message": message}
    abort(make_response(jsonify(told), status))


@app.before_request
def read_version():
    g.version = request.headers.get("API-Version", "1")
    if g.version not in ("1", "2"):
        g.version = None
        return {"message": "There are the versions 1 and 2."}, 400


@app.after_request
def name_version(response):
    response.vary.add("API-Version")
    if g.version:
        response.headers["API-Version"] = g.version
    return response


def found(number):
    return store.get(number) or refused(404, "There is no such customer.", ["id"])


def shown(customer):
    if g.version == "2":
        return customer
    phones = customer["phones"]
    number = phones[0]["number"] if phones else ""
    return {"id": customer["id"], "name": customer["name"], "phone": number}


def is_text(value):
    return isinstance(value, str) and bool(value.strip())


def is_phone(value):
    if not isinstance(value, dict):
        return False
    kind = value.get("kind")
    return isinstance(kind, str) and kind in store.KINDS and is_text(value.get("number"))


def read_phones(told):
    """The telephones as they are sent, or None."""
    phones = told.get("phones")
    if isinstance(phones, list) and all(map(is_phone, phones)):
        return [{"kind": one["kind"], "number": one["number"]} for one in phones]
    return None


def read_phone(told, before):
    """The telephones from before with the first one changed, or None."""
    number = told.get("phone")
    if number == "":
        return before[1:]
    if not is_text(number):
        return None
    kind = before[0]["kind"] if before else "other"
    return [{"kind": kind, "number": number}, *before[1:]]


@app.get("/customers")
def list_customers():
    customers = [shown(one) for one in store.every()]
    return {"items": customers} if g.version == "2" else customers


@app.get("/customers/<int:number>")
def show(number):
    return shown(found(number))


@app.put("/customers/<int:number>")
def change(number):
    before, told = found(number)["phones"], request.get_json()
    phones = read_phones(told) if g.version == "2" else read_phone(told, before)
    errors = [] if is_text(told.get("name")) else ["name"]
    errors += ["phones"] if phones is None else []
    if errors:
        refused(422, "Name and telephone, please.", errors)
    store.save(number, told["name"], phones)
    return show(number)
