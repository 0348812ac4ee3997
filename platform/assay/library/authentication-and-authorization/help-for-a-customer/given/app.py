import clock
import store
from flask import Flask, abort, g, request, session

app = Flask(__name__)
app.secret_key = "only for this machine"


@app.before_request
def know_account():
    g.name = session.get("name")
    g.account = store.accounts.get(g.name)
    if g.account is not None and not g.account["active"]:
        g.account = None
    if g.account is None and request.endpoint != "sign_in":
        abort(401)


@app.post("/sign-in")
def sign_in():
    """A gateway has looked at the password already, and nobody else reaches this."""
    session.clear()
    session["name"] = request.json["name"]
    return "", 204


@app.post("/sign-out")
def sign_out():
    session.clear()
    return "", 204


@app.get("/me")
def me():
    return {"name": g.name, "role": g.account["role"]}


@app.get("/notes")
def list_notes():
    return g.account["notes"]


@app.post("/notes")
def add_note():
    g.account["notes"].append(request.json["text"])
    return "", 201


@app.put("/address")
def change_address():
    g.account["address"] = request.json["address"]
    return "", 204


@app.put("/help")
def allow_help():
    """Lets the support in for some seconds; 0 ends it."""
    g.account["may_help_until"] = clock.now() + request.json["seconds"]
    return "", 204


@app.post("/acting")
def begin_acting():
    session["name"] = request.json["name"]
    return "", 204


@app.delete("/acting")
def end_acting():
    abort(501)


@app.get("/helped")
def list_help():
    abort(501)
