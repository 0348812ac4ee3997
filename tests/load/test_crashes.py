"""Twenty database crashes under saves: nothing that was acknowledged is lost, and saves go on soon.

`./run load crashes`. A crash is an immediate stop: no flush, no farewell. ASSAY_LOAD_CRASHES says
how many. Candidates save one after the other, each value one more than the last; what was told 200
must be there, or something newer from the same candidate.
"""

import json
import os
import threading
import time
from http.client import HTTPConnection, HTTPException
from statistics import median

import pytest

from tests.load.hall import machine

CRASHES = int(os.environ.get("ASSAY_LOAD_CRASHES", "20"))
CANDIDATES = 16
UNDISTURBED = 0.4
BACK = 2.0
"""Seconds within which a save is acknowledged again, once Postgres takes connections."""


class Candidate(threading.Thread):
    """Saves without rest; what was not acknowledged is sent again, as the page's script does."""

    def __init__(self, port, seat):
        super().__init__(daemon=True)
        self.port, self.seat = port, seat
        self.acknowledged: dict[int, int] = {}
        self.last_at, self.refused, self.saved = 0.0, 0, 0
        self.over = threading.Event()
        self.odd: list[int] = []

    def run(self):
        seq = 0
        while not self.over.is_set():
            seq += 1
            while not self.save(seq % 5 + 1, seq) and not self.over.is_set():
                self.refused += 1
                self.over.wait(0.02)

    def save(self, position, seq) -> bool:
        body = json.dumps({"seq": seq, "key": f"{seq:016}", "value": {"text": str(seq)}})
        headers = {"Content-Type": "application/json", "X-Assay": "save"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            connection.request(
                "PUT", f"/sit/answers/{position}", body, {**headers, "Cookie": self.seat.cookie}
            )
            status = connection.getresponse().status
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()
        if status == 200:
            self.acknowledged[position] = seq
            self.last_at, self.saved = time.monotonic(), self.saved + 1
        elif status != 503:
            self.odd.append(status)
        return status == 200


@pytest.fixture(scope="module")
def crashed(hall):
    """(the candidates, seconds to the first save after each restart, those of each outage)"""
    candidates = [Candidate(hall.stack.web_port, seat) for seat in hall.seats(CANDIDATES)]
    for candidate in candidates:
        candidate.start()
    back, down = [], []
    for _ in range(CRASHES):
        _await_a_save(candidates, time.monotonic() + UNDISTURBED)
        crashed_at = time.monotonic()
        hall.stack.crash_database()
        hall.stack.revive_database()
        up_at = time.monotonic()
        back.append(_await_a_save(candidates, up_at) - up_at)
        down.append(time.monotonic() - crashed_at)
    for candidate in candidates:
        candidate.over.set()
    for candidate in candidates:
        candidate.join()
    return candidates, back, down


def _await_a_save(candidates, since) -> float:
    """When the first save later than that instant was acknowledged."""
    deadline = time.monotonic() + 60
    while (latest := max(candidate.last_at for candidate in candidates)) <= since:
        assert time.monotonic() < deadline, "no save is taken any more"
        time.sleep(0.005)
    return latest


def lost(hall, candidates):
    """(sitting, position, acknowledged, stored) of everything that is older than acknowledged."""
    rows = hall.run("select sitting_id, position, (value ->> 'text')::bigint from answers")
    stored = {(sitting, position): seq for sitting, position, seq in rows}
    return [
        (one.seat.sitting_id, position, seq, stored.get((one.seat.sitting_id, position), 0))
        for one in candidates
        for position, seq in one.acknowledged.items()
        if stored.get((one.seat.sitting_id, position), 0) < seq
    ]


def test_nothing_that_was_acknowledged_is_lost(hall, crashed):
    candidates, back, down = crashed
    saved, refused = (sum(getattr(one, what) for one in candidates) for what in TOLD)
    print(
        f"\ncrashes: {len(back)} immediate stops, {CANDIDATES} candidates; {machine()}\n"
        f"acknowledged {saved}, refused meanwhile {refused}, lost {len(lost(hall, candidates))}\n"
        f"first save after Postgres is up: median {median(back):.2f} s, longest {max(back):.2f} s;"
        f" whole outage: median {median(down):.2f} s"
    )
    assert saved > CRASHES * 10
    assert lost(hall, candidates) == []


TOLD = ("saved", "refused")


def test_every_save_is_in_the_history_too(hall, crashed):
    query = "select count(*) from answer_history"
    assert hall.run(query)[0][0] >= sum(one.saved for one in crashed[0])


def test_saves_go_on_soon_after_the_restart(crashed):
    assert max(crashed[1]) <= BACK


def test_meanwhile_saves_are_told_to_come_again_and_nothing_else(crashed):
    assert [status for one in crashed[0] for status in one.odd] == []
    assert sum(one.refused for one in crashed[0]) > 0
