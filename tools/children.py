"""One child process: its log, how it says that it is ready, its orderly end."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEASH = ROOT / "tools" / "leash.py"
POLL = 0.05


class Broken(RuntimeError):
    """A process ended or did not become ready; the message holds the end of its log."""


class Child:
    """Starts in a session of its own, so that Ctrl-C reaches only us, and dies with us.

    Start children from the main thread: on Linux the leash is tied to the thread that forked.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        ready: Callable[["Child"], bool],
    ) -> None:
        self.name = name
        self.log = log
        self._command = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), *command]
        self._environment = dict(environment)
        self._ready = ready
        self._process: subprocess.Popen[bytes] | None = None
        self._said_before = 0

    @property
    def pid(self) -> int:
        """The process id; it is also that of the process group."""
        assert self._process is not None, "not started"
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Is it running?"""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it; `await_ready` tells when it is up."""
        self._said_before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def await_ready(self, seconds: float = 90.0) -> None:
        """Return once it is ready; Broken if it ends before, or takes too long."""
        deadline = time.monotonic() + seconds
        while not self._ready(self):
            if not self.alive:
                raise Broken(f"{self.name} ended at once:\n{self.said()[-2500:]}")
            if time.monotonic() > deadline:
                raise Broken(f"{self.name} is not ready:\n{self.said()[-2500:]}")
            time.sleep(POLL)

    def said(self) -> str:
        """What it wrote since this start."""
        with self.log.open("rb") as log:
            log.seek(self._said_before)
            return log.read().decode(errors="replace")

    def tell_to_stop(self) -> None:
        """Ask it to end in order."""
        if self.alive:
            os.kill(self.pid, signal.SIGTERM)

    def await_end(self, seconds: float = 15.0) -> None:
        """Wait for its end; whatever is left of its group then is killed."""
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self.kill()

    def kill(self) -> None:
        """SIGKILL to it and to all that it started: a crash, for the tests of failures."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def says(pattern: str) -> Callable[[Child], bool]:
    """Ready when this appears in its log."""
    wanted = re.compile(pattern)
    return lambda child: bool(wanted.search(child.said()))
