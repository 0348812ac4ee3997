"""An application to be held against tests, and the words for doing so."""

from dataclasses import replace

from assay.bank.runner import Limits, Spec

LIMITS = Limits(seconds=60, cpu_seconds=30)
APP = """
import os, sqlite3
from flask import Flask, request, session, current_app
app = Flask(__name__)
app.config.update(SECRET_KEY="k", COLOUR="red")
seen = []

@app.get("/")
def index():
    return {"hello": "world", "colour": app.config["COLOUR"], "env": os.environ.get("MODE", "none")}

@app.post("/sum")
def add():
    return {"total": sum(request.json["numbers"])}

@app.route("/count")
def count():
    session["count"] = session.get("count", 0) + 1
    return str(session["count"])

@app.post("/upload")
def upload():
    return request.files["file"].read()[::-1]

@app.cli.command("greet")
def greet():
    print("hello from", current_app.name)
"""


def grade(engine, app, tests, spec=None, **limits):
    files = {"app.py": app} if isinstance(app, str) else app
    told = {"test_it.py": tests} if isinstance(tests, str) else tests
    return engine.grade(
        {name: text.encode() for name, text in files.items()},
        {name: text.encode() for name, text in told.items()},
        spec or Spec(),
        replace(LIMITS, **limits),
    )


def verdicts(told):
    return {name.partition("::")[2]: one.verdict for name, one in told.tests.items()}
