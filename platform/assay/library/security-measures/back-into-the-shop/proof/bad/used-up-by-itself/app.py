"""Believes that a link which was followed is the only one."""

import os
from collections import defaultdict

import clock
import post
import store
from flask import Flask, abort, request, session
from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

BASE_URL = os.environ.get("BASE_URL", "https://shop.example")
AN_HOUR, HALF_AN_HOUR, MOST = 3600, 1800, 3

app = Flask(__name__)
app.secret_key = os.environ.get("SECRET_KEY", "only for development")
links = URLSafeTimedSerializer(app.secret_key)
resets = URLSafeSerializer(app.secret_key, salt="a new password")
sent = defaultdict(list)
confirmed, used = [], set()


def start_session(mail):
    session["mail"], session["version"] = mail, store.find(mail)["version"]


def may_send(mail):
    """Whether one more mail is within the limit, and a note of it."""
    now = clock.now()
    sent[mail] = [then for then in sent[mail] if then > now - AN_HOUR]
    if len(sent[mail]) < MOST:
        sent[mail].append(now)
        return True
    return False


def account_of(token):
    """The account that the link is for; 410 where it is not good."""
    try:
        mail, version, then = resets.loads(token)
    except BadData:
        abort(410)
    account = store.find(mail)
    if account is None or token in used or clock.now() > then + HALF_AN_HOUR:
        abort(410)
    return account


@app.post("/sign-in")
def sign_in():
    mail, password = request.json["mail"], request.json["password"]
    if not store.has_password(mail, password):
        abort(403)
    start_session(mail)
    return "", 204


@app.get("/account")
def account():
    found = store.find(session.get("mail"))
    if found is None or found["version"] != session.get("version"):
        abort(401)
    return found


@app.post("/password")
def change_password():
    mail = account()["mail"]
    if not store.has_password(mail, request.json["old"]):
        abort(403)
    store.set_password(mail, request.json["new"])
    start_session(mail)
    return "", 204


@app.post("/forgotten")
def forgotten():
    found = store.find(request.json["mail"])
    if found and may_send(found["mail"]):
        token = resets.dumps([found["mail"], found["version"], clock.now()])
        post.send(found["mail"], f"A new password: {BASE_URL}/reset?token={token}")
    return {"message": "If there is such an account, we have written to it."}, 202


@app.post("/reset")
def reset():
    found, password = account_of(request.json["token"]), request.json["password"]
    if len(password) >= 12:
        used.add(request.json["token"])
    if len(password) < 12:
        abort(422)
    store.set_password(found["mail"], password)
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
