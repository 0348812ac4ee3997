"""Projects and notes in memory. It is right; leave it as it is."""

from itertools import count

_numbers = count(1)
_projects = {}
_notes = {}


def add_project(name, owner):
    number = next(_numbers)
    _projects[number] = {"number": number, "name": name, "members": {owner: "owner"}}
    return _projects[number]


def projects():
    return list(_projects.values())


def project(number):
    """With "members", a dictionary of names and roles; None where there is no such project."""
    return _projects.get(number)


def add_note(project, author, text):
    note = {"number": next(_numbers), "project": project, "author": author, "text": text}
    _notes[note["number"]] = note
    return note


def notes_of(project):
    return [note for note in _notes.values() if note["project"] == project]


def note(number):
    """With "project" and "author"; None where there is no such note."""
    return _notes.get(number)


def delete_note(number):
    del _notes[number]


def set_role(project, name, role):
    _projects[project]["members"][name] = role


def remove_member(project, name):
    del _projects[project]["members"][name]
