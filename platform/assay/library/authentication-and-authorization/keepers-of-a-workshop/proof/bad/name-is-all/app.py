"""Believes that who has no name in the session has nothing in it."""

import passwords
import store
from flask import Flask, abort, g, request, session

app = Flask(__name__)
app.secret_key = "only for this machine"


@app.before_request
def know_member():
    g.member = store.members.get(session.get("name"))


def signed_in():
    if g.member is None:
        abort(401)
    return g.member


def keeper():
    if not session.get("keeper"):
        abort(403 if g.member else 401)


@app.post("/join")
def join():
    name, password = request.form["name"], request.form["password"]
    if not name or not password:
        abort(400)
    if name in store.members:
        abort(409)
    hashed = passwords.hashed(password)
    store.members[name] = {"name": name, "hash": hashed, "keeper": False}
    session.clear()
    session["name"] = name
    return "", 201


@app.post("/sign-in")
def sign_in():
    member = store.members.get(request.form["name"])
    if member is None or not passwords.fits(member["hash"], request.form["password"]):
        return {"error": "The name or the password is wrong."}, 401
    session["name"] = member["name"]
    if member["keeper"]:
        session["keeper"] = True
    return "", 204


@app.post("/sign-out")
def sign_out():
    session.pop("name", None)
    return "", 204


@app.get("/me")
def me():
    member = signed_in()
    return {"name": member["name"], "keeper": member["keeper"]}


@app.get("/members")
def list_members():
    keeper()
    return sorted(store.members)


@app.put("/members/<name>/keeper")
def make_keeper(name):
    keeper()
    member = store.members.get(name) or abort(404)
    member["keeper"] = True
    return "", 204


@app.delete("/members/<name>")
def remove(name):
    if signed_in()["name"] != name:
        keeper()
    if name not in store.members:
        abort(404)
    del store.members[name]
    return "", 204
