import os
from pathlib import Path

import pytest

TESTS = """
import pytest
from flask import Flask, request


def create_app():
    app, notes = Flask("notes"), []

    @app.post("/notes")
    def add():
        notes.append(request.form["text"])
        return ""

    @app.get("/notes")
    def listed():
        return list(notes)

    return app


@pytest.fixture(scope="module")
def app():
    return create_app()


@pytest.fixture
def client(app):
    return app.test_client()


def test_a_note_is_kept(client):
    client.post("/notes", data={"text": "tea"})
    assert client.get("/notes").json == ["tea"]


def test_at_first_there_is_no_note(client):
    assert client.get("/notes").json == []
"""
FIRST, SECOND = (f"def test_{one}" for one in TESTS.split("def test_")[1:])
OPTIONS = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", "."]


class Reversed:
    def pytest_collection_modifyitems(self, items):
        items.reverse()


def pass_in_either_order(name, old, new):
    assert old in TESTS
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    Path(f"test_{name}.py").write_text(TESTS.replace(old, new, 1))
    return all(
        pytest.main([*OPTIONS, f"test_{name}.py"], plugins=plugins) == pytest.ExitCode.OK
        for plugins in ([], [Reversed()])
    )


def a():
    return pass_in_either_order("a", FIRST + SECOND, SECOND + FIRST)


def b():
    return pass_in_either_order(
        "b", "@pytest.fixture\ndef client", '@pytest.fixture(scope="module")\ndef client'
    )


def c():
    return pass_in_either_order(
        "c", "return app.test_client()", "with app.test_client() as client: yield client"
    )


def d():
    return pass_in_either_order("d", '(scope="module")', "")
