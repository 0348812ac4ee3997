import sqlite3
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort, current_app, g, redirect, request, send_from_directory, url_for
from itsdangerous import BadData, URLSafeSerializer
from markupsafe import escape

bp = Blueprint("letters", __name__)
ORDERS = {"new": "id DESC", "old": "id", "title": "title"}


@dataclass
class Reader:
    name: str
    address: str
    notes: str  # what the house knows of them


def db():
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
    return g.db


def leaving():
    return URLSafeSerializer(current_app.secret_key, salt="leaving")


def pictures():
    return Path(current_app.config["PICTURES"])


@bp.get("/letters")
def letters():
    order, term = request.args.get("order"), request.args.get("term", "")
    query = f"SELECT title FROM letter WHERE title LIKE ? ORDER BY {ORDERS.get(order, 'id')}"
    rows = db().execute(query, (f"%{term}%",))
    return {"titles": [title for (title,) in rows]}


@bp.get("/letters/<int:number>")
def letter(number):
    query = "SELECT title, text FROM letter WHERE id = ?"
    title, text = db().execute(query, (number,)).fetchone() or abort(404)
    return f"<h1>{escape(title)}</h1><pre>{escape(text)}</pre>"


@bp.post("/subscribe")
def subscribe():
    row = (request.form["name"], request.form["address"], "")
    db().execute("INSERT INTO reader VALUES (?, ?, ?)", row)
    db().commit()
    target = request.form.get("next", "")
    if not target.startswith("/"):
        target = url_for(".letters")
    return redirect(target, 303)


@bp.post("/leave/<token>")
def leave(token):
    try:
        _, address = leaving().loads_unsafe(token)
    except BadData:
        abort(403)
    db().execute("DELETE FROM reader WHERE address = ?", (address,))
    db().commit()
    return "You will get no more letters."


@bp.post("/author/trial")
def trial():
    """The letter as this reader would get it; authors try their greetings by it."""
    query = "SELECT name, address, notes FROM reader WHERE name = ?"
    row = db().execute(query, (request.form["reader"],)).fetchone() or abort(404)
    reader, greeting = Reader(*row), request.form["greeting"]
    return {"text": greeting.format(reader=reader) + "\n" + request.form["text"]}


@bp.post("/author/pictures")
def upload():
    picture = request.files["picture"]
    if not picture.filename.endswith((".png", ".jpg")):
        abort(400)
    picture.save(pictures() / picture.filename)
    return "", 201


@bp.get("/pictures/<path:name>")
def picture(name):
    return send_from_directory(pictures(), name)
