"""Candidates' tests held against right applications and faulty ones; forgery earns nothing."""

from dataclasses import replace

import pytest

from assay.bank.runner import Limits, Spec
from workers.sandbox.engine import Sandbox

LIMITS = Limits(seconds=20, cpu_seconds=10, request_seconds=2)
ONE = """
from flask import Flask
app = Flask(__name__)
@app.get("/<int:n>")
def double(n): return str(2 * n)
"""
OTHER = """
import flask
app = flask.Flask("other")
app.add_url_rule("/<int:number>", view_func=lambda number: f"{number + number}", endpoint="x")
"""
REFERENCES = {"one": ONE, "other": OTHER}
MUTANTS = {"adds": ONE.replace("2 * n", "2 + n"), "off": ONE.replace("2 * n", "2 * n + (n == 7)")}
GOOD = """
import pytest
@pytest.mark.parametrize("n", [0, 1, 7])
def test_double(client, n): assert client.get(f"/{n}").text == str(2 * n)
"""
WEAK = "def test_double(client): assert client.get('/3').text == '6'"


@pytest.fixture(scope="module")
def engine():
    made = Sandbox(warm=1)
    yield made
    made.close()


def held(engine, tests, references=REFERENCES, mutants=MUTANTS, **limits):
    def packed(variants):
        return {name: {"app.py": text.encode()} for name, text in variants.items()}

    files = {"test_it.py": tests.encode()}
    told = replace(LIMITS, **limits)
    return engine.grade_suite(files, packed(references), packed(mutants), Spec(), told)


def test_a_good_suite_catches_each_fault(engine):
    told = held(engine, GOOD)
    assert (told.status, told.valid, told.why, told.score) == ("ok", True, "", 1.0)
    assert list(told.killed) == list(told.mutants) == ["adds", "off"]


def test_a_weak_one_catches_some(engine):
    told = held(engine, WEAK)
    assert (told.valid, list(told.killed), told.score) == (True, ["adds"], 0.5)


SNIFFS = """
def test_a(subject, client):
    told = {told}
    assert client.get("/3").text == "6" and told
"""
INVALID = {
    "fails always": ("def test_a(): assert 0", "fails on an application that is right"),
    "no tests": ("x = 1", "no test"),
    "only skips": ("import pytest\ndef test_a(): pytest.skip()", "its tests neither pass nor fail"),
    "no Python": ("def test_a(:", "no test"),
    "ends": ("import os\ndef test_a(): os._exit(0)", "did not run to an end: error"),
    "by chance": (
        "import os\ndef test_a(): assert os.urandom(1)[0] < 100",
        "fails on an application that is right",
    ),
    "forges by chance": (
        "import os, sys, json\n"
        "def put(told):\n"
        "    for n in range(3, 64):\n"
        "        try: os.write(n, told)\n"
        "        except OSError: pass\n"
        "line = {'t': 'report', 'id': 'x', 'when': 'call'}\n"
        "def say(o): put((json.dumps(line | {'outcome': o}) + '\\n').encode())\n"
        'put(b\'{"t": "collected", "ids": ["x"]}\\n\')\n'
        "say('passed' if os.urandom(1)[0] < 100 else 'failed')\n"
        'put(b\'{"t": "done"}\\n\'); os._exit(0)',
        "fails on an application that is right",
    ),
    "reads the source": (
        SNIFFS.format(told="'2 * n' in subject.probe('result = open(\"app.py\").read()')"),
        "fails on an application that is right",
    ),
    "hangs": ("import time\ndef test_a(): time.sleep(99)", "fails on an application"),
}


@pytest.mark.parametrize("how", INVALID)
def test_a_suite_that_tells_nothing_earns_nothing(engine, how):
    tests, why = INVALID[how]
    told = held(engine, tests, REFERENCES | {f"more{n}": ONE for n in range(4)}, test_seconds=1)
    assert (told.valid, told.score, list(told.killed)) == (False, 0, [])
    assert why in told.why


def test_a_suite_that_changes_its_mind_is_invalid(engine):
    """Right on what is right, and by chance on what is faulty: with so many, it is seen."""
    tests = """
import os
def test_a(client): assert client.get("/3").text == "6" or os.urandom(1)[0] < 128
"""
    told = held(engine, tests, mutants={f"m{n}": MUTANTS["adds"] for n in range(12)})
    assert (told.valid, told.score) == (False, 0)
    assert "now this, now that" in told.why


def test_less_than_two_right_ones_are_not_enough(engine):
    told = held(engine, GOOD, {"one": ONE})
    assert (told.valid, told.why) == (False, "there are fewer than two references")


def test_candidates_bounds_hold_for_the_suite(engine):
    told = held(engine, "x = 1\n" * 200_000)
    assert (told.status, told.valid, told.score) == ("rejected", False, 0)
