"""Sdists: the sources of packages as they were released, to be cited; found by a lock's hashes.

They are fetched once, by the command that proves and never from a sandbox, and kept packed. Nothing
of them is run or written to disk: one text is read out of the archive, whatever else is in it.
"""

import gzip
import hashlib
import os
import re
import subprocess
import tarfile
import tomllib
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

from packaging.utils import canonicalize_name

from assay.bank.runner import MB, NoRunner
from workers.sandbox import runtime
from workers.sandbox.builder import uv
from workers.sandbox.runtime import DEFAULT, LOCKS

LARGEST_ARCHIVE = 64 * MB
LARGEST_UNPACKED = 256 * MB
LARGEST_TEXT = 4 * MB
MOST_FILES = 20_000
SECONDS = 60


class Sdists:
    """Of the packages in a lock. `folder` keeps the archives, by their hashes.

    `where` gives the address of a package's release.
    """

    def __init__(
        self,
        lock: Path = LOCKS / f"{DEFAULT}.lock",
        folder: Path | None = None,
        *,
        where: Callable[[str, str], str] | None = None,
    ) -> None:
        self._lock = lock
        self._folder = folder or runtime.home().parent / "sdists"
        self._where = where or address

    def text(self, package: str, version: str, file: str) -> str | None:
        """One text of the release, or None where it has no such file; NoRunner says what fails."""
        with _as_no_runner(f"the source of {package} {version}"):
            archive = self._archive(package, version)
            return _text(archive, file)

    def _archive(self, package: str, version: str) -> Path:
        """Where it lies, fetched where it does not yet. Only what the lock vouches for is taken."""
        hashes = locked(self._lock.read_text("utf-8"), package, version)
        if not hashes:
            raise NoRunner(f"{self._lock.name} has no {package} {version}")
        for kept in (self._folder / f"{one}.tar.gz" for one in hashes):
            if kept.is_file() and _sha256(kept.read_bytes()) == kept.name.partition(".")[0]:
                return kept
        return self._fetched(package, version, hashes)

    def _fetched(self, package: str, version: str, hashes: set[str]) -> Path:
        url = self._where(package, version)
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 - by its hash
            data = answer.read(LARGEST_ARCHIVE + 1)
        digest = _sha256(data)
        if digest not in hashes:
            raise NoRunner(f"what was fetched of {package} {version} is not what the lock has")
        self._folder.mkdir(parents=True, exist_ok=True)
        making = self._folder / f".{digest}-{os.getpid()}"
        making.write_bytes(data)
        return making.rename(self._folder / f"{digest}.tar.gz")


def locked(lock: str, package: str, version: str) -> set[str]:
    """The hashes that a lock has for this version; empty where it has another, or none."""
    name = re.escape(canonicalize_name(package))
    pattern = rf"^{name}=={re.escape(version)}(?: ;[^\n]*)?\s*\\\n((?:\s+--hash=\S+(?: \\)?\n)+)"
    found = re.search(pattern, lock, re.MULTILINE)
    return set(re.findall(r"sha256:([0-9a-f]{64})", found[1])) if found else set()


def address(package: str, version: str) -> str:
    """The archive's address, as this machine's index of packages has it."""
    if not (program := uv()):
        raise NoRunner("uv is not here, which knows where releases lie")
    with TemporaryDirectory(prefix="assay-sdist-") as place:
        out = Path(place, "pylock.toml")
        done = subprocess.run(
            [program, "pip", "compile", "--quiet", "--no-deps", "--format", "pylock.toml",
             "-o", str(out), "-"],
            input=f"{package}=={version}\n", capture_output=True, text=True, check=False,
            timeout=SECONDS, cwd=place,
        )  # fmt: skip
        if done.returncode:
            raise NoRunner(f"it can’t be fetched: {done.stderr.strip()[-300:]}")
        (found,) = tomllib.loads(out.read_text("utf-8"))["packages"]
    url = str(found["sdist"]["url"])
    if not url.startswith("https://") or not url.endswith(".tar.gz"):
        raise NoRunner("it is no .tar.gz behind https")
    return url


def _text(archive: Path, file: str) -> str | None:
    """Plain files alone are looked at, and no more than the bounds; links lead nowhere."""
    with gzip.open(archive) as unpacked, _opened(unpacked) as tar:
        for number, member in enumerate(tar):
            if number >= MOST_FILES:
                raise NoRunner(f"it holds more than {MOST_FILES} files")
            if member.isreg() and member.name.partition("/")[2] == file:
                if member.size > LARGEST_TEXT:
                    raise NoRunner(f"{file} is larger than {LARGEST_TEXT // MB} MB")
                held = tar.extractfile(member)
                return held.read(LARGEST_TEXT).decode() if held else None
    return None


def _opened(unpacked: IO[bytes] | gzip.GzipFile) -> tarfile.TarFile:
    return tarfile.open(fileobj=cast(IO[bytes], _Bounded(unpacked)), mode="r|")


class _Bounded:
    """A stream that ends with an error where more comes out of it than may."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile) -> None:
        self._stream, self._left = stream, LARGEST_UNPACKED

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise NoRunner(f"it holds more than {LARGEST_UNPACKED // MB} MB")
        return data


@contextmanager
def _as_no_runner(what: str) -> Iterator[None]:
    """Whatever the network, the archive or the disk does, as one sentence."""
    try:
        yield
    except NoRunner as error:
        raise NoRunner(f"{what}: {error}") from error
    except (urllib.error.URLError, TimeoutError, subprocess.TimeoutExpired) as error:
        raise NoRunner(f"{what} can’t be fetched: {error}") from error
    except (OSError, EOFError, ValueError, KeyError, zlib.error, tarfile.TarError) as error:
        raise NoRunner(f"{what} can’t be read: {error}") from error


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
