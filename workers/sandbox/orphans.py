"""What killed processes leave behind: it becomes ours, and is ended.

A sandbox that is just being made does not notice yet that who made it is gone, and would wait for
ever to be told to go on.
"""

import ctypes
import os
import signal
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


def adopt() -> None:
    """From now on whoever loses its parent below this process becomes its child."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def reap(*, but: Collection[int]) -> None:
    """Let go of those that have ended by themselves."""
    for process in _children() - set(but):
        with suppress(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def end(*, but: Collection[int]) -> None:
    """Kill every child but these, and what becomes ours by that, until none is left."""
    while left := _children() - set(but):
        for process in left:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)


def _children() -> set[int]:
    told = Path("/proc/self/task").glob("*/children")
    return {int(process) for one in told for process in one.read_text().split()}
