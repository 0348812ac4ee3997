"""LocalRunner: a plain, limited process. It holds nobody back: for the library's proofs only.

Candidates' and organisations' code never runs here; theirs needs a sandbox.
"""

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import IO

from assay.bank.runner import Files, Limits, Run, Status

LIMITED = Path(__file__).with_name("limited.py")
MARK = "ASSAY_RUN"
"""In the environment of everything that a run has started, by which the rest of it is found."""


class LocalRunner:
    """Runs with this interpreter, in a temporary folder, with hardly any environment."""

    def run(self, files: Files, command: Sequence[str], limits: Limits) -> Run:
        with tempfile.TemporaryDirectory(prefix="assay-run-", ignore_cleanup_errors=True) as place:
            folder = Path(place) / "work"
            folder.mkdir()
            for name, data in files.items():
                (folder / _inside(name)).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(data)
            with (Path(place) / "out").open("w+b") as out, (Path(place) / "err").open("w+b") as err:
                return _run(_command(command, limits), folder, (out, err), limits)


def _inside(name: str) -> str:
    """A path that stays below its folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError(f"{name!r} leads out of the working folder")
    return name


def _command(command: Sequence[str], limits: Limits) -> list[str]:
    told = {
        "cpu": (limits.cpu_seconds, limits.cpu_seconds + 1),
        "memory": (limits.memory, limits.memory),
        "file_size": (limits.file_size, limits.file_size),
        "open_files": (limits.open_files, limits.open_files),
        "core": (0, 0),
    }
    if sys.platform == "darwin":
        del told["memory"]  # macOS refuses it
    first = sys.executable if command[0] == "python" else command[0]
    limiter = [sys.executable, "-I", "-S", str(LIMITED), json.dumps(told)]
    return [*limiter, first, *command[1:]]


def _run(
    command: list[str], folder: Path, streams: tuple[IO[bytes], IO[bytes]], limits: Limits
) -> Run:
    began, mark = time.perf_counter(), secrets.token_hex(16)
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(folder, mark),
        stdin=subprocess.DEVNULL,
        stdout=streams[0],
        stderr=streams[1],
        start_new_session=True,
    )
    try:
        process.wait(limits.seconds)
        status = _status(process.returncode)
    except subprocess.TimeoutExpired:
        status = "timeout"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        _end_the_rest(mark)
    if any(stream.seek(0, os.SEEK_END) > limits.output for stream in streams):
        status = "output"
    stdout, stderr = (_read(stream, limits.output) for stream in streams)
    return Run(
        status=status,
        stdout=stdout,
        stderr=stderr,
        exit_code=process.returncode,
        seconds=round(time.perf_counter() - began, 3),
    )


def _status(code: int) -> Status:
    if code == -signal.SIGXCPU:
        return "timeout"
    return "ok"


def _end_the_rest(mark: str) -> None:
    """Kill what has left the process group. By Linux' /proc; elsewhere it is let go."""
    wanted = f"{MARK}={mark}".encode()
    for found in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if wanted in found.read_bytes().split(b"\0"):
                os.kill(int(found.parent.name), signal.SIGKILL)


def _read(stream: IO[bytes], most: int) -> str:
    stream.seek(0)
    return stream.read(most).decode(errors="replace")


def _environment(folder: Path, mark: str) -> dict[str, str]:
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        MARK: mark,
    }
