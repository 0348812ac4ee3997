"""What comes out of sandboxes, read as it comes; nobody waits for the end of a stream."""

import os
import selectors
import time
from collections.abc import Callable, Sequence
from typing import IO, Protocol


class Source(Protocol):
    """Something that there may be more of."""

    closed: bool

    def fileno(self) -> int: ...

    def take(self) -> None: ...


class Pipe:
    """What comes out of a pipe: the beginning is kept, the rest only counted."""

    def __init__(self, file: IO[bytes], keep: int, drain: int) -> None:
        os.set_blocking(file.fileno(), False)
        self._file = file
        self._keep = keep
        self._drain = drain
        self._total = 0
        self.kept = bytearray()
        self.closed = False

    @property
    def flooded(self) -> bool:
        """Did more come than is drained? Its writer is to be ended."""
        return self._total > self._drain

    @property
    def text(self) -> str:
        """Without NUL, which no database takes."""
        return self.kept.decode(errors="replace").replace("\0", "\ufffd")

    def fileno(self) -> int:
        return self._file.fileno()

    def take(self) -> None:
        """All that is there now, and never more than is drained."""
        while not self.closed and not self.flooded:
            try:
                data = os.read(self.fileno(), 65536)
            except BlockingIOError:
                return
            self._total += len(data)
            self.kept += data[: max(0, self._keep - len(self.kept))]
            self.closed = not data

    def forget(self) -> None:
        """What came so far, as if it had not."""
        self._total = 0
        self.kept = bytearray()

    def close(self) -> None:
        self.closed = True
        self._file.close()


class Ending:
    """Has something to read once the process has ended."""

    def __init__(self, number: int) -> None:
        self._pidfd = os.pidfd_open(number)
        self.closed = False

    def fileno(self) -> int:
        return self._pidfd

    def take(self) -> None:
        self.closed = True

    def close(self) -> None:
        os.close(self._pidfd)


def wait(sources: Sequence[Source], until: float, over: Callable[[], bool]) -> bool:
    """Take what comes until it is over: True; False where the time was up before.

    `until` is of time.monotonic().
    """
    with selectors.DefaultSelector() as selector:
        for source in sources:
            if not source.closed:
                selector.register(source.fileno(), selectors.EVENT_READ, source)
        while not over():
            left = until - time.monotonic()
            if left <= 0:
                return False
            for key, _ in selector.select(left):
                key.data.take()
                if key.data.closed:
                    selector.unregister(key.fd)
    return True
