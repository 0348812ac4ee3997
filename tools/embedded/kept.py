"""A server that several processes share, by file locks: the first starts it, the last stops it."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

KEEPER = Path(__file__).with_name("keeper.py")
PATIENCE = 60.0
POLL = 0.02


class NotStarted(RuntimeError):
    """A server did not come up; the message holds the end of its log."""


@dataclass(frozen=True)
class Account:
    """Whom a server runs as; 0 means: as we are."""

    uid: int = 0
    gid: int = 0


class Kept:
    """The locks around one server in one folder; a subclass says how to prepare, run and greet it.

    Safe against two starts at once, and against a SIGKILL of any user: see keeper.py.
    """

    stop_signal = signal.SIGTERM
    account = Account()

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self._held: int | None = None

    def prepare(self) -> None:
        """Make what the server needs on disk; called under the starting lock, with no server up."""
        raise NotImplementedError

    def command(self) -> Sequence[str]:
        """The server in the foreground."""
        raise NotImplementedError

    def ready(self) -> bool:
        """Does it answer?"""
        raise NotImplementedError

    @property
    def running(self) -> bool:
        """Is a server up in this folder, whoever started it?"""
        return self.folder.is_dir() and not _try(self.folder / "alive", fcntl.LOCK_SH)

    def start(self) -> Self:
        """Start the server, or join the one that runs; returns when it answers."""
        if self._held is not None:
            return self
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._starting():
            self._held = _lock(self.folder / "users", fcntl.LOCK_SH)
            try:
                if not self.running:
                    self.prepare()
                    self._launch()
                self._await_ready()
            except BaseException:
                self._let_go()
                raise
        return self

    def revive(self) -> None:
        """Start the server again where it has ended by itself; its users are still its users."""
        with self._starting():
            if not self.running:
                self.prepare()
                self._launch()
            self._await_ready()

    def stop(self) -> None:
        """Leave the server; the last to leave waits until it is down."""
        if self._held is None:
            return
        with self._starting():
            self._let_go()
            users = self.folder / "users"
            nobody_left = _try(users, fcntl.LOCK_EX)
            if nobody_left or not _try(users, fcntl.LOCK_SH):  # the keeper has it
                os.close(_lock(self.folder / "alive", fcntl.LOCK_SH))

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _launch(self) -> None:
        files = [str(self.folder / name) for name in ("alive", "users", "log")]
        numbers = [str(int(self.stop_signal)), str(self.account.uid), str(self.account.gid)]
        subprocess.run(
            [sys.executable, "-I", "-S", str(KEEPER), *files, *numbers, "--", *self.command()],
            check=True,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _await_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.ready():
            if not self.running:
                raise NotStarted(f"{self._name()} ended at once:\n{self._last_words()}")
            if time.monotonic() > deadline:
                raise NotStarted(f"{self._name()} did not answer:\n{self._last_words()}")
            time.sleep(POLL)

    def _name(self) -> str:
        return type(self).__name__

    def _last_words(self) -> str:
        return self.log.read_text(errors="replace")[-1500:] if self.log.exists() else "(no log)"

    @contextmanager
    def _starting(self) -> Iterator[None]:
        held = _lock(self.folder / "starting", fcntl.LOCK_EX)
        try:
            yield
        finally:
            os.close(held)

    def _let_go(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _lock(path: Path, kind: int) -> int:
    descriptor = _open(path)
    fcntl.flock(descriptor, kind)
    return descriptor


def _try(path: Path, kind: int) -> bool:
    descriptor = _open(path)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
