"""Pair: an application's sandbox and its tests' sandbox, joined by one socket."""

import os
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assay.bank.runner import MB, Limits, Status
from workers.sandbox.box import Box, End
from workers.sandbox.command import Machine
from workers.sandbox.pipes import Pipe, Source, wait
from workers.sandbox.program import status_of

VERDICTS = 4 * MB
"""More than this does not come over the pipe of verdicts."""
TO_SWEEP = 10
"""Seconds until both have cleared away what is left of a job."""
WELL = End(exit_code=0, out_of_memory=False, cpu_seconds=0)


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a pair said. `lines` came over the pipe that only the driver's sandbox has."""

    status: Status
    lines: bytes
    application_output: str
    test_output: str
    seconds: float


class Pair:
    """Both start at once and wait for a job. To be ended in any case.

    A job that is not the last is done by processes that were forked for it. Where it ends well,
    those and their files are swept away, and the pair waits for the next; where not, the pair ends.
    """

    def __init__(self, machine: Machine, limits: Limits) -> None:
        self.jobs, self.is_over = 0, False
        self.subject = Box(machine, "subject", "host", limits)
        try:
            self.driver = Box(machine, "driver", "driver", limits)
        except BaseException:
            self.subject.end()
            raise

    @property
    def is_alive(self) -> bool:
        return not self.is_over and self.subject.is_alive and self.driver.is_alive

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
        self.is_over = True
        self.subject.end()
        self.driver.end()

    def hear(
        self,
        subject: Mapping[str, Any],
        driver: Mapping[str, Any],
        limits: Limits,
        *,
        last: bool = True,
    ) -> Heard:
        """Give both their jobs, and listen until the tests have ended or a limit was met."""
        began = time.monotonic()
        until, used = began + limits.seconds, self.driver.cpu_seconds()
        self.jobs += 1
        self.is_over = True  # until it has come through this well
        reading, writing = os.pipe()
        verdicts = Pipe(os.fdopen(reading, "rb", buffering=0), VERDICTS, VERDICTS)
        try:
            self._give(subject, driver, writing, until, last=last)
            sources: list[Source] = [*self.subject.sources, *self.driver.sources, verdicts]
            in_time = wait(sources, until, lambda: self._has_ended(verdicts))
            self.is_over = last or not in_time or verdicts.flooded or not self._is_ready_again()
        finally:
            ended = self._ended(used) if self.is_over else WELL
            verdicts.take()
            verdicts.close()
        flooded = self.subject.flooded or self.driver.flooded or verdicts.flooded
        return Heard(
            status=status_of(ended, limits, in_time=in_time, flooded=flooded),
            lines=bytes(verdicts.kept),
            application_output=self.subject.said(),
            test_output=self.driver.said(),
            seconds=round(time.monotonic() - began, 3),
        )

    def _give(
        self,
        subject: Mapping[str, Any],
        driver: Mapping[str, Any],
        writing: int,
        until: float,
        *,
        last: bool,
    ) -> None:
        """Each its job, and an end of a new socket; the driver the pipe of verdicts besides."""
        subjects, drivers = socket.socketpair()
        with subjects, drivers, os.fdopen(writing, "wb", buffering=0):
            self.subject.give(subject, until, [subjects.fileno()], last=last)
            self.driver.give(driver, until, [drivers.fileno(), writing], last=last)

    def _is_ready_again(self) -> bool:
        return all(box.is_ready_again(TO_SWEEP) for box in (self.driver, self.subject))

    def _ended(self, used: float) -> End:
        """Both are; how the driver did, less what earlier jobs used."""
        self.subject.end()
        ended = self.driver.end()
        return replace(ended, cpu_seconds=ended.cpu_seconds - used)

    def _has_ended(self, verdicts: Pipe) -> bool:
        flooded = self.subject.flooded or self.driver.flooded or verdicts.flooded
        return flooded or verdicts.closed or self.driver.ending.closed
