"""Running one program in a sandbox of its own."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from assay.bank.runner import Limits, Run, Status
from workers.sandbox.box import Box, End, wait_for

KILLED, TOO_MUCH_CPU = 128 + 9, 128 + 24


def job(files: Mapping[str, str], command: Sequence[str], python: str) -> dict[str, Any]:
    """What inside/run.py is told. "python" is the runtime's own."""
    first = python if command[0] == "python" else command[0]
    return {"files": files, "command": [first, *command[1:]]}


def run(box: Box, told: Mapping[str, Any], limits: Limits, runtime: str) -> Run:
    """What became of the program in a box that is ready."""
    began = time.monotonic()
    try:
        box.give(told, began + limits.seconds)
        in_time = wait_for(box, began + limits.seconds)
    finally:
        end = box.end()
    status = status_of(end, limits, in_time=in_time, flooded=box.flooded)
    return Run(
        status=status,
        stdout=box.stdout.text,
        stderr=box.stderr.text,
        exit_code=end.exit_code if status == "ok" else None,
        seconds=round(time.monotonic() - began, 3),
        runtime=runtime,
    )


def status_of(end: End, limits: Limits, *, in_time: bool, flooded: bool) -> Status:
    """What stopped it, if something did."""
    if end.out_of_memory:
        return "memory"
    if flooded:
        return "output"
    used_up = end.exit_code == KILLED and end.cpu_seconds >= limits.cpu_seconds
    if not in_time or used_up or end.exit_code == TOO_MUCH_CPU:
        return "timeout"
    return "ok"
