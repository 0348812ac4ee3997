"""Between two sessions: end every process, empty the folder. Hostile names and depths are usual."""

import contextlib
import itertools
import os
import signal
import time

from workers.sandbox.inside.start import BOX

TRIES = 200


def sweep() -> None:
    """Nothing of what ran before is left in this sandbox but us and its init."""
    _end_all()
    _empty(BOX.encode())


def _end_all() -> None:
    for _ in range(TRIES):
        try:
            os.kill(-1, signal.SIGKILL)  # all in this namespace but its init and the caller
        except ProcessLookupError:
            break
        _reap()
        time.sleep(0.001)
    _reap()


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _empty(box: bytes) -> None:
    """Without recursion, and without long paths: each folder is first moved up to the top."""
    numbers = itertools.count()
    folders = [box]
    while folders:
        folder = folders.pop()
        for name in _names(folder):
            path = os.path.join(folder, name)
            try:
                os.unlink(path)
            except OSError:
                moved = os.path.join(box, b".swept-%d" % next(numbers))
                if _move(path, moved):
                    folders.append(moved)
        if folder != box:
            with contextlib.suppress(OSError):
                os.rmdir(folder)


def _names(folder: bytes) -> list[bytes]:
    try:
        os.chmod(folder, 0o700)
        return os.listdir(folder)
    except OSError:
        return []


def _move(path: bytes, to: bytes) -> bool:
    """A folder that may not be written can't be moved either, until it may."""
    try:
        os.chmod(path, 0o700)
        os.rename(path, to)
    except OSError:
        return False
    return True
