import passwords
import store
from flask import Flask, abort, g, request, session

app = Flask(__name__)
app.secret_key = "only for this machine"


@app.before_request
def know_member():
    g.member = store.members.get(session.get("name"))


@app.post("/join")
def join():
    name, password = request.form["name"], request.form["password"]
    store.members[name] = {"name": name, "hash": passwords.hashed(password), **request.form}
    session["name"] = name
    return "", 201


@app.post("/sign-in")
def sign_in():
    member = store.members.get(request.form["name"])
    if member is None:
        return {"error": "There is no such member."}, 401
    if not passwords.fits(member["hash"], request.form["password"]):
        return {"error": "The password is wrong."}, 401
    session["name"] = member["name"]
    session["keeper"] = member.get("keeper")
    return "", 204


@app.post("/sign-out")
def sign_out():
    session["name"] = None
    return "", 204


@app.get("/me")
def me():
    return g.member


@app.get("/members")
def list_members():
    if not session["keeper"]:
        abort(401)
    return sorted(store.members)


@app.put("/members/<name>/keeper")
def make_keeper(name):
    if not session["keeper"]:
        abort(401)
    store.members[name]["keeper"] = True
    return "", 204


@app.delete("/members/<name>")
def remove(name):
    if g.member is None:
        abort(401)
    store.members.pop(name)
    return "", 204
