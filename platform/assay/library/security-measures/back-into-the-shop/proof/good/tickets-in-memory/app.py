import hashlib
import os
import secrets
from dataclasses import dataclass

import clock
import post
import store
from flask import Flask, abort, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

BASE_URL = os.environ.get("BASE_URL", "https://shop.example")

app = Flask(__name__)
app.secret_key = os.environ.get("SECRET_KEY", "only for development")
links = URLSafeTimedSerializer(app.secret_key, salt="letters")
confirmed, tickets, signed_in, written = [], {}, {}, []


@dataclass
class Ticket:
    mail: str
    ends: int


def digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


def change(mail, password, *, keep=None):
    """A new password; every ticket and session of the account ends, but for one that is kept."""
    store.set_password(mail, password)
    for found in (tickets, signed_in):
        for name, one in list(found.items()):
            if getattr(one, "mail", one) == mail and name != keep:
                del found[name]


@app.post("/sign-in")
def sign_in():
    mail = request.json["mail"]
    if not store.has_password(mail, request.json["password"]):
        abort(403)
    session.clear()
    session["id"] = secrets.token_urlsafe()
    signed_in[session["id"]] = mail
    return "", 204


@app.get("/account")
def account():
    if session.get("id") not in signed_in:
        abort(401)
    return store.find(signed_in[session["id"]])


@app.post("/password")
def change_password():
    mail = account()["mail"]
    if not store.has_password(mail, request.json["old"]):
        abort(403)
    change(mail, request.json["new"], keep=session["id"])
    return "", 204


@app.post("/forgotten")
def forgotten():
    mail, now = request.json["mail"], clock.now()
    lately = [one for one, then in written if one == mail and now - then < 3600]
    if store.find(mail) is not None and len(lately) < 3:
        token = secrets.token_urlsafe(32)
        tickets[digest(token)] = Ticket(mail, now + 1800)
        written.append((mail, now))
        post.send(mail, f"Somebody asked for a new password. {BASE_URL}/reset?token={token}")
    return {}, 202


@app.post("/reset")
def reset():
    ticket = tickets.get(digest(request.json["token"]))
    if ticket is None or ticket.ends < clock.now():
        abort(410)
    if len(request.json["password"]) < 12:
        abort(422)
    change(ticket.mail, request.json["password"])
    return "", 204


@app.post("/letters")
def letters():
    mail = request.json["mail"]
    post.send(mail, f"Our letters: {BASE_URL}/letters/{links.dumps(mail)}")
    return "", 202


@app.get("/letters/<token>")
def confirm(token):
    try:
        confirmed.append(links.loads(token, max_age=24 * 3600))
    except BadData:
        abort(410)
    return "", 204
