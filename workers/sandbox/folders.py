"""Reads a folder that anybody may have filled: links, pipes, depths and sizes lead nowhere."""

import os
import stat
from pathlib import Path

from workers.sandbox.bounds import AUTHORS, LONGEST_PATH


def read(folder: Path) -> dict[str, bytes]:
    """Its plain files by their paths. Links are none.

    Of what is more or longer than a sandbox takes there is just so much that it is refused there.
    """
    files = dict[str, bytes]()
    size, waiting = 0, [""]
    while waiting:
        below = waiting.pop()
        for entry in _entries(folder / below):
            name = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False) and len(name) <= LONGEST_PATH:
                waiting.append(f"{name}/")
            elif entry.is_file(follow_symlinks=False) or len(name) > LONGEST_PATH:
                files[name] = _content(folder / name, AUTHORS.size + 1 - size)
                size += len(files[name])
            if len(files) > AUTHORS.files or size > AUTHORS.size:
                return files
    return files


def read_each(folder: Path) -> dict[str, dict[str, bytes]]:
    """Folder by folder below it."""
    return {
        place.name: read(place)
        for place in sorted(folder.iterdir())
        if place.is_dir() and not place.is_symlink()
    }


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """By their names; none where they can't be read."""
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return []


def _content(path: Path, most: int) -> bytes:
    """What it holds; nothing where it can't be read, or is a plain file no more."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return b""
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        return b""
    with os.fdopen(number, "rb") as file:
        return file.read(most)
