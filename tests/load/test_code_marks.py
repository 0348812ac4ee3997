"""A grade by two sandboxes that waited ready, beside pytest in one plain process.

`./run load code_marks`: the same application and its ten tests, in rounds that go to and fro, so
that what else the machine does hits both. ASSAY_LOAD_ROUNDS changes how many there are.
"""

import os
import subprocess
import sys
import time
from contextlib import closing
from statistics import median

import pytest

from assay.bank.runner import Limits, Spec
from tests.load.hall import machine
from workers.sandbox.engine import Sandbox

ROUNDS = int(os.environ.get("ASSAY_LOAD_ROUNDS", "15"))
BAR = 1.0
"""The sandboxes take at most so many times as long as the plain process, by their medians."""
APP = b"""
from flask import Flask, abort, request
app = Flask(__name__)
notes = {}

@app.post("/notes")
def add():
    number = len(notes) + 1
    notes[number] = request.json["text"]
    return {"id": number}, 201

@app.get("/notes/<int:number>")
def read(number):
    return {"text": notes.get(number) or abort(404)}
"""
TESTS = b"""
import pytest

@pytest.mark.parametrize("text", ["a", "b", "c", "d", "e"])
def test_a_note_is_kept(client, text):
    number = client.post("/notes", json={"text": text}).json["id"]
    assert client.get(f"/notes/{number}").json == {"text": text}

@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_another_is_not(client, number):
    assert client.get(f"/notes/{number + 1}").status_code == 404
"""
CLIENT = b"""
import importlib, pytest, sys

@pytest.fixture
def client():
    sys.modules.pop("app", None)
    return importlib.import_module("app").app.test_client()
"""
LIMITS = Limits(seconds=120, test_seconds=60, request_seconds=30)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plain")
    files = {
        "app.py": APP,
        "test_notes.py": TESTS,
        "conftest.py": CLIENT,
        "pytest.ini": b"[pytest]",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def in_one_process(folder):
    """Seconds."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    env = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    began = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    assert "10 passed" in done.stdout, done.stdout
    return seconds


def in_two_sandboxes(engine):
    """Seconds, from when both wait for their jobs."""
    engine.prepare(LIMITS)
    began = time.perf_counter()
    told = engine.grade({"app.py": APP}, {"test_notes.py": TESTS}, Spec(), LIMITS)
    seconds = time.perf_counter() - began
    assert (told.passed, told.total) == (10, 10), told.test_output
    return seconds


def spread(seconds):
    ordered = sorted(round(1000 * second) for second in seconds)
    low, high = ordered[len(ordered) // 4], ordered[-1 - len(ordered) // 4]
    return (
        f"median {round(1000 * median(seconds))} ms, half of them {low}–{high}, least {ordered[0]}"
    )


def test_two_sandboxes_take_no_longer_than_one_process(plain):
    seconds = {"two sandboxes, warm": [], "pytest in one process": []}
    with closing(Sandbox(warm=1)) as engine:
        in_one_process(plain)
        for _ in range(ROUNDS):
            seconds["two sandboxes, warm"].append(in_two_sandboxes(engine))
            seconds["pytest in one process"].append(in_one_process(plain))
    print(f"\n{machine()}; ten tests, {ROUNDS} rounds")
    for name, taken in seconds.items():
        print(f"{name:<24} {spread(taken)}")
    warm, bare = (median(taken) for taken in seconds.values())
    assert warm <= BAR * bare
