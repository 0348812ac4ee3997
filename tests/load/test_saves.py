"""A save with its history, row-level security and synchronous commit, against the bare floor.

`./run load saves`: rounds of interleaved slices, so that what else the machine does hits both.
How much is measured, slices.py says.
"""

import os
from statistics import median

import pytest

from tests.load.floor import TABLE
from tests.load.hall import machine
from tests.load.slices import (
    CLIENTS,
    GUNICORN,
    ROUNDS,
    SECONDS,
    SITTINGS,
    capacity,
    costs,
    floor_requests,
    held,
    measure,
    rate,
    ratios,
    save_requests,
    total,
)

CPU = {"bar": 2.0, "goal": 0.7}
RATE = {"bar": 0.5, "goal": 1.0, "least": True}


@pytest.fixture(scope="module")
def rounds(hall):
    """Name → its slices; one round before them warms up."""
    hall.run(TABLE)
    seats = save_requests(hall.seats(SITTINGS))
    floor = hall.serve("floor", *GUNICORN, "--bind", "127.0.0.1:{port}", "tests.load.floor:app")
    servers = {
        "floor": (*floor, floor_requests()),
        "assay": (hall.stack.children["web"].pid, hall.stack.web_port, seats),
    }
    if os.environ.get("ASSAY_LOAD_GUNICORN"):
        bind = ("--bind", "127.0.0.1:{port}", "wsgi:app")
        servers["gunicorn"] = (*hall.serve("gunicorn", *GUNICORN, *bind), seats)
    found = {name: [] for name in servers}
    for number in range(ROUNDS + 1):
        for name, (pid, port, requests) in servers.items():
            measured = measure(hall, pid, port, requests)
            if number:
                found[name].append(measured)
    return found


def against(rounds, of):
    return ratios(rounds["assay"], rounds["floor"], of)


def table(rounds) -> str:
    return "\n".join(
        (
            f"saves: {ROUNDS} rounds of {SECONDS:.0f} s, {CLIENTS} clients; {machine()}",
            costs(rounds, {}),
            held("CPU of a save / floor", against(rounds, total), **CPU),
            held("saves per second / floor", against(rounds, rate), **RATE),
            capacity(rounds["assay"]),
        )
    )


def test_a_save_costs_at_most_twice_the_floor(rounds):
    print("\n" + table(rounds))
    assert median(against(rounds, total)) <= CPU["bar"]


def test_half_as_many_saves_as_the_floor_are_kept_in_a_second(rounds):
    assert median(against(rounds, rate)) >= RATE["bar"]


def test_what_was_measured_was_durable_and_whole(hall, rounds):
    assert hall.run("show synchronous_commit") == [("on",)]
    assert hall.run("show fsync") == [("on",)]
    (answers, history) = hall.run(
        "select (select count(*) from answers), (select count(*) from answer_history)"
    )[0]
    assert 0 < answers <= SITTINGS * 5
    assert history >= sum(len(one.slice.took) for one in rounds["assay"])
    forced = "select relforcerowsecurity from pg_class where relname = 'answers'"
    assert hall.run(forced) == [(True,)]
