"""The runner process, over its real socket: who may ask, whose turn it is, and what ends a job."""

import os
import signal
import socket
import stat
import struct
import subprocess
import sys

import pytest

from assay.bank.runner import Limits
from assay.core.settings import Settings
from tests.sandbox.staged import ABSENT, ROOT, Gate, Serving, clean
from workers.sandbox.protocol import MOST_BYTES, receive, reply


@pytest.fixture
def serving(tmp_path):
    with Serving(tmp_path) as serving:
        yield serving


@pytest.fixture
def gate(tmp_path):
    return Gate(tmp_path)


def connected(serving):
    stream = socket.socket(socket.AF_UNIX)
    stream.settimeout(20)
    stream.connect(str(serving.path))
    return stream


def refusal(stream):
    told = reply(receive(stream), "run")
    assert told.said == "refused"
    return told.why


def counts(talks):
    """In which place of the engine's order each of them came."""
    return [int(talk.hear().result.stdout) for talk in talks if talk.hear().said == "began"]


def test_a_job_waits_begins_and_is_done(serving):
    talk = serving.talk()
    assert [talk.hear().said for _ in range(3)] == ["waiting", "began", "done"]
    assert talk.hear() is None


def test_only_its_user_and_group_reach_the_socket(serving):
    assert stat.S_IMODE(serving.path.stat().st_mode) == 0o660


def test_a_process_of_another_user_is_refused(tmp_path):
    with Serving(tmp_path, allowed=[os.getuid() + 1]) as serving:
        assert "may not ask" in serving.talk().hear().why


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (struct.pack(">I", MOST_BYTES + 1), "at most"),
        (b"\xff\xff\xff\xff", "at most"),
        (b"GET / HTTP/1.1\r\n\r\n", "at most"),
        (struct.pack(">I", 4) + b"\xff\xfe\x00{", "not JSON"),
        (struct.pack(">I", 40_000) + b"[" * 40_000, "not JSON"),
        (struct.pack(">I", 2) + b"[]", "request is not of its type"),
    ],
    ids=["too long", "ones", "http", "bytes", "deep", "list"],
)
def test_what_is_no_request_is_refused_and_harms_nobody(serving, sent, said):
    with connected(serving) as stream:
        stream.sendall(sent)
        assert said in refusal(stream)
    assert serving.client().run({}, ["count"], Limits()).stdout == "1"


def test_a_client_that_goes_before_it_has_asked_is_forgotten(serving):
    with connected(serving) as stream:
        stream.sendall(struct.pack(">I", 500) + b"{")
    assert serving.client().run({}, ["count"], Limits()).stdout == "1"


def test_the_job_of_a_client_that_goes_dies_and_the_next_is_served(serving, gate):
    talk = serving.talk(gate.command).runs()
    gate.reached()
    talk.leave()
    assert gate.dies()
    assert serving.client().run({}, ["count"], Limits()).ended_well


def test_what_outlives_a_job_is_found_and_ended(serving, gate):
    talk = serving.talk(["leave", str(gate.path)]).runs()
    gate.reached()
    talk.leave()
    assert gate.dies()


def test_a_client_that_goes_on_talking_ends_its_job_too(serving, gate):
    talk = serving.talk(gate.command).runs()
    gate.reached()
    talk.stream.sendall(b"more")
    assert gate.dies()


def test_who_leaves_the_line_is_never_begun(serving, gate):
    serving.talk(gate.command).runs()
    gate.reached()
    leaves, stays = serving.talk(queue="b").waits(), serving.talk(queue="b").waits()
    leaves.leave()
    serving.talk(
        queue="c"
    ).waits()  # the runner has seen b's end: it serves one event after another
    gate.open()
    assert counts([stays]) == [2]


def test_a_queue_with_much_to_do_waits_for_all_others_after_each_job(serving, gate):
    serving.talk(gate.command, queue="greedy").runs()
    gate.reached()
    greedy = [serving.talk(queue="greedy").waits() for _ in range(4)]
    others = [serving.talk(queue=name).waits() for name in ("b", "c", "d")]
    gate.open()
    assert counts(greedy) == [2, 6, 7, 8]
    assert counts(others) == [3, 4, 5]


def test_marking_comes_before_what_candidates_try_out(serving, gate):
    serving.talk(gate.command).runs()
    gate.reached()
    visible = [serving.talk(priority="visible", queue=name).waits() for name in ("a", "b")]
    marking = [serving.talk(priority="marking", queue="a").waits() for _ in range(2)]
    gate.open()
    assert counts(marking) == [2, 3]
    assert counts(visible) == [4, 5]


def test_more_than_may_wait_are_sent_away(tmp_path, gate):
    with Serving(tmp_path, most_waiting=2) as serving:
        serving.talk(gate.command).runs()
        gate.reached()
        held = [serving.talk().waits() for _ in range(2)]
        assert "busy: 2 jobs wait" in serving.talk().hear().why
        gate.open()
        assert counts(held) == [2, 3]


def test_two_hands_work_at_once(tmp_path, gate):
    other = Gate(tmp_path, "other")
    with Serving(tmp_path, at_once=2) as serving:
        talks = [serving.talk(one.command).runs() for one in (gate, other)]
        gate.reached()
        other.reached()
        other.open("second")
        gate.open("first")
        assert [talk.hear().result.stdout for talk in talks] == ["first", "second"]


@pytest.mark.parametrize("fault", ["die", "raise"])
def test_an_engine_that_ends_is_a_refusal_and_another_takes_its_place(serving, fault):
    assert serving.talk([fault]).runs().hear().why == "The engine ended while it ran this."
    assert serving.client().run({}, ["count"], Limits()).stdout == "1"


def test_an_engine_that_keeps_no_limit_is_ended(tmp_path, gate):
    with Serving(tmp_path, spare=0.1) as serving:
        talk = serving.talk(gate.command, limits=Limits(seconds=0.1)).runs()
        gate.reached()
        assert "limits" in talk.hear().why
        assert gate.dies()


def test_where_nothing_can_be_run_it_says_why_and_takes_nothing(tmp_path):
    with Serving(tmp_path, environment={ABSENT: "no bubblewrap here"}) as serving:
        assert serving.client().capability().reason == "no bubblewrap here"
        assert serving.talk().hear().why == "no bubblewrap here"


def test_told_to_stop_it_ends_what_runs_in_order_and_sends_the_rest_away(serving, gate):
    running = serving.talk(gate.command).runs()
    gate.reached()
    waiting = serving.talk().waits()
    serving.process.send_signal(signal.SIGTERM)
    assert "stopped" in waiting.hear().why
    assert not serving.path.exists()
    gate.open("all of it")
    assert running.hear().result.stdout == "all of it"
    assert serving.process.wait(20) == 0


def test_told_to_stop_it_does_not_wait_for_ever(tmp_path, gate):
    with Serving(tmp_path, grace=0.1) as serving:
        running = serving.talk(gate.command).runs()
        gate.reached()
        serving.process.send_signal(signal.SIGTERM)
        assert running.hear().said == "refused"
        assert gate.dies()
        assert serving.process.wait(20) == 0


def test_killed_it_takes_its_hands_with_it(serving, gate):
    running = serving.talk(gate.command).runs()
    gate.reached()
    serving.process.kill()
    assert running.hear() is None
    assert gate.dies()


def test_what_a_crashed_one_left_is_replaced(tmp_path):
    with Serving(tmp_path) as crashed:
        crashed.process.kill()
        crashed.process.wait()
        assert crashed.path.exists()
        with Serving(tmp_path) as serving:
            assert serving.client().run({}, ["count"], Limits()).ended_well


def test_a_second_one_does_not_take_the_place_of_the_first(serving, tmp_path):
    second = Serving(tmp_path)
    second.hear("runner")
    assert "Another runner serves" in second.said[-1]
    assert second.process.wait(20) == 1
    second.process.stderr.close()
    assert serving.client().run({}, ["count"], Limits()).ended_well


def told(**environment):
    command = [sys.executable, "-m", "workers.sandbox.service", "--socket", "/nowhere/at/all"]
    environment = {**clean(), **environment}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode
    return done.stderr


@pytest.mark.parametrize(
    "name",
    sorted(
        {f"ASSAY_{one.upper()}" for one in Settings.__annotations__} | {"ASSAY_OWNER_DATABASE_URL"}
    ),
)
def test_it_does_not_start_where_it_is_told_of_the_installation(name):
    assert f"does not start while it is told {name}." in told(**{name: "anything"})


def test_the_runtimes_folder_is_no_secret():
    assert "FileNotFoundError" in told(ASSAY_RUNTIME_FOLDER="/somewhere")
