"""What a start costs beside a save, in slices of one run; on a long paper beside a short one."""

import itertools
import re
from statistics import median
from urllib.parse import urlencode

import httpx

from assay.testroom.forgery import FIELD, Forgery
from tests.load.driver import post
from tests.load.floor import TABLE
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
    ratios,
    save_requests,
    spread,
    total,
)
from tests.sittings.situation import CONTENTS

SHORT, LONG = CONTENTS * 2, CONTENTS * 20
A_SECOND = 400
"""More starts than a second can hold: each needs an invitation of its own, made beforehand."""
MOST = max(CLIENTS, int(SECONDS * A_SECOND))
RIGHT = {"short": 303, "long": 303}


def start_requests(hall, contents):
    """Each presses Start on an invitation of its own, its paper drawn, the notice agreed to."""
    tokens = hall.invited(MOST * (ROUNDS + 1) + CLIENTS, contents=contents)
    page = httpx.get(f"http://127.0.0.1:{hall.stack.web_port}/sit/i/{tokens[0]}").text
    seen = dict(re.findall(r'name="(notice|policy)" value="([0-9]+)"', page))
    assert seen, page[:2000]
    forgery, numbers = Forgery(hall.settings.secret_key, hall.settings.base_url), itertools.count()

    def request(client: int) -> bytes:
        token = str(tokens[next(numbers)])
        form = {FIELD: forgery.token(token), "agree": "yes", **seen}
        return post(f"/sit/i/{token}/start", urlencode(form).encode())

    return request


def measured(hall):
    """Name → its slices: the floor, a save, a start on ten questions and on a hundred."""
    hall.run(TABLE)
    floor = hall.serve("floor", *GUNICORN, "--bind", "127.0.0.1:{port}", "tests.load.floor:app")
    web = (hall.stack.children["web"].pid, hall.stack.web_port)
    asked = {
        "floor": (floor, floor_requests()),
        "save": (web, save_requests(hall.seats(SITTINGS))),
        "short": (web, start_requests(hall, SHORT)),
        "long": (web, start_requests(hall, LONG)),
    }
    found = {name: [] for name in asked}
    for number in range(ROUNDS + 1):
        for name, (where, requests) in asked.items():
            most = MOST if name in RIGHT else None
            one = measure(hall, *where, requests, status=RIGHT.get(name, 200), most=most)
            if number:
                found[name].append(one)
    return found


def database(one):
    return one.database


def against(rounds, name, other, of=total):
    return ratios(rounds[name], rounds[other], of)


def table(rounds) -> str:
    databases = against(rounds, "short", "save", database)
    names = {"short": "start 10", "long": "start 100"}
    return "\n".join(
        (
            f"a start beside a save: {ROUNDS} rounds of {SECONDS:.0f} s, {CLIENTS} clients",
            costs({names.get(name, name): one for name, one in rounds.items()},
                  {names[name]: status for name, status in RIGHT.items()}),
            held("CPU of a save / floor", against(rounds, "save", "floor"), bar=2.0, goal=0.7),
            held("CPU of a start, web and database / of a save",
                 against(rounds, "short", "save"), bar=2.5, goal=1.6),
            f"of it the database's / of a save's: {median(databases):.2f} ({spread(databases)})",
            held("CPU of a start, 100 questions / 10", against(rounds, "long", "short"),
                 bar=1.3, goal=1.3),
            capacity(rounds["save"]),
        )
    )  # fmt: skip
