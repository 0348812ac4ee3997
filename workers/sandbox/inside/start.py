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


def job(words: list[str]) -> dict[str, Any]:
    """The one job; `words` are the job socket's number and how many processes there may be.

    That limit is set here: within the namespace only its own processes count.
    """
    number, processes = map(int, words[:2])
    resource.setrlimit(resource.RLIMIT_NPROC, (processes, processes))
    with socket.socket(fileno=number) as sock:
        wire.send(sock, {"ready": True})
        told: dict[str, Any] = wire.Reader(sock, wire.JOB).receive()
    return told


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
