"""Slices of load that are interleaved in one run, what each costs, and what that means.

CPU is that of the server's and Postgres' processes, from /proc; the clients' is not in it.
ASSAY_LOAD_ROUNDS, ASSAY_LOAD_SECONDS and ASSAY_LOAD_CLIENTS change how much is measured.
"""

import itertools
import json
import os
from dataclasses import dataclass
from statistics import median

from tests.load.cpu import spent
from tests.load.driver import Slice, drive, put

ROUNDS = int(os.environ.get("ASSAY_LOAD_ROUNDS", "5"))
SECONDS = float(os.environ.get("ASSAY_LOAD_SECONDS", "4"))
CLIENTS = int(os.environ.get("ASSAY_LOAD_CLIENTS", "16"))
SITTINGS = 200
GUNICORN = ("gunicorn", "--worker-class", "gthread", "--workers", "2", "--threads", "8")
CORES = 2
BETWEEN = 10.0
"""Seconds from one save of a candidate to the next."""
VALUE = {"choice": "b"}


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One slice of one server: microseconds of CPU for each request."""

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


def measure(hall, pid, port, requests, *, status=200, most=None) -> Measured:
    """One slice; any answer but the right one ends the run."""
    web, database = spent(pid), spent(hall.postgres_pid)
    told = drive(port, requests, clients=CLIENTS, seconds=SECONDS, most=most)
    assert told.errors(status) == 0, told.statuses
    many = len(told.took)
    return Measured(
        slice=told,
        web=(spent(pid) - web) * 1e6 / many,
        database=(spent(hall.postgres_pid) - database) * 1e6 / many,
    )


def ratios(mine, theirs, of):
    """Round by round, against the slice beside it."""
    return [of(one) / of(other) for one, other in zip(mine, theirs, strict=True)]


def total(one: Measured) -> float:
    return one.total


def rate(one: Measured) -> float:
    return one.slice.rate


def spread(numbers) -> str:
    return f"{min(numbers):.2f}-{max(numbers):.2f}"


def costs(rounds, rights) -> str:
    """A line for each name: CPU of a request, how long it takes, how many went wrong."""
    lines = [
        f"{'':9}{'n':>8}{'per s':>8}{'web':>8}{'db':>8}{'both ms':>9}"
        f"{'p50':>8}{'p95':>8}{'p99 ms':>8}{'errors':>8}"
    ]
    for name, slices in rounds.items():
        middle = [
            median(of(one) for one in slices)
            for of in (
                rate,
                lambda one: one.web / 1000,
                lambda one: one.database / 1000,
                lambda one: one.total / 1000,
                *(lambda one, p=p: one.slice.percentile(p) for p in (0.5, 0.95, 0.99)),
            )
        ]
        many = sum(len(one.slice.took) for one in slices)
        wrong = sum(one.slice.errors(rights.get(name, 200)) for one in slices)
        lines.append(
            f"{name:9}{many:8}{middle[0]:8.0f}{middle[1]:8.3f}{middle[2]:8.3f}{middle[3]:9.3f}"
            f"{middle[4]:8.2f}{middle[5]:8.2f}{middle[6]:8.2f}{wrong:8}"
        )
    return "\n".join(lines)


def held(what, numbers, *, bar, goal, least=False) -> str:
    """The median ratio beside the bar (a must) and the goal (an aim) of it."""
    middle = median(numbers)
    met = [(middle >= one) if least else (middle <= one) for one in (bar, goal)]
    says = "goal met" if met[1] else "bar met" if met[0] else "BAR MISSED"
    sign = ">=" if least else "<="
    return f"{what}: {middle:.2f} ({spread(numbers)}); bar {sign} {bar}, goal {sign} {goal}: {says}"


def capacity(saves) -> str:
    """How many can sit at once on so many cores: by what their saves cost, nothing else."""
    each = median(one.total for one in saves)
    sitters = CORES * 1e6 / each * BETWEEN
    return (
        f"{CORES} cores, a save per {BETWEEN:.0f} s each: {sitters:,.0f} simultaneous sitters"
        f" ({CORES * 1e6 / each:,.0f} saves/s at {each / 1000:.3f} ms of CPU)"
    )
