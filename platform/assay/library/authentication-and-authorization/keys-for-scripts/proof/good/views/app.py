from functools import wraps
from secrets import token_hex

import clock
import store
from flask import Blueprint, Flask, g, jsonify, request
from werkzeug.security import check_password_hash, generate_password_hash

DAY = 86400
people = Blueprint("people", __name__, url_prefix="/keys")


def refused(status, **headers):
    return jsonify(error="Refused."), status, {k.replace("_", "-"): v for k, v in headers.items()}


@people.before_request
def know():
    g.who = request.headers.get("X-User")
    if not g.who:
        return refused(401)


@people.post("")
def make():
    match request.json:
        case {"scopes": [*scopes], "days": int(days)} if days is not True and 0 < days < 366:
            pass
        case _:
            return refused(400)
    if set(map(str, scopes)) not in ({"read"}, {"write"}, {"read", "write"}):
        return refused(400)
    name, secret = token_hex(8), token_hex(16)
    hashed = generate_password_hash(secret, "pbkdf2:sha256:1000")
    row = {"name": name, "hash": hashed, "of": g.who, "scopes": scopes}
    number = store.add_key(**row, until=clock.now() + days * DAY)
    return jsonify(number=number, key=f"{name}-{secret}"), 201


@people.get("")
def own():
    rows = [row for row in store.all_keys() if row["of"] == g.who]
    return jsonify([{"number": r["number"], "scopes": r["scopes"], "expires": r["until"]} for r in rows])


@people.delete("/<int:number>")
def end(number):
    row = store.keys.get(number)
    if row is None or row["of"] != g.who:
        return refused(404)
    store.delete_key(number)
    return "", 204


def row_for(key):
    name, _, secret = key.partition("-")
    for row in store.all_keys():
        if row["name"] == name and check_password_hash(row["hash"], secret):
            return row
    return None


def needs(scope):
    def around(view):
        @wraps(view)
        def guarded():
            sent = request.authorization
            is_bearer = sent is not None and sent.type == "bearer" and sent.token
            row = row_for(sent.token) if is_bearer else None
            if row is None or clock.now() >= row["until"]:
                return refused(401, WWW_Authenticate='Bearer realm="notes"')
            return view(row["of"]) if scope in row["scopes"] else refused(403)

        return guarded

    return around


app = Flask(__name__)
app.register_blueprint(people)


@app.get("/notes")
@needs("read")
def notes(who):
    return store.notes_of(who)


@app.post("/notes")
@needs("write")
def write(who):
    store.add_note(who, request.json["text"])
    return "", 201
