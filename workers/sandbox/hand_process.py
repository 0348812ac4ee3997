"""A process with an engine of its own, which does one job at a time for the runner.

`python -m workers.sandbox.hand_process MODULE:ENGINE DESCRIPTOR`, started by Hand alone; ENGINE
makes a Runner. It says first what its engine can do. Who ends this process ends its sandboxes: the
kernel sees to it.
"""

import ctypes
import importlib
import os
import signal
import socket
import sys
from logging.config import dictConfig

from assay.bank.runner import NoRunner, Runner
from assay.core import logs
from workers.sandbox.protocol import Reply, frame, receive, request

PR_SET_PDEATHSIG = 1


def main(engine_name: str, descriptor: int) -> None:
    """Until the runner closes its end."""
    dictConfig(logs.config())
    _die_with(os.getppid())
    module, _, name = engine_name.partition(":")
    engine: Runner = getattr(importlib.import_module(module), name)()
    with socket.socket(fileno=descriptor) as runner:
        runner.sendall(frame(Reply(said="done", result=engine.capability())))
        while (raw := receive(runner)) is not None:
            runner.sendall(frame(_answer(engine, raw)))


def warm_sandbox() -> Runner:
    """The engine of a real runner: what the next job needs waits ready."""
    from workers.sandbox.engine import Sandbox

    return Sandbox(warm=1)


def _answer(engine: Runner, raw: bytes) -> Reply:
    asked = request(raw)
    try:
        return Reply(said="done", result=getattr(engine, asked.verb)(**asked.arguments))
    except NoRunner as none:
        return Reply(said="refused", why=str(none))


def _die_with(parent: int) -> None:
    """However the runner ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
