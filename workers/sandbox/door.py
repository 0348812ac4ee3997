"""Where the runner listens, and whose processes may ask."""

import os
import socket
import struct
from dataclasses import dataclass
from pathlib import Path

_CREDENTIALS = struct.Struct("3i")
"""pid, uid and gid, as unix(7) has them."""


@dataclass(frozen=True, kw_only=True)
class Door:
    """A unix socket. `allowed` has the users' numbers; `group` is the socket's, else our own."""

    path: Path
    allowed: frozenset[int]
    group: int | None = None

    def open(self) -> socket.socket:
        """A listening socket with mode 0660; what a crashed runner left there is replaced."""
        if self._is_served():
            raise SystemExit(f"Another runner serves {self.path}.")
        self.path.unlink(missing_ok=True)
        listening = socket.socket(socket.AF_UNIX)
        before = os.umask(0o117)
        try:
            listening.bind(str(self.path))
        finally:
            os.umask(before)
        if self.group is not None:
            os.chown(self.path, -1, self.group)
        listening.listen(128)
        return listening

    def lets_in(self, connection: socket.socket) -> bool:
        """By what the kernel says of the process at the other end."""
        told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        return _CREDENTIALS.unpack(told)[1] in self.allowed

    def _is_served(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.path))
            except (FileNotFoundError, ConnectionRefusedError):
                return False
        return True
