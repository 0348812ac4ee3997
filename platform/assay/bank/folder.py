"""What an item's folder may hold: read() gives its files, or Refused. Nothing in it is run. Pure.

Folders come from anywhere. What is taken is few plain files of UTF-8 text, none of them large.
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

KIB = 1024
MOST = {
    "item.toml": 64 * KIB,
    "stem.md": 16 * KIB,
    "given": 32 * KIB,
    "visible": 32 * KIB,
    "hidden": 256 * KIB,
    "proof": 512 * KIB,
}
"""The parts of an item, and the most bytes in each."""
PLACES = ("given", "visible", "hidden", "proof")
FOLDERS = frozenset(PLACES)
MOST_FILES = 200
NAME = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.-]*")
UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
"""Controls, marks of byte order, and what shows text in another order than it stands in."""
REVIEWED = re.compile(rb'^reviewed = "[0-9-]{10}"\n', re.MULTILINE)
"""The day of the second read, in item.toml."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong, and where: the file, its line where it is known, the field."""

    file: str
    message: str
    line: int | None = None
    field: str = ""

    def __str__(self) -> str:
        where = f"{printable(self.file)}:{self.line}" if self.line else printable(self.file)
        return f"{where}: {self.field + ': ' if self.field else ''}{self.message}"

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "file": printable(self.file)}


class Refused(Exception):
    """A folder that is no item; `problems` says why, all of it."""

    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        self.name = printable(folder.name)
        super().__init__("\n".join(f"{self.name}/{problem}" for problem in problems))
        self.folder, self.problems = folder, problems


def read(folder: Path) -> dict[str, bytes]:
    """Every file below the folder by its path; Refused with all that is wrong about them."""
    if folder.is_symlink():
        raise Refused(folder, [Problem(file=".", message="a symbolic link is not taken")])
    paths = list(islice(_below(folder), MOST_FILES + 1))
    if len(paths) > MOST_FILES:
        raise Refused(folder, [Problem(file=".", message=f"more than {MOST_FILES} files")])
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in sorted(paths):
        name = path.relative_to(folder).as_posix()
        taken = _taken(path, name)
        if isinstance(taken, Problem):
            problems.append(taken)
        else:
            files[name] = taken
    if problems := [*problems, *_missing(files, problems), *too_large(files)]:
        raise Refused(folder, problems)
    return files


def check(folder: Path, files: Mapping[str, bytes]) -> None:
    """Refused where files that lie on no disk could not have been read from one."""
    problems = [found for name, data in files.items() if (found := _misfit(name, data))]
    if problems := [*problems, *_missing(files, problems), *too_large(files)]:
        raise Refused(folder, problems)


def digest_of(files: Mapping[str, bytes]) -> bytes:
    """SHA-256 over every file's path and content; it changes with anything in the folder.

    But for the day of the second read: who reads an item and changes nothing leaves it proved.
    """
    digest = hashlib.sha256()
    for name in sorted(files):
        data = REVIEWED.sub(b"", files[name]) if name == "item.toml" else files[name]
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.digest()


def unfit(text: str) -> tuple[int, str] | None:
    """(line, why) of the first sign that no text of an item may hold."""
    if found := UNFIT.search(text):
        return text.count("\n", 0, found.start()) + 1, f"U+{ord(found[0]):04X} is not taken"
    return None


def too_large(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """A part that holds more than MOST has for it."""
    sizes = dict.fromkeys(MOST, 0)
    for name, data in files.items():
        sizes[name.split("/")[0]] += len(data)
    for part, size in sizes.items():
        if size > MOST[part]:
            yield Problem(file=part, message=f"larger than {MOST[part]} bytes")


def printable(name: str) -> str:
    """A file's name, whatever it is, as it can be told."""
    return name if name.isprintable() else ascii(name)[1:-1]


def _below(folder: Path) -> Iterator[Path]:
    """Files, and symbolic links to folders, which are not followed."""
    for where, names, found in os.walk(folder):
        names[:] = sorted(name for name in names if name != "__pycache__")
        yield from (Path(where) / name for name in found)
        yield from (Path(where) / name for name in names if (Path(where) / name).is_symlink())


def _taken(path: Path, name: str) -> bytes | Problem:
    if path.is_symlink():
        return Problem(file=name, message="a symbolic link is not taken")
    if misnamed := _misnamed(name):
        return misnamed
    try:
        data = _bytes(path, MOST[name.split("/")[0]])
    except OSError as error:
        return Problem(file=name, message=f"can't be read: {error.strerror}")
    return _illegible(name, data) or data


def _misfit(name: str, data: bytes) -> Problem | None:
    return _misnamed(name) or _illegible(name, data)


def _misnamed(name: str) -> Problem | None:
    parts = name.split("/")
    if parts[0] not in MOST or (parts[0] in FOLDERS) != (len(parts) > 1):
        words = f"is none of item.toml, stem.md, {', '.join(f'{one}/…' for one in PLACES)}"
        return Problem(file=name, message=words)
    if not all(NAME.fullmatch(part) for part in parts):
        return Problem(file=name, message="a name has only A-Z a-z 0-9 . _ -")
    return None


def _illegible(name: str, data: bytes) -> Problem | None:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return Problem(file=name, message=f"not UTF-8 text: {error.reason}, byte {error.start}")
    if found := unfit(text):
        return Problem(file=name, line=found[0], message=found[1])
    return None


def _bytes(path: Path, most: int) -> bytes:
    """At most one byte more than may be; what is no plain file is not waited for."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(0, "it is no plain file")
        return file.read(most + 1)


def _missing(files: Mapping[str, bytes], told: list[Problem]) -> Iterator[Problem]:
    named = {problem.file for problem in told}
    for name in ("item.toml", "stem.md"):
        if name not in files and name not in named:
            yield Problem(file=name, message="is missing")
    if not files.get("stem.md", b"?").strip():
        yield Problem(file="stem.md", message="is empty")
