"""Believes that who may write may read."""

import hashlib
import secrets

import clock
import store
from flask import Flask, abort, request
from werkzeug.exceptions import Unauthorized

app = Flask(__name__)
SCOPES = {"read", "write"}


def person():
    return request.headers.get("X-User") or abort(401)


def digest_of(key):
    return hashlib.sha256(key.encode()).hexdigest()


def owner(scope):
    word, _, key = request.headers.get("Authorization", "").partition(" ")
    digest = digest_of(key.strip())
    for row in store.all_keys():
        if word.lower() == "bearer" and row["digest"] == digest and row["expires"] > clock.now():
            if scope not in row["scopes"] and "write" not in row["scopes"]:
                abort(403)
            return row["owner"]
    raise Unauthorized(response=app.response_class("", 401, {"WWW-Authenticate": "Bearer"}))


def is_wish(scopes, days):
    return (
        isinstance(scopes, list)
        and scopes
        and all(one in SCOPES for one in scopes)
        and type(days) is int
        and 1 <= days <= 365
    )


@app.post("/keys")
def make_key():
    who, told = person(), request.get_json()
    scopes, days = told.get("scopes"), told.get("days")
    if not is_wish(scopes, days):
        abort(400)
    key = secrets.token_urlsafe(32)
    expires = clock.now() + days * 24 * 60 * 60
    number = store.add_key(owner=who, digest=digest_of(key), scopes=scopes, expires=expires)
    return {"number": number, "key": key}, 201


@app.get("/keys")
def list_keys():
    who = person()
    return [
        {name: row[name] for name in ("number", "scopes", "expires")}
        for row in store.all_keys()
        if row["owner"] == who
    ]


@app.delete("/keys/<int:number>")
def end_key(number):
    who = person()
    if not any(row["number"] == number and row["owner"] == who for row in store.all_keys()):
        abort(404)
    store.delete_key(number)
    return "", 204


@app.get("/notes")
def list_notes():
    return store.notes_of(owner("read"))


@app.post("/notes")
def write_note():
    store.add_note(owner("write"), request.json["text"])
    return "", 201
