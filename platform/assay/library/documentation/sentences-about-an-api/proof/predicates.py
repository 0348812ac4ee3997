import importlib

import notes


def client():
    """A client of the shown application, started afresh."""
    importlib.reload(notes)
    notes.app.logger.disabled = True
    return notes.app.test_client()


def filled(count):
    one = client()
    for number in range(count):
        one.post("/notes", json={"text": f"note {number}"})
    return one


def a():
    response = client().post("/notes", json={"text": "tea"})
    return response.status_code == 201 and response.headers["Location"] == "/notes/1"


def b():
    return filled(3).get("/notes?limit=500").status_code == 400


def c():
    response = filled(30).get("/notes?limit=many")
    return response.status_code == 200 and len(response.get_json()) == 20


def d():
    return filled(3).delete("/notes/7").status_code == 404


def e():
    return client().post("/notes", json={"title": "tea"}).status_code == 400


def f():
    one = filled(2)
    one.delete("/notes/1")
    one.post("/notes", json={"text": "new"})
    return "note 1" not in one.get("/notes").get_json()
