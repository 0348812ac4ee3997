"""The runner process with the real engine: what it starts ends with whoever asked for it."""

import os
import select
import time
from pathlib import Path

import pytest

from assay.bank.runner import Limits, Spec
from tests.sandbox.staged import Real
from workers.sandbox import cgroups

APP = {
    "app.py": b"""
from flask import Flask
app = Flask(__name__)
@app.get("/")
def home():
    return "hello"
"""
}
TESTS = {
    "test_app.py": b"""
def test_home(client):
    assert client.get("/").text == "hello"
def test_gone(client):
    assert client.get("/gone").status_code == 410
"""
}
FOR_EVER = {"main.py": b"while True:\n    pass\n"}


@pytest.fixture(scope="module")
def runner(tmp_path_factory):
    with Real(tmp_path_factory.mktemp("runner"), **{"at-once": 1}) as runner:
        yield runner


def children(process):
    told = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for one in told for child in one.read_text().split()]


def hand_of(runner):
    """Its only child that is a hand: a sandbox that ends may be its child for a moment."""
    commands = {
        child: Path(f"/proc/{child}/cmdline").read_bytes() for child in children(runner.process.pid)
    }
    (hand,) = (child for child, told in commands.items() if b"hand_process" in told)
    return hand


def below(process):
    """The numbers of all processes that it started, and of theirs."""
    found = children(process)
    return found + [further for child in found for further in below(child)]


def sandboxes_of(hand, seconds=20):
    """What runs below it, once something does: nothing tells us from inside."""
    until = time.monotonic() + seconds
    while not (found := below(hand)):
        assert time.monotonic() < until, "no sandbox was started"
        time.sleep(0.01)
    return [hand, *found]


def end(processes, seconds=20):
    """Whether all of them do; the kernel says when."""
    return all(ends(process, seconds) for process in processes)


def ends(process, seconds):
    try:
        watched = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    poll = select.poll()
    poll.register(watched, select.POLLIN)
    ended = poll.poll(seconds * 1000)
    os.close(watched)
    return bool(ended)


def groups_of(process):
    parent = cgroups.parent()
    places = parent.places.values() if parent else ()
    return [group for place in places for group in place.glob(f"assay-{process}-*")]


def test_it_says_what_holds_foreign_code(runner):
    told = runner.client().capability()
    assert (told.available, told.engine) == (True, "bubblewrap"), told.reason
    assert "namespaces" in told.level


def test_a_grade_is_that_of_the_engine(runner):
    grade = runner.client().grade(APP, TESTS, Spec(), Limits())
    assert {test: told.verdict for test, told in grade.tests.items()} == {
        "test_app.py::test_home": "passed", "test_app.py::test_gone": "failed",
    }  # fmt: skip


def test_what_ends_with_each_job_is_let_go(runner):
    for _ in range(3):
        runner.client().run({}, ["python", "-c", "print(1)"], Limits())
    until = time.monotonic() + 20
    while children(runner.process.pid) != [hand_of(runner)]:
        assert time.monotonic() < until, "what has ended is kept"
        time.sleep(0.01)


def test_the_sandboxes_of_a_client_that_goes_die_and_their_groups_are_taken_away(runner):
    talk = runner.talk(["python", "main.py"], files=FOR_EVER).runs()
    hand = hand_of(runner)
    started = sandboxes_of(hand)
    talk.leave()
    assert end(started)
    assert runner.client().run({}, ["python", "-c", "print(1)"], Limits()).stdout == "1\n"
    assert groups_of(hand) == []


def test_a_runner_that_is_killed_leaves_nothing_that_runs(tmp_path):
    with Real(tmp_path, **{"at-once": 1}) as runner:
        runner.talk(["python", "main.py"], files=FOR_EVER).runs()
        started = sandboxes_of(hand_of(runner))
        runner.process.kill()
        assert end(started)


def test_a_hand_that_was_moved_aside_finds_the_group_that_the_runner_was_given():
    """The first hand moves all of them; the next ones start where it put them."""
    unit = Path("/sys/fs/cgroup/system.slice/assay-runner.service")
    assert cgroups._delegated(unit) == cgroups._delegated(unit / "runner") == unit
