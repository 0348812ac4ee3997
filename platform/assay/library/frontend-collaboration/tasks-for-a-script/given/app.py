from datetime import date

import store
from flask import Flask, abort, request

app = Flask(__name__)


@app.get("/tasks")
def list_tasks():
    return {"tasks": store.every()}


@app.get("/tasks/<int:number>")
def show_task(number):
    return store.get(number) or abort(404)


@app.post("/tasks")
def add_task():
    told = request.get_json()
    due_on = told.get("dueOn")
    if not told.get("title"):
        return "The title is missing.", 400
    number = store.add(told["title"], date.fromisoformat(due_on) if due_on else None)
    return store.get(number)


@app.patch("/tasks/<int:number>")
def change_task(number):
    store.set_done(number, bool(request.get_json()["done"]))
    return store.get(number)
