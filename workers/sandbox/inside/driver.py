"""The driver: pytest with the author's tests. The candidate's code is in the other sandbox.

What came of each test goes out as lines of JSON over a pipe of its own, which only this side has.
"""

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Generator, Sequence
from typing import Any

from workers.sandbox.inside import start

start.packages()
import _pytest.assertion.rewrite  # this and the next are imported late by pytest, else
import _pytest.capture
import _pytest.junitxml
import _pytest.logging
import _pytest.unittest
import flask
import pytest

from workers.sandbox.inside.fixtures import Fixtures
from workers.sandbox.inside.link import Link, TimeIsUp

FOLDER = f"{start.BOX}/tests"
MESSAGE = 800
OPTIONS = (
    "-q", "-c", "/dev/null", f"--rootdir={FOLDER}", f"--confcutdir={FOLDER}", "--tb=short",
    "--import-mode=importlib", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--color=no",
)  # fmt: skip


class Teller:
    """A pytest plugin: tells what is collected and what came of it, and keeps each test's time."""

    def __init__(self, pipe: int, link: Link, seconds: float) -> None:
        self._pipe = pipe
        self._link = link
        self._seconds = seconds

    def tell(self, **line: Any) -> None:
        data = json.dumps(line).encode() + b"\n"
        while data:
            data = data[os.write(self._pipe, data) :]

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


def main() -> None:
    link_number, pipe = map(int, sys.argv[4:6])
    job = start.job(sys.argv[2:])
    start.put(FOLDER, job["files"])
    link = Link(socket.socket(fileno=link_number), job["request_seconds"])
    teller = Teller(pipe, link, job["test_seconds"])
    start.hide()
    code = _tested([Fixtures(link, job["seed"]), teller])
    teller.tell(t="done", code=code)
    os._exit(0)
