"""Box: one sandboxed program, from its start to the end of all that it left."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assay.bank.runner import Limits
from workers.sandbox.cgroups import OURS, Group
from workers.sandbox.command import Machine, command
from workers.sandbox.inside import wire
from workers.sandbox.pipes import Ending, Pipe, wait
from workers.sandbox.seccomp import compiled

DRAINED = 64
"""So many times what is kept of an output is read before its writer is ended."""
TO_START = 30
"""Seconds, on the slowest of days."""


class NotStarted(Exception):
    """The sandbox did not come up, and nothing foreign has run in it."""


class OutOfMemory(NotStarted):
    """It was not even enough for our own part."""


@dataclass(frozen=True, kw_only=True)
class End:
    """How a box ended; all in it are dead or dying. Exit codes above 128 are signals."""

    exit_code: int
    out_of_memory: bool
    cpu_seconds: float


class Box:
    """Starts at once, and waits for its job. To be ended in any case."""

    def __init__(
        self,
        machine: Machine,
        role: str,
        program: str,
        limits: Limits,
    ) -> None:
        try:
            self._group = Group(machine.parent, limits)
        except OSError as error:
            raise NotStarted(f"no control group can be made: {error}") from error
        try:
            self._job, theirs = socket.socketpair()
            with theirs:
                number = theirs.fileno()
                words = [program, str(number), str(limits.processes + OURS)]
                self._process = _started(machine, role, words, limits, self._group, number)
        except OSError as error:
            self._group.remove()
            raise NotStarted(f"the sandbox can't be started: {error}") from error
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self.ending = Ending(self._process.pid)
        self.stdout = Pipe(self._process.stdout, limits.output, limits.output * DRAINED)
        self.stderr = Pipe(self._process.stderr, limits.output, limits.output * DRAINED)

    @property
    def sources(self) -> tuple[Pipe, Pipe, Ending]:
        return self.stdout, self.stderr, self.ending

    @property
    def flooded(self) -> bool:
        return self.stdout.flooded or self.stderr.flooded

    @property
    def is_alive(self) -> bool:
        return not select.select([self.ending], [], [], 0)[0]

    def be_ready(self) -> None:
        """Return once our program inside waits for its job; NotStarted where it never will."""
        try:
            wire.Reader(self._job).receive(time.monotonic() + TO_START)
        except wire.Broken as error:
            end = self.end()
            kind = OutOfMemory if end.out_of_memory else NotStarted
            said = self.stderr.text.strip()[-300:] or str(error)
            raise kind(f"the sandbox did not start: {said}") from error

    def give(
        self, job: Mapping[str, Any], until: float, fds: Sequence[int] = (), *, last: bool = True
    ) -> None:
        """A job, and what belongs to it. The last one is the only one of who trusts nobody.

        It goes unsaid where nobody takes it: then the box ends, which is waited for.
        """
        with contextlib.suppress(wire.Broken):
            self._job.settimeout(max(0.01, until - time.monotonic()))
            wire.send(self._job, {**job, "last": last}, wire.JOB, fds)
        if last:
            self._job.close()

    def is_ready_again(self, seconds: float) -> bool:
        """Has it done its job, and left nothing of it? All that it wrote can be read by now."""
        with contextlib.suppress(wire.Broken):
            wire.Reader(self._job).receive(time.monotonic() + seconds)
            self.stdout.take()
            self.stderr.take()
            return not (self.flooded or self._group.ran_out_of_memory())
        return False

    def said(self) -> str:
        """What it wrote in this job."""
        told = self.stdout.text + self.stderr.text
        self.stdout.forget()
        self.stderr.forget()
        return told

    def cpu_seconds(self) -> float:
        """Of all of its jobs together; 0 where that is not counted."""
        return self._group.cpu_seconds()

    def end(self) -> End:
        """Kill all of it. What it wrote until then can be read afterwards."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        code = self._process.wait()
        end = End(
            exit_code=code if code >= 0 else 128 - code,
            out_of_memory=self._group.ran_out_of_memory(),
            cpu_seconds=self._group.cpu_seconds(),
        )
        for pipe in (self.stdout, self.stderr):
            pipe.take()
            pipe.close()
        self.ending.close()
        self._job.close()
        if not self._group.remove(seconds=0):
            threading.Thread(target=self._group.remove, name="sandbox-remove").start()
        return end


def _started(
    machine: Machine,
    role: str,
    words: Sequence[str],
    limits: Limits,
    group: Group,
    job: int,
) -> subprocess.Popen[bytes]:
    with os.fdopen(os.memfd_create("seccomp"), "r+b") as policy:
        policy.write(compiled())
        policy.seek(0)
        return subprocess.Popen(
            command(machine, role, words, limits, group, policy.fileno()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=(policy.fileno(), job),
            start_new_session=True,
            env={},
            cwd="/",
        )


def wait_for(box: Box, until: float) -> bool:
    """True once it has ended or said too much, False where the time was up."""
    return wait(box.sources, until, lambda: box.ending.closed or box.flooded)
