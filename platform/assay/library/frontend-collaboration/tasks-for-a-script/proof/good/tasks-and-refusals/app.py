import re
from dataclasses import dataclass
from datetime import date

import store
from flask import Flask, jsonify, make_response, request
from flask.views import MethodView

app = Flask(__name__)


class Refused(Exception):
    def __init__(self, **errors):
        self.errors = errors


@app.errorhandler(Refused)
def refused(error):
    return jsonify(errors=error.errors), 422


@dataclass
class Task:
    id: int
    title: str
    dueOn: str | None
    done: bool

    @classmethod
    def of(cls, row):
        day = row["due_on"] and str(row["due_on"])
        return cls(row["id"], row["title"], day, row["done"] == 1)


def day_of(text):
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError(text)
    return date(*map(int, text.split("-")))


class Tasks(MethodView):
    def get(self):
        return jsonify(tasks=[Task.of(row) for row in store.every()])

    def post(self):
        errors, told = {}, request.json
        match told.get("title"):
            case str(title) if not title.isspace() and title:
                pass
            case _:
                errors["title"] = "missing"
        try:
            day = told.get("dueOn") if told.get("dueOn") is None else day_of(told["dueOn"])
        except ValueError:
            errors["dueOn"] = "no day"
        if errors:
            raise Refused(**errors)
        number = store.add(told["title"], day)
        response = make_response(jsonify(Task.of(store.get(number))), 201)
        response.location = f"/tasks/{number}"
        return response


@app.route("/tasks/<int:number>", methods=["GET", "PATCH"])
def one(number):
    if store.get(number) is None:
        return jsonify(error="unknown"), 404
    if request.method == "PATCH":
        if type(request.json.get("done")) is not bool:
            raise Refused(done="true or false")
        store.set_done(number, request.json["done"])
    return jsonify(Task.of(store.get(number)))


app.add_url_rule("/tasks", view_func=Tasks.as_view("tasks"))
