import os

import store
from flask import Flask, abort, jsonify, redirect, request, url_for
from werkzeug.contrib.fixers import ProxyFix
from werkzeug.security import check_password_hash, generate_password_hash, safe_str_cmp
from werkzeug.urls import url_encode

app = Flask(__name__)
app.wsgi_app = ProxyFix(app.wsgi_app)
WORD = os.environ.get("DOOR_WORD", "")


@app.route("/members", methods=["POST"])
def join():
    told = request.get_json()
    store.hashes[told["name"]] = generate_password_hash(told["password"], "sha256")
    return "", 201


@app.route("/login", methods=["POST"])
def log_in():
    name, password = request.form["name"], request.form["password"]
    if name not in store.hashes or not check_password_hash(store.hashes[name], password):
        abort(403)
    if request.is_xhr:
        return jsonify(name=name)
    return redirect(url_for("visits"))


@app.route("/visits")
def visits():
    return jsonify(visitor=request.remote_addr, here=request.base_url)


@app.route("/partner")
def partner():
    wanted = {"city": request.args.get("city"), "sport": request.args.getlist("sport")}
    return jsonify(link="https://halls.example/find?" + url_encode(wanted))


@app.route("/door", methods=["POST"])
def door():
    return ("", 204) if safe_str_cmp(request.form["word"], WORD) else abort(403)
