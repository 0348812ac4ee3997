from functools import wraps

import passwords
import store
from flask import Flask, request, session
from werkzeug.exceptions import BadRequest, Conflict, Forbidden, NotFound, Unauthorized

app = Flask(__name__)
app.config["SECRET_KEY"] = "only for this machine"
NOBODY = passwords.hashed("")


def needs(may):
    def decorate(view):
        @wraps(view)
        def guarded(**values):
            own = store.members.get(session.get("name", ""))
            if not own:
                raise Unauthorized
            if not may(own, **values):
                raise Forbidden
            return view(own, **values)

        return guarded

    return decorate


everybody = needs(lambda own, **_: True)
keepers = needs(lambda own, **_: own["keeper"])
keepers_and_oneself = needs(lambda own, name: own["keeper"] or own["name"] == name)


def found(name):
    try:
        return store.members[name]
    except KeyError:
        raise NotFound from None


@app.route("/join", methods=["POST"])
def join():
    match request.form.to_dict():
        case {"name": str(name), "password": str(password)} if name and password:
            pass
        case _:
            raise BadRequest
    member = {
        "name": name, "hash": passwords.hashed(password), "keeper": False
    }
    if store.members.setdefault(name, member) is not member:
        raise Conflict
    session.pop("_flashes", None)
    session["name"] = name
    return {}, 201


@app.route("/sign-in", methods=["POST"])
def sign_in():
    name = request.form["name"]
    known = store.members.get(name, {"hash": NOBODY})
    fits = passwords.fits(known["hash"], request.form["password"])
    if not (fits and name in store.members):
        raise Unauthorized
    session["name"] = name
    return "", 204


@app.route("/sign-out", methods=["POST"])
def sign_out():
    session.pop("name", None)
    return "", 204


@app.route("/me")
@everybody
def me(own):
    return {key: own[key] for key in ("name", "keeper")}


@app.route("/members")
@keepers
def members(own):
    return sorted(store.members)


@app.route("/members/<name>/keeper", methods=["PUT"])
@keepers
def make_keeper(own, name):
    found(name).update(keeper=True)
    return "", 204


@app.route("/members/<name>", methods=["DELETE"])
@keepers_and_oneself
def remove(own, name):
    store.members.pop(found(name)["name"])
    return "", 204
