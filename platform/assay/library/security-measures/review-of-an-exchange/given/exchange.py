import hashlib
import hmac
import sqlite3
import tarfile
import time
import zipfile
from pathlib import Path

from flask import Blueprint, abort, current_app, g, request, send_from_directory, session, url_for
from markupsafe import Markup
from werkzeug.security import check_password_hash

bp = Blueprint("exchange", __name__)
failed = {}


def db():
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
    return g.db


def own_folder():
    name = session.get("user") or abort(401)
    folder = Path(current_app.config["FILES"]).resolve() / name
    folder.mkdir(exist_ok=True)
    return folder


def sign(number, expires):
    text = f"{number}{expires}".encode()
    return hmac.new(current_app.secret_key.encode(), text, hashlib.sha256).hexdigest()


@bp.post("/login")
def login():
    visitor = request.headers.get("X-Forwarded-For", request.remote_addr)
    if failed.get(visitor, 0) >= 5:
        abort(429)
    name, query = request.form["name"], "SELECT password FROM account WHERE name = ?"
    row = db().execute(query, (name,)).fetchone()
    if row is None or not check_password_hash(row[0], request.form["password"]):
        failed[visitor] = failed.get(visitor, 0) + 1
        abort(403)
    session["user"] = name
    return "", 204


@bp.get("/titles")
def titles():
    numbers = request.args.getlist("number")
    marks = ",".join("?" * len(numbers))
    query = f"SELECT title FROM document WHERE owner = ? AND id IN ({marks})"
    rows = db().execute(query, (session.get("user"), *numbers))
    return Markup("").join(Markup("<li>%s</li>") % title for (title,) in rows)


@bp.post("/documents/<int:number>/link")
def make_link(number):
    query = "SELECT 1 FROM document WHERE id = ? AND owner = ?"
    if db().execute(query, (number, session.get("user"))).fetchone() is None:
        abort(404)
    expires = int(time.time()) + 3600
    known = {"number": number, "expires": expires, "sign": sign(number, expires)}
    return {"link": url_for(".linked", **known)}


@bp.get("/linked")
def linked():
    number, expires = request.args["number"], request.args["expires"]
    if not hmac.compare_digest(sign(number, expires).encode(), request.args["sign"].encode()):
        abort(403)
    if int(expires) < time.time():
        abort(410)
    row = db().execute("SELECT text FROM document WHERE id = ?", (int(number),)).fetchone()
    return {"text": row[0]}


@bp.post("/inbox")
def take_in():
    stream, folder = request.files["archive"].stream, own_folder()
    if zipfile.is_zipfile(stream):
        with zipfile.ZipFile(stream) as archive:
            archive.extractall(folder)
    else:
        stream.seek(0)
        with tarfile.open(fileobj=stream) as archive:
            archive.extractall(path=folder)
    return "", 204


@bp.get("/files/<path:name>")
def file(name):
    return send_from_directory(own_folder(), name)


@bp.get("/preview")
def preview():
    folder = own_folder()
    path = (folder / request.args["name"]).resolve()
    if not str(path).startswith(str(folder)) or not path.is_file():
        abort(404)
    return {"begins": path.read_text()[:200]}
