"""Become another program that ends when its parent does (stdlib only, run by path).

`leash.py PARENT COMMAND…`: on Linux the kernel sends SIGTERM when the parent dies, by SIGKILL too.
Elsewhere this process stays as a guard and looks for its parent itself.
"""

import contextlib
import ctypes
import os
import signal
import sys
import time
from collections.abc import Sequence
from typing import NoReturn

PR_SET_PDEATHSIG = 1
GLANCE = 0.5


def main(parent: int, command: Sequence[str]) -> NoReturn:
    """Never returns: the command, or the guard's exit with the command's code."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
        if os.getppid() != parent:
            os._exit(1)
        os.execvp(command[0], list(command))
    _guard(parent, os.posix_spawnp(command[0], list(command), os.environ))


def _guard(parent: int, child: int) -> NoReturn:
    def end(*_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGTERM)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
        if os.getppid() != parent:
            end()
        time.sleep(GLANCE)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
