import os
from pathlib import Path

import pytest

TEST = """
import pytest
from flask import Flask


@pytest.fixture
def client():
    app, notes = Flask("notes"), []

    @app.get("/notes")
    def listed():
        return {{"notes": notes}}

    @app.post("/notes")
    def add():
        return {{"notes": notes}}

    return app.test_client()


def test_a_note_is_kept(client):
    response = client.post("/notes", json={{"text": "tea"}})
    {line}
"""
OPTIONS = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", "."]


def passes(name, line):
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    Path(f"test_{name}.py").write_text(TEST.format(line=line))
    ended = pytest.main([*OPTIONS, f"test_{name}.py"])
    assert ended in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    return ended == pytest.ExitCode.OK


def a():
    return passes("a", 'assert (response.status_code == 201, "the note was not kept")')


def b():
    return passes("b", 'assert response.status_code == 201, "the note was not kept"')


def c():
    return passes("c", "assert response")


def d():
    return passes("d", 'assert "tea" in response.json["notes"]')


def e():
    return passes("e", 'assert all(note == "tea" for note in client.get("/notes").json["notes"])')
