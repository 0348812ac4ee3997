import os

import post
import store
from flask import Flask, abort, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

BASE_URL = os.environ.get("BASE_URL", "https://shop.example")

app = Flask(__name__)
app.secret_key = os.environ.get("SECRET_KEY", "only for development")
links = URLSafeTimedSerializer(app.secret_key)
confirmed = []


@app.post("/sign-in")
def sign_in():
    mail, password = request.json["mail"], request.json["password"]
    if not store.has_password(mail, password):
        abort(403)
    session["mail"] = mail
    return "", 204


@app.get("/account")
def account():
    return store.find(session.get("mail")) or abort(401)


@app.post("/password")
def change_password():
    mail = account()["mail"]
    if not store.has_password(mail, request.json["old"]):
        abort(403)
    store.set_password(mail, request.json["new"])
    return "", 204


@app.post("/forgotten")
def forgotten():
    mail = request.json["mail"]
    if store.find(mail) is None:
        abort(404)
    post.send(mail, f"A new password: {request.host_url}reset?token={links.dumps(mail)}")
    session["mail"] = mail
    return {"message": f"We have written to {mail}."}, 202


@app.post("/reset")
def reset():
    try:
        mail = links.loads(request.json["token"], max_age=24 * 3600)
    except BadData:
        abort(410)
    store.set_password(mail, request.json["password"])
    session["mail"] = mail
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
