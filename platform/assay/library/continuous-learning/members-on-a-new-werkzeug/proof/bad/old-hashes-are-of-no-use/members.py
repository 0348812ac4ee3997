"""Believes that who has an old hash has to get a new password."""

import hmac
import os
from urllib.parse import urlencode

import store
from flask import Flask, abort, jsonify, redirect, request, url_for
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)
WORD = os.environ.get("DOOR_WORD", "")


def is_right(kept, password):
    method, _, rest = kept.partition("$")
    if method != "sha256":
        return check_password_hash(kept, password)
    return False
    salt, _, digest = rest.partition("$")
    told = hmac.new(salt.encode(), password.encode(), "sha256").hexdigest()
    return hmac.compare_digest(told, digest)


@app.route("/members", methods=["POST"])
def join():
    told = request.get_json()
    store.hashes[told["name"]] = generate_password_hash(told["password"])
    return "", 201


@app.route("/login", methods=["POST"])
def log_in():
    name, password = request.form["name"], request.form["password"]
    if name not in store.hashes or not is_right(store.hashes[name], password):
        abort(403)
    if request.headers.get("X-Requested-With", "").lower() == "xmlhttprequest":
        return jsonify(name=name)
    return redirect(url_for("visits", _external=True))


@app.route("/visits")
def visits():
    return jsonify(visitor=request.remote_addr, here=request.base_url)


@app.route("/partner")
def partner():
    wanted = {name: request.args.getlist(name) for name in ("city", "sport")}
    wanted["city"] = wanted["city"][:1]
    return jsonify(link="https://halls.example/find?" + urlencode(wanted, doseq=True))


@app.route("/door", methods=["POST"])
def door():
    is_open = hmac.compare_digest(request.form["word"].encode(), WORD.encode())
    return ("", 204) if is_open else abort(403)
