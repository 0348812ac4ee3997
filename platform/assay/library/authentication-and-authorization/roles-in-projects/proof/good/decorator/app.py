from enum import IntEnum
from functools import wraps

import store
from flask import Blueprint, Flask, g, request
from werkzeug.exceptions import BadRequest, Conflict, Forbidden, NotFound, Unauthorized


class Role(IntEnum):
    viewer = 1
    editor = 2
    owner = 3


app = Flask(__name__)
inside = Blueprint("inside", __name__, url_prefix="/projects/<int:number>")


def person():
    return request.headers.get("X-User", "")


@app.before_request
def sign_in():
    if person() == "":
        raise Unauthorized


@inside.url_value_preprocessor
def take_number(endpoint, values):
    g.number = values.pop("number")


@inside.before_request
def be_member():
    g.project = store.project(g.number) or {"members": {}}
    if person() not in g.project["members"]:
        raise NotFound
    g.role = Role[g.project["members"][person()]]


def at_least(role):
    def decorate(view):
        @wraps(view)
        def guarded(**values):
            if g.role < role:
                raise Forbidden
            return view(**values)

        return guarded

    return decorate


def others_own():
    return any(r == "owner" for n, r in g.project["members"].items() if n != request.view_args["name"])


@app.route("/projects", methods=["GET", "POST"])
def projects():
    if request.method == "POST":
        return store.add_project(request.json["name"], person()), 201
    return [one for one in store.projects() if one["members"].get(person())]


@inside.get("")
def show():
    return g.project


@inside.get("/notes")
def notes():
    return store.notes_of(g.number)


@inside.post("/notes")
@at_least(Role.editor)
def write():
    return store.add_note(g.number, person(), request.json["text"]), 201


@inside.delete("/notes/<int:note>")
@at_least(Role.editor)
def delete(note):
    mine = {one["number"]: one["author"] for one in store.notes_of(g.number)}
    if note not in mine:
        raise NotFound
    if g.role < Role.owner and mine[note] != person():
        raise Forbidden
    store.delete_note(note)
    return "", 204


@inside.put("/members/<name>")
@at_least(Role.owner)
def give(name):
    match request.json:
        case {"role": "owner" as role}:
            pass
        case {"role": "viewer" | "editor" as role}:
            if not others_own():
                raise Conflict
        case _:
            raise BadRequest
    store.set_role(g.number, name, role)
    return "", 204


@inside.delete("/members/<name>")
def take_out(name):
    if name != person() and g.role < Role.owner:
        raise Forbidden
    if name not in g.project["members"]:
        raise NotFound
    if not others_own():
        raise Conflict
    store.remove_member(g.number, name)
    return "", 204


app.register_blueprint(inside)
