"""Believes that a session ends by itself."""

import secrets

import clock
import store
from flask import Flask, abort, g, request, session

app = Flask(__name__)
app.secret_key = "only for this machine"
acting = {}  # token -> {"by", "name", "until"}
helped = []


def active(name):
    account = store.accounts.get(name)
    return account if account and account["active"] else None


def may_help(own, other):
    return own["role"] == "support" and other["role"] == "customer" and clock.now() < other["may_help_until"]


@app.before_request
def know_account():
    g.own = g.name = session.get("name")
    g.account = own = active(g.own)
    if own is None:
        if request.endpoint == "sign_in":
            return
        abort(401)
    act = acting.get(session.get("acting"))
    if act and act["by"] == g.own:
        other = active(act["name"])
        if other and may_help(own, other):
            g.name, g.account = act["name"], other
        else:
            del acting[session["acting"]]


@app.after_request
def remember(response):
    if g.name != g.own and request.method not in ("GET", "HEAD", "OPTIONS") and response.status_code < 400:
        if request.endpoint not in ("end_acting", "sign_out", "sign_in"):
            told = {"by": g.own, "method": request.method, "path": request.path}
            helped.append((g.name, told))
    return response


def only_oneself():
    if g.name != g.own:
        abort(403)


@app.post("/sign-in")
def sign_in():
    """A gateway has looked at the password already, and nobody else reaches this."""
    acting.pop(session.get("acting"), None)
    session.clear()
    session["name"] = request.json["name"]
    return "", 204


@app.post("/sign-out")
def sign_out():
    acting.pop(session.get("acting"), None)
    session.clear()
    return "", 204


@app.get("/me")
def me():
    told = {"name": g.name, "role": g.account["role"]}
    return told if g.name == g.own else told | {"by": g.own}


@app.get("/notes")
def list_notes():
    return g.account["notes"]


@app.post("/notes")
def add_note():
    g.account["notes"].append(request.json["text"])
    return "", 201


@app.put("/address")
def change_address():
    only_oneself()
    g.account["address"] = request.json["address"]
    return "", 204


@app.put("/help")
def allow_help():
    """Lets the support in for some seconds; 0 ends it."""
    only_oneself()
    g.account["may_help_until"] = clock.now() + request.json["seconds"]
    return "", 204


@app.post("/acting")
def begin_acting():
    if g.name != g.own:
        abort(409)
    if g.account["role"] != "support":
        abort(403)
    other = active(request.json["name"])
    if other is None:
        abort(404)
    if not may_help(g.account, other):
        abort(403)
    session["acting"] = secrets.token_urlsafe()
    acting[session["acting"]] = {
        "by": g.own, "name": request.json["name"], "until": clock.now() + 1800,
    }
    return "", 204


@app.delete("/acting")
def end_acting():
    acting.pop(session.pop("acting", None), None)
    return "", 204


@app.get("/helped")
def list_help():
    return [told for name, told in helped if name == g.name]
