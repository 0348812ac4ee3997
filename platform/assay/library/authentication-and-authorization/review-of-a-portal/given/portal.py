import hashlib
import secrets

from flask import Blueprint, abort, current_app, g, request, session
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.security import check_password_hash, generate_password_hash

bp = Blueprint("portal", __name__)
NOBODY = {"hash": generate_password_hash(secrets.token_hex()), "round": 0}
accounts = {}  # name -> {"hash", "round", "firm", "admin", "telephone"}
keys = {}  # SHA-256 of an API key, which is 32 random bytes -> name
codes = {}  # name -> the code that was sent to its telephone
invoices = {}  # number -> {"firm", "sum"}
papers = {}  # number -> {"invoice", "text"}


def invitations():
    return URLSafeTimedSerializer(current_app.secret_key, salt="invitation")


@bp.before_request
def know_account():
    digest = hashlib.sha256(request.headers.get("X-Api-Key", "").encode()).hexdigest()
    g.name = session.get("name") or keys.get(digest)
    g.account = accounts.get(g.name)
    if "name" in session and g.account and session["round"] != g.account["round"]:
        g.account = None


def signed_in(admin=False):
    if g.account is None:
        abort(401)
    if admin and not g.account["admin"]:
        abort(403)
    return g.account


@bp.post("/login")
def login():
    name, password = request.form["name"], request.form["password"]
    known = accounts.get(name, NOBODY)
    if not check_password_hash(known["hash"], password):
        abort(403)
    session.clear()
    session.update(name=name, round=known["round"])
    return "", 204


@bp.post("/forgotten")
def forget():
    name = request.form["name"]
    if name in accounts:
        codes[name] = f"{secrets.randbelow(10**8):08}"
        current_app.extensions["telephone"](accounts[name]["telephone"], codes[name])
    return "", 204


@bp.post("/password")
def set_password():
    name, new = request.form["name"], generate_password_hash(request.form["password"])
    if codes.pop(name, None) != request.form.get("code"):
        abort(403)
    accounts[name].update(hash=new, round=accounts[name]["round"] + 1)
    return "", 204


def own_invoice(number):
    firm, found = signed_in()["firm"], invoices.get(number)
    return found if found and found["firm"] == firm else abort(404)


@bp.get("/invoices/<int:number>")
def show_invoice(number):
    return own_invoice(number)


@bp.get("/invoices/<int:number>/papers/<int:paper>")
def show_paper(number, paper):
    own_invoice(number)
    found = papers.get(paper) or abort(404)
    return {"text": found["text"]}


@bp.get("/accounts/<name>")
def show_account(name):
    own, other = signed_in(), accounts.get(name)
    is_chief = other is not None and own["admin"]
    if name != g.name and not is_chief:
        abort(404)
    return {"name": name, "telephone": other["telephone"]}


@bp.put("/accounts/<name>/admin")
def change_admin(name):
    own, other = signed_in(admin=True), accounts.get(name)
    if other is None or other["firm"] != own["firm"]:
        abort(404)
    other["admin"] = request.form["admin"] == "yes"
    return "", 204


@bp.post("/invitations")
def invite():
    firm = signed_in(admin=True)["firm"]
    told = {"name": request.form["name"], "firm": firm, "admin": False}
    return {"token": invitations().dumps(told)}


@bp.post("/join")
def join():
    try:
        told = invitations().loads(request.form["token"], max_age=86400)
    except BadData:
        abort(403)
    if told["name"] in accounts:
        abort(409)
    account = {**told, **request.form, "round": 0}
    account["hash"] = generate_password_hash(account.pop("password"))
    accounts[told["name"]] = account
    return "", 201
