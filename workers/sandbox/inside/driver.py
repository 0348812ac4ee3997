"""The driver: pytest with the author's tests. The candidate's code is in the other sandbox.

What came of each test goes out as lines of JSON over a pipe of its own, which only this side has.
"""

import gc
import json
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Generator, Mapping, Sequence
from typing import Any, NoReturn

from workers.sandbox.inside import start, wire

start.packages()
import _pytest.assertion.rewrite  # this and the next are imported late by pytest, else
import _pytest.capture
import _pytest.helpconfig
import _pytest.junitxml
import _pytest.logging
import _pytest.pastebin
import _pytest.setuponly
import _pytest.setupplan
import _pytest.skipping
import _pytest.threadexception
import _pytest.tracemalloc
import _pytest.unittest
import _pytest.unraisableexception
import _pytest.warnings
import flask
import pytest

from workers.sandbox.inside.fixtures import Fixtures
from workers.sandbox.inside.link import Link, TimeIsUp
from workers.sandbox.inside.sweep import sweep

FOLDER = f"{start.BOX}/tests"
MESSAGE = 800
OPTIONS = (
    "-q", "-c", "/dev/null", f"--rootdir={FOLDER}", f"--confcutdir={FOLDER}", "--tb=short",
    "--import-mode=importlib", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--color=no",
)  # fmt: skip


class Teller:
    """A pytest plugin: tells what is collected and what came of it, and keeps each test's time.

    With `only` some ids, no other test is run.
    """

    def __init__(self, pipe: int, only: Sequence[str], link: Link, seconds: float) -> None:
        self._pipe = pipe
        self._only = frozenset(only)
        self._link = link
        self._seconds = seconds

    def tell(self, **line: Any) -> None:
        data = json.dumps(line).encode() + b"\n"
        while data:
            data = data[os.write(self._pipe, data) :]

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self._only:
            items[:] = [item for item in items if item.nodeid in self._only]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.tell(t="collected", ids=[item.nodeid for item in session.items])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.tell(
            t="report",
            id=report.nodeid,
            when=report.when,
            outcome="skipped" if hasattr(report, "wasxfail") else report.outcome,
            seconds=round(report.duration, 4),
            message=str(report.longrepr)[-MESSAGE:] if report.failed else "",
        )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        self._link.deadline = time.monotonic() + self._seconds
        signal.signal(signal.SIGALRM, self._alarm)
        signal.setitimer(signal.ITIMER_REAL, self._seconds)
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _alarm(self, *_: object) -> None:
        if not self._link.busy:
            raise TimeIsUp("the test's time is up")


def _tested(plugins: Sequence[object]) -> int:
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.chdir(FOLDER)
    sys.path.append(FOLDER)
    return int(pytest.main([*OPTIONS, FOLDER], plugins=list(plugins)))


def _do(job: Mapping[str, Any], number: int, pipe: int) -> NoReturn:
    start.put(FOLDER, job["files"])
    link = Link(socket.socket(fileno=number), job["request_seconds"])
    teller = Teller(pipe, job["only"], link, job["test_seconds"])
    start.hide()
    code = _tested([Fixtures(link, job["seed"]), teller])
    teller.tell(t="done", code=code)
    os._exit(0)


def _done_apart(jobs: start.Jobs, job: Mapping[str, Any], link: int, pipe: int) -> None:
    """In a process of its own, of which nothing is left; who ends ill, ends this one as well."""
    process = os.fork()
    if process == 0:
        try:
            jobs.close()
            _do(job, link, pipe)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(link)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if code:
        os._exit(code if code > 0 else 128 - code)
    sweep()
    os.close(pipe)


def main() -> None:
    gc.freeze()  # what is there by now stays: a forked process needs not copy it to look at it
    jobs = start.Jobs(sys.argv[2:])
    while True:
        try:
            job, (link, pipe) = jobs.next(2)
        except wire.Broken:
            return
        if job["last"]:
            _do(job, link, pipe)
        _done_apart(jobs, job, link, pipe)
