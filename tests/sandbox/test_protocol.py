"""What goes over the socket is what the port's signatures say, and nothing else is taken."""

import asyncio
import json
import math
from dataclasses import asdict, replace

import pytest

from assay.bank.runner import Limits, Run, Spec
from workers.sandbox.codec import Malformed, plain, typed
from workers.sandbox.protocol import Reply, Request, allowance, frame, receive_soon, reply, request

ASKED = Request(
    verb="grade", queue="o", priority="marking",
    arguments={"app": {"a.py": b"\x00\xff"}, "tests": {}, "spec": Spec(), "limits": Limits()},
)  # fmt: skip
RUN = Run(status="ok", stdout="\ud800\u0000", stderr="", exit_code=None, seconds=0.5)


def body(message):
    return frame(message)[4:]


def changed(place, value):
    """The request as JSON with one place changed; None takes it away."""
    whole = json.loads(body(ASKED))
    *way, last = place.split(".")
    inner = whole
    for step in way:
        inner = inner[step]
    inner[last] = value
    if value is None:
        del inner[last]
    return json.dumps(whole).encode()


def test_a_request_and_a_reply_come_back_as_they_were():
    assert request(body(ASKED)) == ASKED
    assert reply(body(Reply(said="done", result=RUN)), "run").result == RUN
    assert reply(body(Reply(said="refused", why="busy")), "run").why == "busy"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("verb", "rm"), ("verb", "run"), ("verb", []), ("priority", "first"), ("queue", 7),
        ("queue", None),
        ("version", "2"), ("more", 1), ("arguments", []), ("arguments.app", None),
        ("arguments.more", {}),
        ("arguments.app", {"a.py": "no base64!"}), ("arguments.app", {"a.py": 1}),
        ("arguments.app", ["a.py"]), ("arguments.limits.seconds", "30"),
        ("arguments.limits.seconds", True), ("arguments.limits.processes", 3.5),
        ("arguments.limits.more", 1), ("arguments.spec.manifest", "test_a"),
        ("arguments.spec.manifest", [1]), ("arguments.spec.probes", 1),
        ("arguments.spec.env", {"A": 1}),
    ],
)  # fmt: skip
def test_what_is_not_as_the_port_says_is_refused(place, value):
    with pytest.raises(Malformed):
        request(changed(place, value))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_no_number_is_endless(number):
    raw = body(ASKED).replace(b'"seconds":30', f'"seconds":{number}'.encode(), 1)
    with pytest.raises(Malformed):
        request(raw)


@pytest.mark.parametrize("held", [{"at": object()}, {"at": math.nan}, {1: {(): 2}}])
def test_what_json_does_not_know_is_not_sent(held):
    spec = Spec(config=held)
    with pytest.raises(Malformed):
        frame(replace(ASKED, arguments={**ASKED.arguments, "spec": spec}))


def test_an_optional_field_may_be_left_out_and_a_needed_one_may_not():
    assert typed(Limits, {}) == Limits()
    told = plain(RUN)
    assert typed(Run, {**told, "exit_code": None}) == RUN
    del told["status"]
    with pytest.raises(Malformed, match="it is not of its type"):
        typed(Run, told)


def test_the_message_names_the_place_and_never_the_value():
    with pytest.raises(Malformed, match=r"^app\[…\] is not base64$"):
        request(changed("arguments.app", {"secret.py": "se cret"}))


def test_a_suite_is_given_the_time_of_all_its_runs():
    arguments = {
        "tests": {}, "references": {"a": {}, "b": {}}, "mutants": {"x": {}, "y": {}, "z": {}},
        "spec": Spec(), "limits": Limits(seconds=4),
    }  # fmt: skip
    suite = Request(verb="grade_suite", queue="o", priority="marking", arguments=arguments)
    assert allowance(suite) == 40
    assert allowance(ASKED) == Limits().seconds


def test_frames_may_come_in_pieces_and_end_anywhere():
    async def heard(*pieces):
        stream = asyncio.StreamReader()
        for piece in pieces:
            stream.feed_data(piece)
        stream.feed_eof()
        return await receive_soon(stream)

    whole = frame(ASKED)
    assert asyncio.run(heard(whole[:2], whole[2:9], whole[9:])) == whole[4:]
    assert asyncio.run(heard(whole[:-1])) is None
    assert asyncio.run(heard(whole[:3])) is None
    assert asdict(request(whole[4:])) == asdict(ASKED)
