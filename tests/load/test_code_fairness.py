"""Two hundred answers of code over four organisations, of which one has a hundred and forty.

`./run load code_fairness`. All wait when the workers of code are started, the greedy one's first:
from then on each answer is timed to its mark. Real relay, broker, workers, runner and sandboxes.
ASSAY_LOAD_ANSWERS says how many there are in all.
"""

import os
import time
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

import pytest

from assay.app import create_app
from tests.bank.code_items import BEHAVIOURS, make_code
from tests.load.hall import machine
from tests.marking.code_exam import CodeExam
from workers.queues import CODE

ANSWERS = int(os.environ.get("ASSAY_LOAD_ANSWERS", "200"))
SMALL = ANSWERS // 10
GREEDY = ANSWERS - 3 * SMALL
IDEAL = 4 * SMALL / ANSWERS
"""The part of all that is done when the small ones have had their turns, every fourth."""
AHEAD = 4 * CODE.share / ANSWERS
"""What the broker may hold already, in the order in which it was handed in."""
IDLE = ("worker-code", "worker-report", "worker-mail", "beat", "worker-sweep")
"""What is not measured; and the sweep would end sittings that were in January."""
APP = """
from flask import Flask, jsonify
app = Flask(__name__)
@app.get("/first")
def first():
    return jsonify(page=1)
@app.get("/second")
def second():
    return jsonify(page=2)
"""
TESTS = """
def test_first(client):
    assert client.get("/first").json == {"page": 1}
def test_second(client):
    assert client.get("/second").json == {"page": 2}
def test_third(client):
    assert client.get("/third").status_code == 200
def test_gate(client):
    assert client.get("/").status_code == 404
"""


@dataclass(frozen=True, kw_only=True)
class Waited:
    """Of one organisation: seconds from the start to each mark, shortest first."""

    name: str
    seconds: list[float]


@pytest.fixture(scope="module")
def exams(hall, tmp_path_factory):
    app = create_app(replace(hall.settings, testing=True))
    package = make_code(
        tmp_path_factory.mktemp("items"),
        files={"given/app.py": APP, "hidden/test_app.py": TESTS},
        test=BEHAVIOURS,
    )
    return lambda: CodeExam(app, package)


def handed_in(exam, many):
    """So many candidates hand in the same answer, of which one test in five fails."""
    with exam:
        for _ in range(many):
            answers = {1: {"choice": "b"}, 2: {"files": {"app.py": APP}}}
            exam.sit(answers, invitation_id=exam.invite("Cai Example"))
        return exam.organisation_id


def until(condition, what, seconds=1200.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.2)


@pytest.fixture(scope="module")
def waited(hall, exams):
    for name in IDLE:
        hall.stack.kill(name)
    organisations = {"greedy": handed_in(exams(), GREEDY)}
    organisations |= {name: handed_in(exams(), SMALL) for name in ("b", "c", "d")}
    asked = "select count(*) from code_runs"
    until(lambda: hall.run(asked) == [(ANSWERS,)], "all are asked for")
    hall.stack.revive("worker-code")
    done = "select count(*) from code_runs where finished_at is not null"
    until(lambda: hall.run(done) == [(ANSWERS,)], "all are run")
    started = hall.run("select min(started_at) from jobs where name = 'mark_code'")[0][0]
    return [
        Waited(name=name, seconds=seconds_of(hall, organisation_id, started))
        for name, organisation_id in organisations.items()
    ]


def seconds_of(hall, organisation_id, started):
    query = (
        "select extract(epoch from finished_at - :started) from code_runs"
        " where organisation_id = :organisation order by finished_at"
    )
    return [float(row[0]) for row in hall.run(query, started=started, organisation=organisation_id)]


def told(waited):
    whole = max(one.seconds[-1] for one in waited)
    print(f"\ncode: {ANSWERS} answers, {GREEDY} of them of one organisation; {machine()}")
    for one in waited:
        parts = [one.seconds[0], median(one.seconds), one.seconds[-1]]
        first, middle, last = (f"{part / whole:.2f}" for part in parts)
        print(f"{one.name:<7}{len(one.seconds):>4}: first {first}, median {middle}, last {last}")
    print(f"of {whole:.0f} s in all ({ANSWERS / whole:.1f} a second); ideal for the last: {IDEAL}")
    return whole


def test_nobody_waits_for_all_that_the_greedy_one_has(waited):
    whole = told(waited)
    for one in waited[1:]:
        assert one.seconds[-1] <= (IDEAL + AHEAD) * whole, one.name


def test_the_small_ones_wait_alike(waited):
    medians = [median(one.seconds) for one in waited[1:]]
    whole = max(one.seconds[-1] for one in waited)
    assert max(medians) - min(medians) <= AHEAD * whole


def test_the_greedy_one_is_not_starved_either(waited):
    greedy, *small = waited
    while_all_wait = min(one.seconds[-1] for one in small)
    served = sum(seconds <= while_all_wait for seconds in greedy.seconds)
    assert served >= SMALL / 2


def test_each_answer_was_marked_by_what_it_does(hall, waited):
    marks = "select points, count(*) from marks where position = 2 group by points"
    assert hall.run(marks) == [(Decimal("6.4"), ANSWERS)]
