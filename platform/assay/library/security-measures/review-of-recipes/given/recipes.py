import sqlite3

from flask import Blueprint, abort, current_app, render_template_string, request, send_file
from flask import g, send_from_directory, session
from markupsafe import escape

bp = Blueprint("recipes", __name__)
PAGE = "<h1>{{ title }}</h1><p>{{ text }}</p>"
ORDERS = {"title": "title", "newest": "id DESC"}


def db():
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"], isolation_level=None)
    return g.db


@bp.get("/recipes")
def list_recipes():
    order = ORDERS.get(request.args.get("order"), "title")
    rows = db().execute(f"SELECT title FROM recipe WHERE public = 1 ORDER BY {order}")
    return {"titles": [title for (title,) in rows]}


@bp.get("/search")
def search():
    like = f"%{request.args['word']}%"
    rows = db().execute(f"SELECT title FROM recipe WHERE public = 1 AND title LIKE '{like}'")
    titles = [title for (title,) in rows]
    if not titles:
        return f"<p>There is nothing about {escape(request.args['word'])}.</p>"
    return {"titles": titles}


@bp.get("/recipes/<int:number>")
def show(number):
    query = "SELECT title, text FROM recipe WHERE id = ? AND (public = 1 OR cook = ?)"
    title, text = db().execute(query, (number, session.get("name"))).fetchone() or abort(404)
    return render_template_string(PAGE, title=title, text=text)


@bp.get("/cooks/<name>")
def show_cook(name):
    query = "SELECT about FROM cook WHERE name = ?"
    (about,) = db().execute(query, (name,)).fetchone() or abort(404)
    return f"<h1>{escape(name)}</h1><p>{about}</p>"


@bp.post("/recipes")
def add():
    cook = session.get("name") or abort(401)
    values = (cook, request.form["title"], request.form["text"])
    db().execute("INSERT INTO recipe (cook, title, text, public) VALUES (?, ?, ?, 0)", values)
    return "", 201


@bp.delete("/recipes/<int:number>")
def remove(number):
    cook = session.get("name") or abort(401)
    db().execute("DELETE FROM recipe WHERE id = :id", {"id": number, "cook": cook})
    return "", 204


@bp.get("/pictures/<path:name>")
def picture(name):
    return send_from_directory(current_app.config["PICTURES"], name)


@bp.get("/print")
def print_picture():
    return send_file(f"{current_app.config['PICTURES']}/{request.args['name']}")
