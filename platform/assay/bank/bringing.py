"""Items that come as folders from outside, by a zip or file by file: read, kept, sent to proof.

Everything is written below a folder of its own first, by the rules of archive.py; nothing in it is
run here, and no name of it is believed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from uuid import UUID

from assay.audit.actions import Actor, record
from assay.bank import actions, archive, package, proving
from assay.bank.declared import is_declared
from assay.bank.evidence import Lock
from assay.bank.folder import KIB, MOST, MOST_FILES, NAME, Problem, Refused, printable
from assay.bank.item_toml import FILE, parsed
from assay.bank.package import Package

MOST_ITEMS = 20
MOST_BYTES = 8 * 1024 * KIB
"""Of all that is in one zip, as it is when it is no longer compressed."""


@dataclass(frozen=True, kw_only=True)
class Brought:
    """The items that are whole, and everything that is none, by its path."""

    items: list[Package]
    problems: list[Problem]


def read_zip(data: IO[bytes]) -> Brought:
    """Raises archive.NotAnArchive."""
    with TemporaryDirectory(prefix="assay-bring-") as place:
        problems = archive.unpack(data, Path(place), most_bytes=MOST_BYTES)
        return _read(Path(place), problems)


def read_files(files: Iterable[tuple[str, bytes]]) -> Brought:
    """One folder, file by file: `orders-sent-twice/given/app.py` -> what it holds.

    Where it belongs is what its own item.toml says.
    """
    held = {name.lstrip("/"): data for name, data in files}
    heads = [name for name in held if name.rpartition("/")[2] == "item.toml"]
    if len(heads) != 1 or len(held) > MOST_FILES:
        words = "choose one item’s folder: it has just one item.toml"
        return Brought(items=[], problems=[Problem(file=FILE, message=words)])
    start = heads[0].rpartition("item.toml")[0]
    where = _place(held[heads[0]])
    if isinstance(where, Problem):
        return Brought(items=[], problems=[where])
    problems = []
    with TemporaryDirectory(prefix="assay-bring-") as place:
        for name, data in held.items():
            inner = name.removeprefix(start)
            if why := _refused(name, start, data):
                problems.append(Problem(file=printable(name), message=why))
                continue
            path = Path(place, where, *inner.split("/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return _read(Path(place), problems)


def bring(items: Iterable[Package], *, by: Actor, at: datetime) -> list[UUID]:
    """Keep them as items of our own, and have what has proofs proved; their items' ids.

    None is offered yet. One that is here already, as it is, stays as it is.
    """
    taken = list(items)
    actions.import_packages(taken, Lock(), at=at)
    found = []
    for one in taken:
        version = actions.newest_of(actions.item_named(one.id))
        assert version is not None
        record("item.bring", "item_version", version.id, actor=by)
        if version.published_at is None and not is_declared(one):
            proving.ask(version.id, by=by, at=at)
        found.append(version.item_id)
    return found


def _read(place: Path, problems: list[Problem]) -> Brought:
    items: list[Package] = []
    for one in package.load_all(place):
        if isinstance(one, Refused):
            problems += _within(one.folder.relative_to(place), one.problems)
        else:
            items.append(one)
    if len(items) > MOST_ITEMS:
        words = f"more than {MOST_ITEMS} items: bring them in several zips"
        return Brought(items=[], problems=[Problem(file=".", message=words)])
    return Brought(items=items, problems=problems)


def _within(folder: Path, told: Iterable[Problem]) -> Iterator[Problem]:
    for one in told:
        yield Problem(
            file=f"{folder.as_posix()}/{one.file}",
            message=one.message,
            line=one.line,
            field=one.field,
        )


def _place(head: bytes) -> str | Problem:
    """`<responsibility>/<id>`, as item.toml says it."""
    try:
        told = parsed(head[: MOST["item.toml"]].decode())
    except UnicodeDecodeError:
        return Problem(file=FILE, message="not UTF-8 text")
    if isinstance(told, Problem):
        return told
    names = [told.get("responsibility"), told.get("id")]
    if not all(isinstance(name, str) and _is_name(name) for name in names):
        return Problem(file=FILE, message="its id and responsibility are no names")
    return "/".join(map(str, names))


def _refused(name: str, start: str, data: bytes) -> str | None:
    parts = name.removeprefix(start).split("/")
    if not name.startswith(start):
        return "lies in another folder than item.toml"
    if not all(_is_name(part) for part in parts):
        return "a name has only A-Z a-z 0-9 . _ -"
    if len(data) > archive.LARGEST:
        return f"larger than {archive.LARGEST} bytes"
    return None


def _is_name(name: str) -> bool:
    return NAME.fullmatch(name) is not None and set(name) != {"."}
