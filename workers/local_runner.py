"""LocalRunner: a plain, limited process. It holds nobody back: for the library's proofs only.

Candidates' and organisations' code never runs here; theirs needs a sandbox.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from assay.bank.runner import Files, Limits, Run, Status

LIMITED = Path(__file__).with_name("limited.py")


class LocalRunner:
    """Runs with this interpreter, in a temporary folder, with hardly any environment."""

    def run(self, files: Files, command: Sequence[str], limits: Limits) -> Run:
        with tempfile.TemporaryDirectory(prefix="assay-run-") as place:
            folder = Path(place) / "work"
            folder.mkdir()
            for name, data in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(data)
            with (Path(place) / "out").open("w+b") as out, (Path(place) / "err").open("w+b") as err:
                return _run(_command(command, limits), folder, (out, err), limits)


def _command(command: Sequence[str], limits: Limits) -> list[str]:
    told = {
        "cpu": limits.cpu_seconds,
        "memory": limits.memory,
        "file_size": limits.file_size,
        "open_files": limits.open_files,
        "core": 0,
    }
    if sys.platform == "darwin":
        del told["memory"]  # macOS refuses it
    first = sys.executable if command[0] == "python" else command[0]
    limiter = [sys.executable, "-I", "-S", str(LIMITED), json.dumps(told)]
    return [*limiter, first, *command[1:]]


def _run(
    command: list[str], folder: Path, streams: tuple[IO[bytes], IO[bytes]], limits: Limits
) -> Run:
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=streams[0],
        stderr=streams[1],
        start_new_session=True,
    )
    status: Status
    try:
        process.wait(limits.seconds)
        status = "ok" if process.returncode == 0 else "failed"
    except subprocess.TimeoutExpired:
        status = "timeout"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
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


def _read(stream: IO[bytes], most: int) -> str:
    stream.seek(0)
    return stream.read(most).decode(errors="replace")


def _environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
    }
