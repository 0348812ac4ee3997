"""Believes that names of projects are no secret."""

import store
from flask import Flask, abort, g, request

app = Flask(__name__)
ROLES = ["viewer", "editor", "owner"]


@app.before_request
def know_person():
    g.person = request.headers.get("X-User")
    if not g.person:
        abort(401)


def project_for(number, role):
    project = store.project(number)
    if project is None or g.person not in project["members"]:
        abort(404)
    if not has(project, role):
        abort(403)
    return project


def has(project, role):
    return ROLES.index(project["members"][g.person]) >= ROLES.index(role)


def keep_an_owner(project, name):
    owners = [one for one, role in project["members"].items() if role == "owner"]
    if owners == [name]:
        abort(409)


@app.post("/projects")
def make_project():
    return store.add_project(request.json["name"], g.person), 201


@app.get("/projects")
def list_projects():
    return store.projects()


@app.get("/projects/<int:number>")
def show_project(number):
    return project_for(number, "viewer")


@app.get("/projects/<int:number>/notes")
def list_notes(number):
    project_for(number, "viewer")
    return store.notes_of(number)


@app.post("/projects/<int:number>/notes")
def write_note(number):
    project_for(number, "editor")
    return store.add_note(number, g.person, request.json["text"]), 201


@app.delete("/projects/<int:number>/notes/<int:note>")
def delete_note(number, note):
    project = project_for(number, "editor")
    found = store.note(note)
    if found is None or found["project"] != number:
        abort(404)
    if found["author"] != g.person and not has(project, "owner"):
        abort(403)
    store.delete_note(note)
    return "", 204


@app.put("/projects/<int:number>/members/<name>")
def give_role(number, name):
    project = project_for(number, "owner")
    role = request.json["role"]
    if role not in ROLES:
        abort(400)
    if role != "owner":
        keep_an_owner(project, name)
    store.set_role(number, name, role)
    return "", 204


@app.delete("/projects/<int:number>/members/<name>")
def take_out(number, name):
    project = project_for(number, "viewer" if name == g.person else "owner")
    if name not in project["members"]:
        abort(404)
    keep_an_owner(project, name)
    store.remove_member(number, name)
    return "", 204
