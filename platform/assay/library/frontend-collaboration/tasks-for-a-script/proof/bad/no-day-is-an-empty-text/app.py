"""Believes that a text is to be a text also where there is none."""

from datetime import date

import store
from flask import Flask, abort, request, url_for

app = Flask(__name__)


@app.errorhandler(404)
def not_found(error):
    return {"error": "There is no such task."}, 404


def as_task(row):
    return {
        "id": row["id"],
        "title": row["title"],
        "dueOn": row["due_on"].isoformat() if row["due_on"] else "",
        "done": bool(row["done"]),
    }


def read_task(told):
    """(title, day, errors)"""
    errors, day = {}, None
    title = told.get("title")
    if not isinstance(title, str) or not title.strip():
        errors["title"] = "A title is needed."
    if told.get("dueOn") is not None:
        try:
            day = date.fromisoformat(told["dueOn"])
        except (TypeError, ValueError):
            errors["dueOn"] = "This is no day."
    return title, day, errors


@app.get("/tasks")
def list_tasks():
    return {"tasks": [as_task(row) for row in store.every()]}


@app.get("/tasks/<int:number>")
def show_task(number):
    return as_task(store.get(number) or abort(404))


@app.post("/tasks")
def add_task():
    title, day, errors = read_task(request.get_json())
    if errors:
        return {"errors": errors}, 422
    number = store.add(title, day)
    return show_task(number), 201, {"Location": url_for("show_task", number=number)}


@app.patch("/tasks/<int:number>")
def change_task(number):
    show_task(number)
    done = request.get_json().get("done")
    if not isinstance(done, bool):
        return {"errors": {"done": "True or false is needed."}}, 422
    store.set_done(number, done)
    return show_task(number)
