"""A small process that keeps one server for as long as anybody uses it (stdlib only, run by path).

`keeper.py ALIVE USERS LOG SIGNAL UID GID -- COMMAND…`. Every user of the server holds a shared lock
on USERS; the kernel drops it however the user ends, by SIGKILL too. The keeper waits for the
exclusive lock: when it gets it, nobody is left, and the server is stopped. ALIVE is locked for the
keeper's own life.
"""

import ctypes
import fcntl
import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import NoReturn

PR_SET_PDEATHSIG = 1
PATIENCE = 30.0


def main(arguments: Sequence[str]) -> NoReturn:
    """Take the ALIVE lock, leave the caller, run the server, and end with it."""
    alive, users, log, stop_signal, uid, gid, dashes, *command = arguments
    assert dashes == "--", "the command follows two dashes"
    stop = signal.Signals(int(stop_signal))
    # Locked before the fork: whoever waits for this call may rely on it.
    fcntl.flock(os.open(alive, os.O_RDWR | os.O_CREAT, 0o600), fcntl.LOCK_EX)
    if os.fork():
        os._exit(0)
    os.setsid()
    os.chdir("/")
    server = _serve(command, log, stop, int(uid), int(gid))
    for asked in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(asked, lambda *_: os.kill(server, stop))
    threading.Thread(target=_stop_when_unused, args=(users, server, stop), daemon=True).start()
    _, status = os.waitpid(server, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _serve(command: Sequence[str], log: str, stop: signal.Signals, uid: int, gid: int) -> int:
    """Start the server as that account; on Linux it also stops if the keeper is killed."""
    keeper = os.getpid()
    server = os.fork()
    if not server:
        _become(command, log, stop, uid, gid, keeper)
    return server


def _become(
    command: Sequence[str], log: str, stop: signal.Signals, uid: int, gid: int, keeper: int
) -> NoReturn:
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    if os.geteuid() == 0 and uid:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":  # after setuid, which would clear it
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(stop))
    if os.getppid() != keeper:
        os._exit(1)
    os.execv(command[0], list(command))


def _stop_when_unused(users: str, server: int, stop: signal.Signals) -> None:
    """Wait until nobody holds USERS, then stop the server; insist after a while."""
    fcntl.flock(os.open(users, os.O_RDWR | os.O_CREAT, 0o600), fcntl.LOCK_EX)
    os.kill(server, stop)
    threading.Timer(PATIENCE, os.kill, (server, signal.SIGKILL)).start()


if __name__ == "__main__":
    main(sys.argv[1:])
