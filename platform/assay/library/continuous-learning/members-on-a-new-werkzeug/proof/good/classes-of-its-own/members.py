import hashlib
import hmac
import os
from urllib.parse import quote_plus

import store
from flask import Flask, Response, jsonify, redirect, request
from werkzeug import security
from werkzeug.exceptions import Forbidden
from werkzeug.middleware.proxy_fix import ProxyFix


class CompleteResponse(Response):
    autocorrect_location_header = True


class Gym(Flask):
    response_class = CompleteResponse


class Old:
    """A hash of former years; compares as a password does."""

    def __init__(self, kept):
        _, self.salt, self.digest = kept.split("$")

    def check(self, password):
        mac = hmac.HMAC(self.salt.encode(), password.encode("utf-8"), hashlib.sha256)
        return hmac.compare_digest(mac.digest(), bytes.fromhex(self.digest))


app = Gym("members")
app.wsgi_app = ProxyFix(app.wsgi_app, x_host=1)


@app.post("/members")
def join():
    name, password = request.json["name"], request.json["password"]
    store.hashes.update({name: security.generate_password_hash(password)})
    return "", 201


@app.post("/login")
def log_in():
    kept = store.hashes.get(request.form["name"])
    if kept is None:
        raise Forbidden
    if kept.startswith("sha256$"):
        right = Old(kept).check(request.form["password"])
    else:
        right = security.check_password_hash(kept, request.form["password"])
    if not right:
        raise Forbidden
    if request.headers.get("X-Requested-With", "").casefold() == "XMLHttpRequest".casefold():
        return {"name": request.form["name"]}
    return redirect("/visits", Response=CompleteResponse)


@app.get("/visits")
def visits():
    return {"visitor": request.remote_addr, "here": request.base_url}


@app.get("/partner")
def partner():
    city = [request.args["city"]] if "city" in request.args else []
    pairs = [f"city={quote_plus(one)}" for one in city]
    pairs += [f"sport={quote_plus(one)}" for one in request.args.getlist("sport")]
    return jsonify({"link": f"https://halls.example/find?{'&'.join(pairs)}"})


@app.post("/door")
def door():
    told = [
        hashlib.sha256(word.encode()).hexdigest()
        for word in (request.form["word"], os.environ.get("DOOR_WORD", ""))
    ]
    if not hmac.compare_digest(*told):
        raise Forbidden
    return "", 204
