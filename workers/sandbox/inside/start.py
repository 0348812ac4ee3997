"""How each program inside begins: it limits itself, says that it is ready, and takes its job."""

import base64
import os
import resource
import socket
import sys
from collections.abc import Mapping
from typing import Any

from workers.sandbox.inside import wire

BOX = "/box"


class Jobs:
    """The jobs of this sandbox; `words` are their socket's number and how many processes may be.

    That limit is set here: within the namespace only its own processes count.
    """

    def __init__(self, words: list[str]) -> None:
        number, processes = map(int, words[:2])
        resource.setrlimit(resource.RLIMIT_NPROC, (processes, processes))
        self._sock = socket.socket(fileno=number)

    def next(self, descriptors: int = 0) -> tuple[dict[str, Any], list[int]]:
        """(job, the descriptors that came with it). Broken where the engine has no more."""
        wire.send(self._sock, {"ready": True})
        job, found = wire.Reader(self._sock, wire.JOB).receive_with(descriptors)
        for number in found:
            os.set_inheritable(number, False)
        if job["last"]:
            self.close()
        return job, found

    def close(self) -> None:
        """Before anything foreign runs in this process, or in one that was forked from it."""
        self._sock.close()


def packages() -> None:
    """Let what is installed in the runtime be imported; no .pth and no sitecustomize is read."""
    sys.path.append(
        f"{sys.prefix}/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
    )


def hide() -> None:
    """Forget our own modules, so that foreign code may have some of the same names."""
    sys.path.remove("/rt")
    for name in [name for name in sys.modules if name.split(".")[0] == "workers"]:
        del sys.modules[name]


def put(folder: str, files: Mapping[str, str]) -> None:
    """Write files, path -> base64, below a new folder."""
    os.mkdir(folder)
    for name, data in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
