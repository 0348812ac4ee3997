"""The house that is attacked: what can be stolen, reached, ended or left behind, and what was."""

import contextlib
import os
import secrets
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

SECRET = f"of-the-house-{secrets.token_hex(8)}"
"""In a file, in another process's environment, in a descriptor, and in the engine's environment."""

EVERYBODYS = [Path(folder) for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/")]
GONE_WITHIN = 3
"""Seconds that the kernel may take to clear away what the engine has killed."""


class House:
    """One for each attack, and all within reach of a process that nobody holds back."""

    def __init__(self):
        self.mark = f"hostile-{secrets.token_hex(6)}"
        self.folder = Path(tempfile.mkdtemp(prefix="house-"))
        self.folder.chmod(0o755)
        self.secret = self.folder / "secret.txt"
        self.secret.write_text(SECRET)
        self.open = self.folder / "open"
        self.open.mkdir()
        self.open.chmod(0o777)
        self.neighbour = subprocess.Popen(
            ["cat"], stdin=subprocess.PIPE, env={"ASSAY_SECRET_KEY": SECRET}
        )
        self.descriptor = os.open(self.secret, os.O_RDONLY)
        os.set_inheritable(self.descriptor, True)
        self.sockets = {
            "a port": listening(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            "a datagram port": listening(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            "a socket": listening(socket.AF_UNIX, socket.SOCK_STREAM, f"{self.folder}/socket"),
            "an abstract socket": listening(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.mark}"),
        }
        (self.folder / "socket").chmod(0o777)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.neighbour.kill()
        self.neighbour.communicate()
        for one in self.sockets.values():
            one.close()
        os.close(self.descriptor)
        for left in self._left():
            left.unlink() if left.is_file() else shutil.rmtree(left)
        if self.key in Path("/proc/sysvipc/shm").read_text().split():
            subprocess.run(["ipcrm", "-M", self.key], check=True)
        subprocess.run(["rm", "-rf", self.folder], check=True)  # rmtree falls down deep trees

    @property
    def key(self):
        """Of System V's memory, in decimal."""
        return str(int(self.mark[-6:], 16))

    def target(self):
        """target.py: the attacker knows its way about."""
        known = {
            "SECRET_FILE": str(self.secret),
            "OPEN_FOLDER": str(self.open),
            "CHECKOUT": str(Path(__file__).parents[2]),
            "PORT": self.sockets["a port"].getsockname()[1],
            "DATAGRAM_PORT": self.sockets["a datagram port"].getsockname()[1],
            "SOCKET": f"{self.folder}/socket",
            "NEIGHBOUR": self.neighbour.pid,
            "MARK": self.mark,
            "KEY": int(self.key),
        }
        return "".join(f"{name} = {value!r}\n" for name, value in known.items()).encode()

    def harm(self):
        """What has befallen it, in words; the program's survivors are ended."""
        reached = select.select(list(self.sockets.values()), [], [], 0)[0]
        return [
            *(f"left {path}" for path in [*self._left(), *self.open.iterdir()]),
            *(f"reached {name}" for name, one in self.sockets.items() if one in reached),
            *(["ended a neighbour"] if self.neighbour.poll() is not None else []),
            *(f"still runs: {command}" for command in survivors(self.mark)),
        ]

    def _left(self):
        places = [*EVERYBODYS, Path.home()]
        return [place / self.mark for place in places if os.path.lexists(place / self.mark)]


def listening(family, kind, address):
    found = socket.socket(family, kind)
    found.bind(address)
    if kind == socket.SOCK_STREAM:
        found.listen()
    return found


def survivors(mark):
    """The command lines that hold the mark and have not ended in time; they are ended now."""
    until = time.monotonic() + GONE_WITHIN
    return [command for process, command in _marked(mark) if not _is_gone(process, until)]


def _marked(mark):
    """(descriptor, command line) of each."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if mark.encode() in (command := path.read_bytes()):
                words = command.replace(b"\0", b" ").decode(errors="replace")
                found.append((os.pidfd_open(int(path.parent.name)), words))
    return found


def _is_gone(process, until):
    try:
        if select.select([process], [], [], max(0, until - time.monotonic()))[0]:
            return True
        signal.pidfd_send_signal(process, signal.SIGKILL)
        return False
    finally:
        os.close(process)
