"""Pair: an application's sandbox and its tests' sandbox, joined by one socket."""

import contextlib
import os
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assay.bank.runner import MB, Limits, Status
from workers.sandbox.box import Box
from workers.sandbox.command import Machine
from workers.sandbox.pipes import Pipe, Source, wait
from workers.sandbox.program import status_of

VERDICTS = 4 * MB
"""More than this does not come over the pipe of verdicts."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a pair said. `lines` came over the pipe that only the driver's sandbox has."""

    status: Status
    lines: bytes
    application_output: str
    test_output: str
    seconds: float


class Pair:
    """Both start at once and wait; for one job. To be ended in any case."""

    def __init__(self, machine: Machine, limits: Limits) -> None:
        with contextlib.ExitStack() as theirs, contextlib.ExitStack() as ours:
            subjects, drivers = (theirs.enter_context(end) for end in socket.socketpair())
            reading, writing = os.pipe()
            pipe = ours.enter_context(os.fdopen(reading, "rb", buffering=0))
            theirs.callback(os.close, writing)
            fds = [subjects.fileno()]
            self.subject = Box(machine, "subject", "host", limits, fds=fds)
            ours.callback(self.subject.end)
            fds = [drivers.fileno(), writing]
            self.driver = Box(machine, "driver", "driver", limits, fds=fds)
            ours.pop_all()
        self._verdicts = Pipe(pipe, VERDICTS, VERDICTS)

    @property
    def is_alive(self) -> bool:
        return self.subject.is_alive and self.driver.is_alive

    def be_ready(self) -> None:
        """Return once both wait for their jobs; NotStarted where one never will."""
        try:
            self.subject.be_ready()
            self.driver.be_ready()
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """Kill both."""
        self.subject.end()
        self.driver.end()
        self._verdicts.close()

    def hear(self, subject: Mapping[str, Any], driver: Mapping[str, Any], limits: Limits) -> Heard:
        """Give both their jobs, and listen until the tests have ended or a limit was met."""
        began = time.monotonic()
        until = began + limits.seconds
        try:
            self.subject.give(subject, until)
            self.driver.give(driver, until)
            sources: list[Source] = [*self.subject.sources, *self.driver.sources, self._verdicts]
            in_time = wait(sources, until, self._is_over)
        finally:
            self.subject.end()
            ended = self.driver.end()
            self._verdicts.take()
            self._verdicts.close()
        flooded = self.subject.flooded or self.driver.flooded or self._verdicts.flooded
        return Heard(
            status=status_of(ended, limits, in_time=in_time, flooded=flooded),
            lines=bytes(self._verdicts.kept),
            application_output=self.subject.stdout.text + self.subject.stderr.text,
            test_output=self.driver.stdout.text + self.driver.stderr.text,
            seconds=round(time.monotonic() - began, 3),
        )

    def _is_over(self) -> bool:
        flooded = self.subject.flooded or self.driver.flooded or self._verdicts.flooded
        return flooded or self._verdicts.closed or self.driver.ending.closed
