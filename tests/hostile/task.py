"""The task that forgers pretend to have done: what is asked, what is right, what is wrong."""

from textwrap import dedent

RIGHT = dedent("""
    from flask import Flask, abort, request

    app = Flask(__name__)
    notes = []

    @app.get("/double/<number>")
    def double(number):
        try:
            return {"result": 2 * int(number)}
        except ValueError:
            abort(422)

    @app.post("/notes")
    def keep():
        notes.append(request.json["text"])
        return {"kept": len(notes)}, 201

    @app.get("/notes")
    def kept():
        return notes
""")

RIGHT_IN_OTHER_WORDS = dedent("""
    import flask

    def create():
        made, store = flask.Flask("other"), []
        made.add_url_rule("/double/<int(signed=True):n>", view_func=lambda n: {"result": n + n},
                          endpoint="double")
        made.add_url_rule("/double/<path:n>", view_func=lambda n: ("no number", 422),
                          endpoint="words")
        made.add_url_rule("/notes", view_func=lambda: flask.jsonify(store), endpoint="kept")
        made.add_url_rule("/notes", view_func=lambda: keep(store), endpoint="keep",
                          methods=["POST"])
        return made

    def keep(store):
        store.append(flask.request.get_json()["text"])
        return {"kept": len(store)}, 201

    app = create()
""")

WRONG = dedent("""
    from flask import Flask, request

    app = Flask(__name__)
""")
"""Passes nothing. Forgers build on it."""


def wrong(more: str) -> str:
    return WRONG + dedent(more)


def right(more: str) -> str:
    return RIGHT + dedent(more)


MUTANTS = {
    "adds_one": RIGHT.replace("2 * int(number)", "2 * int(number) + 1"),
    "forgets_notes": RIGHT.replace("return notes", "return []"),
}

TESTS = dedent("""
    # only-the-author-knows-this
    def test_doubles(client):
        response = client.get("/double/21")
        assert response.status_code == 200
        assert response.json == {"result": 42}

    def test_doubles_below_zero(client):
        response = client.get("/double/-3")
        assert response.json == {"result": -6}

    def test_refuses_words(client):
        response = client.get("/double/two")
        assert response.status_code == 422

    def test_keeps_notes(client):
        client.post("/notes", json={"text": "milk"})
        response = client.get("/notes")
        assert response.json == ["milk"]
""")
ONLY_THE_AUTHOR_KNOWS = "only-the-author-knows-this"

NAMES = ("test_doubles", "test_doubles_below_zero", "test_refuses_words", "test_keeps_notes")
MANIFEST = [f"test_task.py::{name}" for name in NAMES]
