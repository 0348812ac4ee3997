import store
from flask import Flask, request

app = Flask(__name__)


@app.get("/notes")
def list_notes():
    return store.notes_of(request.headers["X-User"])


@app.post("/notes")
def write_note():
    store.add_note(request.headers["X-User"], request.json["text"])
    return "", 201
