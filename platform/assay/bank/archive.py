"""Items as one zip file, to carry from one installation to another: pack(), unpack(). Pure.

It holds <responsibility>/<id>/… as a library's folder does, and no evidence: what was proved
elsewhere is proved again here. Archives come from anywhere: nothing in them is believed before it
was looked at, and what is not taken is named, never dropped in silence.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from assay.bank.folder import KIB, MOST, NAME, Problem
from assay.bank.package import Package

MIB = 1024 * KIB
MOST_ENTRIES = 20_000
MOST_BYTES = 256 * MIB
"""Of all files together, as they are when they are no longer compressed."""
LARGEST = max(MOST.values())
"""One file of an item; the parts of an item are bounded again where they are read."""
THE_SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file, so that equal items make an equal archive."""


class NotAnArchive(Exception):
    """It can't be read as a zip file, or holds more than is looked at."""


def pack(items: Iterable[Package], out: IO[bytes]) -> None:
    """Write the items' folders; the same items give the same bytes. Variants are one folder."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        folders = {(one.responsibility, one.slug): one.source for one in items}
        for (responsibility, slug), files in sorted(folders.items()):
            for name in sorted(files):
                entry = zipfile.ZipInfo(f"{responsibility}/{slug}/{name}", THE_SAME_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = (stat.S_IFREG | 0o644) << 16
                archive.writestr(entry, files[name])


def unpack(data: IO[bytes], into: Path, *, most_bytes: int = MOST_BYTES) -> list[Problem]:
    """Write what may be an item's file below the folder; every other entry is told of.

    Raises NotAnArchive.
    """
    try:
        with zipfile.ZipFile(data) as archive:
            return list(_unpacked(archive, into, most_bytes))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError) as error:
        raise NotAnArchive(f"this is no zip file that can be read: {error}") from error


def _unpacked(archive: zipfile.ZipFile, into: Path, most_bytes: int) -> Iterator[Problem]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_ENTRIES:
        raise NotAnArchive(f"it holds more than {MOST_ENTRIES} files")
    left, seen = most_bytes, set[str]()
    for entry in entries:
        if why := _refused(entry, seen):
            yield Problem(file=entry.filename, message=why)
            continue
        seen.add(entry.filename.casefold())
        with archive.open(entry) as file:
            held = file.read(LARGEST + 1)
        left -= len(held)
        if left < 0:
            raise NotAnArchive(f"it holds more than {most_bytes // MIB} MB")
        if len(held) > LARGEST:
            yield Problem(file=entry.filename, message=f"larger than {LARGEST} bytes")
            continue
        try:
            path = into.joinpath(*entry.filename.split("/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held)
        except OSError:
            yield Problem(file=entry.filename, message="is a file here and a folder there")


def _refused(entry: zipfile.ZipInfo, seen: set[str]) -> str | None:
    """Why it is not even unpacked, or None."""
    parts = entry.filename.split("/")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if entry.flag_bits & 0x1:
        return "it is encrypted"
    if kind not in (0, stat.S_IFREG):
        return "only plain files are taken, no links"
    if len(parts) < 3:
        return "lies in no item's folder: <responsibility>/<id>/…"
    if not all(NAME.fullmatch(part) and set(part) != {"."} for part in parts):
        return "a name has only A-Z a-z 0-9 . _ -"
    if entry.filename.casefold() in seen:
        return "stands in the archive twice"
    return None
