"""Where set-up keeps things, how it speaks, and the one way it starts programs."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / ".var"
SYSROOT = VAR / "sysroot"
ENVIRONMENT = VAR / f"venv-{sys.version_info[0]}.{sys.version_info[1]}"
PYTHON = ENVIRONMENT / "bin" / "python"


class SetUpFailed(Exception):
    """A sentence for the person at the terminal: what is missing, and how to get it."""


def say(message: str) -> None:
    """One line of progress, apart from a command's own output."""
    print(f"[set-up] {message}", file=sys.stderr, flush=True)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say how long something took, once it is done."""
    started = time.monotonic()
    yield
    say(f"{what}: {time.monotonic() - started:.1f} s")


def run(*command: str | Path, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> None:
    """Run quietly; the end of what it said is the failure's sentence."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-1500:]
        raise SetUpFailed(f"{' '.join(map(str, command[:6]))} …\n{said}")


def fingerprint(*paths: Path, salt: str = "") -> str:
    """One digest over files, and over all files below folders, names included."""
    digest = hashlib.sha256(salt.encode())
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                digest.update(str(file.relative_to(ROOT)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Was this very thing done before?"""
    return stamp.is_file() and stamp.read_text() == value
