"""Debian packages: installed by root or sudo, else unpacked into .var/sysroot without either."""

import ctypes
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

from tools.setup.places import SYSROOT, VAR, SetUpFailed, run, timed

_one_at_a_time = threading.Lock()


def is_here() -> bool:
    """Is this Debian, Ubuntu or a child of theirs?"""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-deb"))


def provide(what: str, packages: Sequence[str]) -> None:
    """Make the packages available, whoever we are; says so in one line."""
    with _one_at_a_time:
        if os.geteuid() == 0:
            with timed(f"{what} by apt"):
                _install([], packages)
        elif _may_sudo():
            with timed(f"{what} by sudo apt"):
                _install(["sudo", "-n"], packages)
        else:
            with timed(f"{what} unpacked into .var/sysroot (no root)"):
                _unpack(packages)


def unpack(what: str, packages: Sequence[str]) -> None:
    """Only unpack, root or not: for what would start a service where it is installed."""
    with _one_at_a_time, timed(f"{what} unpacked into .var/sysroot"):
        _unpack(packages)


def library_folders() -> list[str]:
    """The folders of unpacked libraries, for LD_LIBRARY_PATH."""
    patterns = ("usr/lib/*-linux-gnu*", "lib/*-linux-gnu*", "usr/lib/*-linux-gnu*/pulseaudio")
    return [str(found) for pattern in patterns for found in sorted(SYSROOT.glob(pattern))]


def has_library(name: str) -> bool:
    """Can a program load it, from the system or from what was unpacked?"""
    try:
        ctypes.CDLL(name)
    except OSError:
        return any(Path(folder, name).exists() for folder in library_folders())
    return True


def _may_sudo() -> bool:
    if not shutil.which("sudo"):
        return False
    return subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0


def _install(become: Sequence[str], packages: Sequence[str]) -> None:
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*become, *quiet, "install", "-y", "--no-install-recommends", *packages]
    try:
        run(*install)
    except SetUpFailed:  # no lists yet, or old ones
        run(*become, *quiet, "update")
        run(*install)


def _unpack(packages: Sequence[str]) -> None:
    """Ask apt what is missing, fetch that, unpack it. Nothing outside .var is written."""
    try:
        names, options = _missing(packages, []), list[str]()
    except SetUpFailed:
        options = _private_lists()
        names = _missing(packages, options)
    downloads = SYSROOT / "downloads"
    shutil.rmtree(downloads, ignore_errors=True)
    downloads.mkdir(parents=True)
    run("apt-get", "-qq", *options, "download", *names, cwd=downloads)
    for package in sorted(downloads.glob("*.deb")):
        run("dpkg-deb", "-x", package, SYSROOT)
    shutil.rmtree(downloads)


def _missing(packages: Sequence[str], options: Sequence[str]) -> list[str]:
    done = subprocess.run(
        ["apt-get", *options, "-s", "install", "--no-install-recommends", *packages],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    names = re.findall(r"^Inst (\S+)", done.stdout, re.MULTILINE)
    if done.returncode or not names:
        raise SetUpFailed(
            f"Neither root nor sudo, and apt can't fetch {', '.join(packages)} for unpacking: "
            f"{done.stderr.strip()[-300:]}\nAsk an administrator: apt-get install "
            f"{' '.join(packages)}"
        )
    return names


def _private_lists() -> list[str]:
    """Package lists of our own, for a machine whose lists were never fetched."""
    place = VAR / "apt"
    for folder in ("lists/partial", "cache/archives/partial"):
        Path(place, folder).mkdir(parents=True, exist_ok=True)
    options = ["-o", f"Dir::State::lists={place}/lists", "-o", f"Dir::Cache={place}/cache"]
    run("apt-get", "-qq", *options, "update")
    return options
