"""What is refused before anything runs: files and limits that are not of reasonable form."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from assay.bank.runner import MB, Files, Limits, Spec

LONGEST_PATH, LONGEST_NAME = 200, 100
LEAST: Mapping[str, float] = {
    "seconds": 0.1, "cpu_seconds": 1, "memory": 32 * MB, "processes": 4, "open_files": 32,
    "file_size": 64 * 1024, "folder": MB, "output": 1, "test_seconds": 0.1, "request_seconds": 0.1,
}  # fmt: skip
MOST: Mapping[str, float] = {
    "seconds": 600, "cpu_seconds": 600, "memory": 4096 * MB, "processes": 512, "open_files": 4096,
    "file_size": 1024 * MB, "folder": 1024 * MB, "output": 16 * MB, "test_seconds": 600,
    "request_seconds": 600,
}  # fmt: skip


class Rejected(Exception):
    """A sentence: what was wrong with the files, the limits or the command."""


@dataclass(frozen=True, kw_only=True)
class Bound:
    """How much may be sent into a sandbox."""

    files: int
    size: int


CANDIDATES = Bound(files=64, size=512 * 1024)
AUTHORS = Bound(files=512, size=8 * MB)


def packed(files: Files, bound: Bound, limits: Limits) -> dict[str, str]:
    """Files as they are sent, path -> base64; Rejected for a bad path, or too many or too big.

    Half of the sandbox's folder is left to what the code writes.
    """
    if len(files) > bound.files:
        raise Rejected(f"more than {bound.files} files")
    most = min(bound.size, limits.folder // 2)
    if sum(len(data) for data in files.values()) > most:
        raise Rejected(f"more than {most // 1024} KB")
    folders = {str(parent) for name in files for parent in PurePosixPath(name).parents}
    for name in files:
        _check_name(name)
        if name in folders:
            raise Rejected(f"{name!r} is both a file and a folder")
    return {name: base64.b64encode(data).decode() for name, data in files.items()}


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    is_plain = name == str(path) and path.parts and not path.is_absolute()
    if not is_plain or ".." in path.parts or "\0" in name:
        raise Rejected(f"{name[:80]!r} is no plain path below the folder")
    try:
        too_long = len(name) > LONGEST_PATH or any(
            len(part.encode()) > LONGEST_NAME for part in path.parts
        )
    except UnicodeEncodeError:
        raise Rejected(f"{name[:80]!r} is no text") from None
    if too_long:
        raise Rejected(f"{name[:80]!r} is too long")


def check(limits: Limits) -> None:
    """Rejected where a limit is none, or so low that not even Python starts."""
    for name, least in LEAST.items():
        value = getattr(limits, name)
        if not least <= value <= MOST[name]:  # a NaN is not in between either
            raise Rejected(f"{name} must be from {least:g} to {MOST[name]:g}, not {value:g}")


def check_command(command: Sequence[str]) -> None:
    """Rejected where there is none, or one that no system call would take."""
    if not command or not all(command[:1]) or any("\0" in word for word in command):
        raise Rejected("the command must be words without NUL")
    if sum(len(word.encode(errors="replace")) for word in command) > 64 * 1024:
        raise Rejected("the command is too long")


def checked(spec: Spec) -> dict[str, Any]:
    """What the host is told of it; Rejected where it can't be."""
    module, _, attribute = spec.entry.partition(":")
    words = [*module.split("."), attribute or "app"]
    if not all(word.isidentifier() for word in words):
        raise Rejected(f"the entry {spec.entry[:80]!r} is not module:attribute")
    if any(
        "\0" in text or "=" in name for name, value in spec.env.items() for text in (name, value)
    ):
        raise Rejected("the environment holds what no environment can")
    try:
        json.dumps(spec.config, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise Rejected(f"the configuration is no JSON: {error}") from None
    return {
        "module": module,
        "attribute": words[-1],
        "config": None if spec.config is None else dict(spec.config),
        "env": dict(spec.env),
        "probes": spec.probes,
    }
