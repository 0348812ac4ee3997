"""RunnerClient says what a Runner says, or NoRunner; never a verdict where there was none."""

import os
import signal
import socket
import threading
from contextlib import contextmanager

import pytest

from assay.bank.runner import Capability, Grade, Limits, NoRunner, Spec, SuiteGrade, Told
from tests.sandbox.staged import Gate, Serving, beside
from workers.sandbox import client
from workers.sandbox.client import RunnerClient

APP, BYTES = {"app.py": b"app = 1"}, {"data.bin": bytes(range(256)), "ä/ö.txt": "€".encode()}
TESTS = {"test_app.py": b"def test_home(): ...\ndef test_gone(): ...\n"}


@pytest.fixture
def serving(tmp_path):
    with Serving(tmp_path) as serving:
        yield serving


@pytest.fixture
def gate(tmp_path):
    return Gate(tmp_path)


def test_it_says_what_the_engine_can_do(serving):
    assert serving.client().capability() == Capability(
        available=True, engine="fake", runtime="fake"
    )


def test_a_grade_comes_back_whole(serving):
    spec = Spec(config={"LIMIT": 3, "NESTED": [None, 1.5, "€"]}, env={"A": "b"}, seed=7)
    told = serving.client().grade(APP | BYTES, TESTS, spec, Limits(seconds=3))
    tests = {
        "test_app.py::test_home": Told(verdict="passed"),
        "test_app.py::test_gone": Told(verdict="passed"),
    }
    assert told == Grade(
        status="ok", tests=tests, application_output="", test_output="", seconds=0,
        runtime="fake", engine="fake",
    )  # fmt: skip


def test_a_suites_grade_comes_back_whole(serving):
    told = serving.client().grade_suite(TESTS, {"a": APP}, {"x": APP, "y": BYTES}, Spec(), Limits())
    assert told == SuiteGrade(
        status="ok", valid=True, killed=["x", "y"], mutants=["x", "y"], why="", test_output="",
        seconds=0, runtime="fake", engine="fake",
    )  # fmt: skip


def test_where_nobody_listens_nothing_is_run(tmp_path):
    nobody = RunnerClient(path=tmp_path / "socket")
    with pytest.raises(NoRunner, match="No runner listens"):
        nobody.run({}, ["count"], Limits())
    told = nobody.capability()
    assert (told.available, told.remedy) == (False, "Start the runner.")


def test_a_runner_that_is_killed_in_mid_job_gave_no_verdict(serving, gate):
    wait = beside(lambda: serving.client().run({}, gate.command, Limits()))
    gate.reached()
    serving.process.kill()
    told = wait()
    assert isinstance(told, NoRunner)
    assert "ended before it had an answer" in str(told)


@pytest.mark.parametrize("fault", ["die", "raise"])
def test_an_engine_that_ends_gave_no_verdict(serving, fault):
    with pytest.raises(NoRunner, match="engine ended"):
        serving.client().run({}, [fault], Limits())


def test_it_waits_in_the_line_as_long_as_it_is_told(serving, gate):
    serving.talk(gate.command).runs()
    gate.reached()
    with pytest.raises(NoRunner, match="in time"):
        serving.client(patience=0.05).run({}, ["count"], Limits())
    gate.open()
    assert serving.client().run({}, ["count"], Limits()).stdout == "2"


class TimeIsUp(Exception):
    pass


def test_an_exception_in_the_caller_ends_the_job(serving, gate):
    """As Celery's soft time limit, which comes by a signal: who stops waiting stops the job."""

    def over(*_):
        raise TimeIsUp

    before = signal.signal(signal.SIGUSR1, over)
    wait = beside(lambda: gate.reached() and os.kill(os.getpid(), signal.SIGUSR1))
    with pytest.raises(TimeIsUp):
        serving.client().run({}, gate.command, Limits())
    signal.signal(signal.SIGUSR1, before)
    wait()
    assert gate.dies()


def test_an_engine_that_hangs_is_waited_for_no_longer_than_its_limits(serving, gate, monkeypatch):
    monkeypatch.setattr(client, "SPARE", 0.5)
    reached = beside(gate.reached)
    with pytest.raises(NoRunner, match="in time"):
        serving.client().run({}, gate.command, Limits(seconds=0.1))
    reached()
    assert gate.dies()


def test_a_user_who_may_not_ask_is_told_so(tmp_path):
    with Serving(tmp_path, allowed=[os.getuid() + 1]) as serving:
        with pytest.raises(NoRunner, match="may not ask"):
            serving.client().run({"big": b"x" * 1_000_000}, ["count"], Limits())
        assert "may not ask" in serving.client().capability().reason


def test_more_than_a_frame_holds_is_not_sent(serving):
    with pytest.raises(NoRunner, match="do not agree: a frame holds at most"):
        serving.client().run({"big": b"x" * (13 << 20)}, ["count"], Limits())


@contextmanager
def impostor(path, said):
    """Something that listens where the runner should."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()

        def answer():
            stream, _ = listening.accept()
            with stream:
                stream.sendall(said)
                while stream.recv(1 << 16):
                    pass

        thread = threading.Thread(target=answer)
        thread.start()
        yield
        thread.join(20)


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b'{"said":"done","result":null,"why":""}',
        b'{"said":"done","result":{"status":"perfect","stdout":"","stderr":"","exit_code":0,"seconds":0,"runtime":""},"why":""}',
        b'{"said":"won","result":null,"why":""}',
    ],
    ids=["no json", "no result", "a status that is none", "a word that is none"],
)
def test_what_is_no_reply_is_no_verdict(tmp_path, body):
    path = tmp_path / "socket"
    with (
        impostor(path, len(body).to_bytes(4, "big") + body),
        pytest.raises(NoRunner, match="agree"),
    ):
        RunnerClient(path=path).run({}, ["count"], Limits())
