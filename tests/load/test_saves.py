"""A save with its history, row-level security and synchronous commit, against the bare floor.

`./run load saves`: rounds of interleaved slices, so that what else the machine does hits both.
CPU is that of the server's and Postgres' processes, from /proc; the clients' is not in it.
ASSAY_LOAD_ROUNDS, ASSAY_LOAD_SECONDS and ASSAY_LOAD_CLIENTS change how much is measured.
"""

import itertools
import json
import os
from dataclasses import dataclass
from statistics import median

import pytest

from tests.load.cpu import spent
from tests.load.driver import Slice, drive, put
from tests.load.floor import TABLE
from tests.load.hall import machine

ROUNDS = int(os.environ.get("ASSAY_LOAD_ROUNDS", "5"))
SECONDS = float(os.environ.get("ASSAY_LOAD_SECONDS", "4"))
CLIENTS = int(os.environ.get("ASSAY_LOAD_CLIENTS", "16"))
BAR_CPU, BAR_RATE = 2.0, 0.5
SITTINGS = 200
GUNICORN = ("gunicorn", "--worker-class", "gthread", "--workers", "2", "--threads", "8")


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One slice of one server: microseconds of CPU for each save."""

    slice: Slice
    web: float
    database: float

    @property
    def total(self) -> float:
        return self.web + self.database


def floor_requests():
    numbers = itertools.count(1)

    def request(client: int) -> bytes:
        n = next(numbers)
        told = {
            "sitting": n * 7919 % SITTINGS,
            "position": n // SITTINGS % 5 + 1,
            "seq": n,
            "value": VALUE,
        }
        return put("/answers", json.dumps(told).encode())

    return request


VALUE = {"choice": "b"}


def save_requests(seats):
    """As the candidates' script sends them."""
    numbers = itertools.count(1)

    def request(client: int) -> bytes:
        n = next(numbers)
        seat = seats[n * 7919 % len(seats)]
        body = json.dumps({"seq": n, "key": f"{n:016}", "value": VALUE}).encode()
        return put(
            f"/sit/answers/{n // SITTINGS % 5 + 1}",
            body,
            f"X-Assay: save\r\nCookie: {seat.cookie}\r\n",
        )

    return request


def measure(hall, pid, port, requests) -> Measured:
    web, database = spent(pid), spent(hall.postgres_pid)
    told = drive(port, requests, clients=CLIENTS, seconds=SECONDS)
    assert set(told.statuses) == {200}, told.statuses
    many = len(told.took)
    return Measured(
        slice=told,
        web=(spent(pid) - web) * 1e6 / many,
        database=(spent(hall.postgres_pid) - database) * 1e6 / many,
    )


@pytest.fixture(scope="module")
def rounds(hall):
    """Name → its slices; one round before them warms up."""
    hall.run(TABLE)
    seats = save_requests(hall.seats(SITTINGS))
    floor = hall.serve("floor", *GUNICORN, "--bind", "127.0.0.1:{port}", "tests.load.floor:app")
    servers = {
        "floor": (*floor, floor_requests()),
        "assay": (hall.stack.children["web"].pid, hall.stack.port, seats),
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


def ratios(rounds, name, of):
    """Round by round against the floor's slice beside it."""
    return [
        of(mine) / of(theirs) for mine, theirs in zip(rounds[name], rounds["floor"], strict=True)
    ]


def table(rounds) -> str:
    lines = [f"saves: {ROUNDS} rounds of {SECONDS:.0f} s, {CLIENTS} clients; {machine()}"]
    lines.append(
        f"{'':9}{'saves/s':>9}{'p50':>8}{'p95':>8}{'p99 ms':>8}{'web':>7}{'db us':>7}"
        f"{'CPU/floor':>11}{'(spread)':>14}{'rate/floor':>12}{'(spread)':>14}"
    )
    for name, slices in rounds.items():
        middle = [
            median(one.slice.rate for one in slices),
            *(median(one.slice.percentile(p) for one in slices) for p in (0.5, 0.95, 0.99)),
            median(one.web for one in slices),
            median(one.database for one in slices),
        ]
        cpu = ratios(rounds, name, lambda one: one.total)
        rate = ratios(rounds, name, lambda one: one.slice.rate)
        lines.append(
            f"{name:9}{middle[0]:9.0f}{middle[1]:8.2f}{middle[2]:8.2f}{middle[3]:8.2f}"
            f"{middle[4]:7.0f}{middle[5]:7.0f}"
            f"{median(cpu):11.2f}{spread(cpu):>14}{median(rate):12.2f}{spread(rate):>14}"
        )
    return "\n".join(lines)


def spread(numbers) -> str:
    return f"{min(numbers):.2f}-{max(numbers):.2f}"


def test_a_save_costs_at_most_twice_the_floor(rounds):
    print("\n" + table(rounds))
    assert median(ratios(rounds, "assay", lambda one: one.total)) <= BAR_CPU


def test_half_as_many_saves_as_the_floor_are_kept_in_a_second(rounds):
    assert median(ratios(rounds, "assay", lambda one: one.slice.rate)) >= BAR_RATE


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
