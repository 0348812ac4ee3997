import hashlib
import hmac

from flask import Blueprint, abort, current_app, request, session
from werkzeug.security import check_password_hash, generate_password_hash

bp = Blueprint("gardens", __name__)
OPEN = {"gardens.join", "gardens.login", "gardens.forget", "gardens.set_password"}
members = {}  # name -> {"hash", "chair"}
plots = {}  # number -> {"holder", "crop"}
notices = {}  # number -> text
letters = []  # {"to", "text"}, each to a member


def known_as(text):
    return text.strip().casefold()


def reset_key(name):
    text = f"{name} {members[name]['hash']}".encode()
    return hmac.new(current_app.secret_key.encode(), text, hashlib.sha256).hexdigest()


@bp.before_request
def only_members_change_things():
    if request.endpoint in OPEN:
        return
    if request.method == "POST" and session.get("name") not in members:
        abort(401)


@bp.post("/join")
def join():
    if request.form["name"] in members:
        abort(409)
    name = known_as(request.form["name"])
    members[name] = {"hash": generate_password_hash(request.form["password"]), "chair": False}
    return "", 201


@bp.post("/login")
def login():
    name = known_as(request.form["name"])
    member = members.get(name)
    if member is None or not check_password_hash(member["hash"], request.form["password"]):
        abort(403)
    session.clear()
    session["name"], session["chair"] = name, member["chair"]
    return "", 204


@bp.post("/forgotten")
def forget():
    name = known_as(request.form["name"])
    if name in members:
        current_app.extensions["post"](name, reset_key(name))
    return "", 204


@bp.post("/password")
def set_password():
    name = known_as(request.form["name"])
    if name not in members or not hmac.compare_digest(reset_key(name), request.form["key"]):
        abort(403)
    members[name]["hash"] = generate_password_hash(request.form["password"])
    return "", 204


@bp.post("/chair")
def hand_over():
    own, other = members[session["name"]], members.get(known_as(request.form["name"]))
    if not own["chair"] or other is None:
        abort(403)
    own["chair"], other["chair"] = False, True
    return "", 204


@bp.post("/plots/<int:number>/holder")
def give_plot(number):
    if not session.get("chair"):
        abort(403)
    plot = plots.get(number) or abort(404)
    plot["holder"] = known_as(request.form["holder"])
    return "", 204


@bp.put("/plots/<int:number>")
def plant(number):
    plot = plots.get(number) or abort(404)
    if plot["holder"] != known_as(request.form["member"]):
        abort(403)
    plot["crop"] = request.form["crop"]
    return "", 204


@bp.get("/letters")
def own_letters():
    return [letter["text"] for letter in letters if letter["to"] == session.get("name")]


@bp.delete("/notices/<int:number>")
def take_down(number):
    if notices.pop(number, None) is None:
        abort(404)
    return "", 204
