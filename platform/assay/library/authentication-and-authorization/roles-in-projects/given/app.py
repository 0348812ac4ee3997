import store
from flask import Flask, request

app = Flask(__name__)


@app.post("/projects")
def make_project():
    return store.add_project(request.json["name"], request.headers.get("X-User")), 201


@app.get("/projects")
def list_projects():
    return store.projects()


@app.get("/projects/<int:number>")
def show_project(number):
    return store.project(number)


@app.get("/projects/<int:number>/notes")
def list_notes(number):
    return store.notes_of(number)


@app.post("/projects/<int:number>/notes")
def write_note(number):
    return store.add_note(number, request.headers.get("X-User"), request.json["text"]), 201


@app.delete("/projects/<int:number>/notes/<int:note>")
def delete_note(number, note):
    store.delete_note(note)
    return "", 204


@app.put("/projects/<int:number>/members/<name>")
def give_role(number, name):
    store.set_role(number, name, request.json["role"])
    return "", 204


@app.delete("/projects/<int:number>/members/<name>")
def take_out(number, name):
    store.remove_member(number, name)
    return "", 204
