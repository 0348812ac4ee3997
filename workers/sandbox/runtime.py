"""Runtime: the read-only root that a sandbox lives in, found by what it was made of.

A runtime is two separate copies, for the subject and for the driver: they share no page of memory.
Our own programs lie beside them, so that a change of those does not make it anew.
"""

import compileall
import hashlib
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCKS = HERE / "runtimes"
PROGRAMS = HERE / "inside"
DEFAULT = "flask3"
VERSION = "2"
"""Of the way in which it is made; raise it when builder.py makes something else of the same."""
ROLES = ("subject", "driver")
WHEN_OURS_IS_CLOSED = Path("/var/lib/assay/runtimes")


class NotBuilt(Exception):
    """A sentence: what is missing."""


@dataclass(frozen=True, kw_only=True)
class Runtime:
    """`root` and `programs` hold a folder for each of ROLES. `content` is a hash of it all."""

    name: str
    root: Path
    programs: Path
    content: str
    python: str
    """The interpreter's path inside."""


def home() -> Path:
    """The folder that holds the runtimes: ASSAY_RUNTIME_FOLDER, else `.var/runtimes`.

    Sandboxes of root drop to a user who must be able to walk there; /var/lib where he can't.
    """
    if told := os.environ.get("ASSAY_RUNTIME_FOLDER"):
        return Path(told)
    ours = HERE.parents[1] / ".var" / "runtimes"
    return ours if os.geteuid() != 0 or is_open(ours) else WHEN_OURS_IS_CLOSED


def is_open(folder: Path) -> bool:
    """May every user walk to it, as far as it is there?"""
    there = (place for place in [folder, *folder.parents] if place.exists())
    return all(place.stat().st_mode & stat.S_IXOTH for place in there)


def names() -> list[str]:
    """The runtimes whose lock is kept in the repository."""
    return sorted(lock.stem for lock in LOCKS.glob("*.lock"))


def folder_of(name: str) -> Path:
    """Where it lies once it is built: another lock, interpreter or way of making is another."""
    made_of = hashlib.sha256(f"{VERSION} {sys.version} {sys.base_prefix} ".encode())
    made_of.update((LOCKS / f"{name}.lock").read_bytes())
    return home() / f"{name}-{made_of.hexdigest()[:16]}"


def find(name: str = DEFAULT) -> Runtime:
    """The built runtime; NotBuilt says how to get it."""
    folder = folder_of(name)
    try:
        told = json.loads((folder / "runtime.json").read_text())
    except FileNotFoundError:
        raise NotBuilt(f"the runtime {name} is not built in {home()}") from None
    programs = _programs()
    content = hashlib.sha256(f"{told['content']} {programs.name}".encode()).hexdigest()[:24]
    return Runtime(
        name=name, root=folder, programs=programs, content=content, python=told["python"]
    )


def digest(folder: Path) -> str:
    """A hash of names, modes and contents. Compiled files are left out: the sources say it all."""
    found = hashlib.sha256()
    for path in _below(folder):
        mode = path.lstat().st_mode
        found.update(f"{path.relative_to(folder)}\0{mode:o}\0".encode())
        if stat.S_ISLNK(mode):
            found.update(str(path.readlink()).encode())
        elif stat.S_ISREG(mode):
            found.update(path.read_bytes())
    return found.hexdigest()


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix != ".pyc")


def _programs() -> Path:
    """Our programs, two copies that everybody may read; made where this version is not there."""
    sources = sorted(PROGRAMS.glob("*.py"))
    told = hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in sources))
    folder = home() / f"inside-{told.hexdigest()[:16]}"
    if not folder.is_dir():
        making = folder.with_name(f".{folder.name}-{os.getpid()}-{os.urandom(4).hex()}")
        for role in ROLES:
            package = making / role / "workers" / "sandbox" / "inside"
            package.mkdir(parents=True)
            for path in sources:
                shutil.copyfile(path, package / path.name)
            compileall.compile_dir(package, quiet=2, stripdir=str(making / role))
            (package.parent / "__init__.py").touch()
            (package.parents[1] / "__init__.py").touch()
        open_up(making)
        settle(making, folder)
    return folder


def open_up(folder: Path) -> None:
    """Everybody may read and enter, nobody but the owner may write."""
    for place, _, files in os.walk(folder):
        Path(place).chmod(0o755)
        for name in files:
            path = Path(place, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)


def settle(making: Path, folder: Path) -> None:
    """Give the finished folder its name, unless another process was quicker."""
    try:
        making.rename(folder)
    except OSError:
        shutil.rmtree(making)
        if not folder.is_dir():
            raise
