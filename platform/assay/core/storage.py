"""The Blobs protocol, and blobs in a folder."""

import os
import re
import tempfile
from pathlib import Path
from typing import Protocol

from assay.core.errors import NotFound


class Blobs(Protocol):
    """Bytes under a key such as `reports/<organisation>/<name>.pdf`; written once for good."""

    def put(self, key: str, data: bytes) -> None: ...

    def get(self, key: str) -> bytes:
        """The bytes; NotFound where there are none."""
        ...

    def drop(self, key: str) -> None:
        """Let the bytes go; quiet where there are none."""
        ...

    def keep_only(self, key: str, *, of: str) -> None:
        """Let go of all whose key begins with `of` (a folder and more) but this one."""
        ...


class FolderBlobs:
    """One file a key. A put is whole or not there: written aside, synced, renamed."""

    _key = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")

    def __init__(self, root: Path) -> None:
        self.root = root

    def _path(self, key: str) -> Path:
        if not self._key.fullmatch(key):
            raise ValueError(f"not a blob key: {key!r}")
        return self.root / key

    def put(self, key: str, data: bytes) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(aside).replace(path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise

    def get(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise NotFound(key) from None

    def drop(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def keep_only(self, key: str, *, of: str) -> None:
        """Also what a writer left aside that was killed."""
        kept, begins = self._path(key), self._path(of)
        for file in begins.parent.glob("*"):
            if file.name.removeprefix(".").startswith(begins.name) and file != kept:
                file.unlink(missing_ok=True)
