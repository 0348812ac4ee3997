"""Runner: where foreign code runs. A port; what stands behind it comes from outside.

An item's proof and a candidate's program are run through it. The command's first word "python"
means the runner's own interpreter, in which the packages that items speak of are installed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Files = Mapping[str, bytes]
"""Path below the working folder -> what the file holds."""
Status = Literal["ok", "failed", "timeout", "output"]


@dataclass(frozen=True, kw_only=True)
class Limits:
    """For one run. `seconds` of wall time; the rest bounds each of its processes."""

    seconds: float = 20
    cpu_seconds: int = 15
    memory: int = 1024 * 1024 * 1024
    file_size: int = 16 * 1024 * 1024
    open_files: int = 128
    output: int = 256 * 1024


@dataclass(frozen=True, kw_only=True)
class Run:
    """What became of it: `failed` is an exit code that is not 0, `output` too much of it."""

    status: Status
    stdout: str
    stderr: str
    exit_code: int | None
    seconds: float


class Runner(Protocol):
    def run(self, files: Files, command: Sequence[str], limits: Limits) -> Run:
        """Run the command in a folder of its own that holds just these files."""
        ...
