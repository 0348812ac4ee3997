"""Embedded Valkey: a free loopback port, a password, and a log of every write on disk."""

import os
import secrets
import socket
from collections.abc import Sequence
from pathlib import Path

from tools.embedded.binaries import valkey_server
from tools.embedded.kept import Kept

SETTINGS = """\
port {port}
bind 127.0.0.1
requirepass {password}
dir "{folder}"
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
daemonize no
"""


class Valkey(Kept):
    """One server for the folder `state`; whoever joins it finds its port in the folder."""

    def __init__(self, state: Path) -> None:
        super().__init__(state.absolute())
        self._settings = self.folder / "valkey.conf"

    @property
    def port(self) -> int:
        """The port of this start."""
        return int(self._setting("port"))

    @property
    def url(self) -> str:
        """`redis://:password@127.0.0.1:port/0`, for Celery, Flask-Limiter and redis-py alike."""
        return f"redis://:{self._setting('requirepass')}@127.0.0.1:{self.port}/0"

    def prepare(self) -> None:
        """Write this start's settings: another port, the same password."""
        known = self._settings.exists()
        if known:
            self._ask(
                "SHUTDOWN"
            )  # a server whose keeper was killed must not share the log of writes
        password = self._setting("requirepass") if known else secrets.token_urlsafe(24)
        text = SETTINGS.format(port=_free_port(), password=password, folder=self.folder)
        descriptor = os.open(self._settings, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(text)

    def command(self) -> Sequence[str]:
        """The server with that file."""
        return [str(valkey_server()), str(self._settings)]

    def ready(self) -> bool:
        """Does it answer PONG to our password?"""
        return b"+PONG" in self._ask("PING")

    def _ask(self, command: str) -> bytes:
        """Two lines of answer, to the password and to the command; less if nobody is there."""
        lines = f"AUTH {self._setting('requirepass')}\r\n{command}\r\n"
        heard = b""
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1.0) as connection:
                connection.sendall(lines.encode())
                while heard.count(b"\n") < 2 and (more := connection.recv(256)):
                    heard += more
        except OSError:
            return heard
        return heard

    def _setting(self, name: str) -> str:
        for line in self._settings.read_text().splitlines():
            if line.startswith(f"{name} "):
                return line.removeprefix(f"{name} ")
        raise RuntimeError(f"{self._settings} has no {name}.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
