"""One control group for each sandbox: memory and processes in sum. v2, v1, or none.

v2 where the group that we are in was delegated to us, or we are root; v1 as root, or below a group
that was given to us. Where none can be made, only the limits of single processes hold.
"""

import contextlib
import itertools
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assay.bank.runner import Limits

ROOT = Path("/sys/fs/cgroup")
V1 = ("memory", "pids", "cpu", "cpuacct")
NEEDED = {"memory", "pids"}
OURS = 3
"""Processes of a sandbox that are not the program: what waits outside, its init, our own."""
LEAF = "runner"
_numbers = itertools.count()


@dataclass(frozen=True, kw_only=True)
class Parent:
    """Where groups can be made; `places` by controller, all the same in v2."""

    version: int
    places: Mapping[str, Path]


class Group:
    """One sandbox's group. Without a parent it is none, and knows nothing."""

    def __init__(self, parent: Parent | None, limits: Limits) -> None:
        self._version = parent.version if parent else 0
        name = f"assay-{os.getpid()}-{next(_numbers)}"
        places = dict(parent.places) if parent else {}
        self._places = {controller: place / name for controller, place in places.items()}
        try:
            for place in set(self._places.values()):
                place.mkdir()
            self._limit(limits)
        except OSError:
            self.remove()
            raise

    @property
    def exists(self) -> bool:
        return bool(self._places)

    @property
    def entrances(self) -> list[str]:
        """The files into which a process writes its number to be in the group."""
        return sorted({str(place / "cgroup.procs") for place in self._places.values()})

    def ran_out_of_memory(self) -> bool:
        file = "memory.events" if self._version == 2 else "memory.oom_control"
        return self._counted("memory", file).get("oom_kill", 0) > 0

    def cpu_seconds(self) -> float:
        """What all of its processes used together; 0 where that is not counted."""
        if self._version == 2:
            return self._counted("memory", "cpu.stat").get("usage_usec", 0) / 1e6
        with contextlib.suppress(OSError, KeyError):
            return int((self._places["cpuacct"] / "cpuacct.usage").read_text()) / 1e9
        return 0

    def remove(self, seconds: float = 5) -> bool:
        """Take the group away, which succeeds only once all in it are dead; True where it did."""
        until = time.monotonic() + seconds
        left = set(self._places.values())
        while left:
            for place in list(left):
                with contextlib.suppress(FileNotFoundError, OSError):
                    place.rmdir()
                if not place.exists():
                    left.remove(place)
            if time.monotonic() > until:
                return False
            if left:
                time.sleep(0.005)
        return True

    def _limit(self, limits: Limits) -> None:
        processes = str(limits.processes + OURS)
        if self._version == 2:
            self._write("memory", "memory.max", str(limits.memory))
            self._try("memory", "memory.swap.max", "0")
            self._write("pids", "pids.max", processes)
            self._try("cpu", "cpu.max", "100000 100000")
        elif self._version == 1:
            self._write("memory", "memory.limit_in_bytes", str(limits.memory))
            self._try("memory", "memory.memsw.limit_in_bytes", str(limits.memory))
            self._write("pids", "pids.max", processes)
            self._try("cpu", "cpu.cfs_quota_us", "100000")

    def _write(self, controller: str, file: str, value: str) -> None:
        (self._places[controller] / file).write_text(value)

    def _try(self, controller: str, file: str, value: str) -> None:
        """For what not every kernel has; memory and processes are never tried, but written."""
        with contextlib.suppress(OSError, KeyError):
            self._write(controller, file, value)

    def _counted(self, controller: str, file: str) -> dict[str, int]:
        with contextlib.suppress(OSError, KeyError, ValueError):
            lines = (self._places[controller] / file).read_text().splitlines()
            return {name: int(number) for name, number in (line.split() for line in lines)}
        return {}


def parent(root: Path = ROOT, own: str | None = None) -> Parent | None:
    """Where we may make groups, tried; None where we may not. `own` is /proc/self/cgroup's text."""
    told = Path("/proc/self/cgroup").read_text() if own is None else own
    ours = dict(line.split(":", 2)[1:] for line in told.splitlines() if line.count(":") >= 2)
    for find in (_v2, _v1):
        with contextlib.suppress(OSError, KeyError):
            if (found := find(root, ours)) and Group(found, Limits()).remove():
                _sweep(found)
                return found
    return None


def _sweep(parent: Parent) -> None:
    """Take away the groups of processes like this one that were killed."""
    for place in set(parent.places.values()):
        for left in place.glob("assay-*-*"):
            if not Path("/proc", left.name.split("-")[1]).exists():
                with contextlib.suppress(OSError):
                    left.rmdir()


def _v2(root: Path, ours: Mapping[str, str]) -> Parent | None:
    """Of root its own group at the top; of a user the group that was delegated to this process."""
    if not set((root / "cgroup.controllers").read_text().split()) >= NEEDED:
        return None
    if os.geteuid() == 0:
        place = root / "assay"
        _hand_down(root)
        place.mkdir(exist_ok=True)
    else:
        place = _delegated(root / ours[""].strip("/"))
        _move_aside(place)
    handed = _hand_down(place)
    return Parent(version=2, places=dict.fromkeys(handed, place)) if handed >= NEEDED else None


def _hand_down(place: Path) -> set[str]:
    """Let the groups below have the controllers that this one has; which they are."""
    for controller in ("memory", "pids", "cpu"):
        with contextlib.suppress(OSError):
            (place / "cgroup.subtree_control").write_text(f"+{controller}")
    return set((place / "cgroup.subtree_control").read_text().split())


def _delegated(own: Path) -> Path:
    """The group that was given to us: ours, or the one above where we were moved aside already."""
    return own.parent if own.name == LEAF else own


def _move_aside(place: Path) -> None:
    """A group with groups below must hold no process itself: what is in it goes to a leaf."""
    leaf = place / LEAF
    leaf.mkdir(exist_ok=True)
    for process in (place / "cgroup.procs").read_text().split():
        with contextlib.suppress(ProcessLookupError):
            (leaf / "cgroup.procs").write_text(process)


def _v1(root: Path, ours: Mapping[str, str]) -> Parent | None:
    """Below the groups that we are in, of those controllers that are mounted."""
    mine = {name: path for names, path in ours.items() for name in names.split(",")}
    places = {
        name: place
        for name in V1
        if name in mine and (place := root / name / mine[name].strip("/")).is_dir()
    }
    usable = {name: place for name, place in places.items() if os.access(place, os.W_OK)}
    return Parent(version=1, places=usable) if set(usable) >= NEEDED else None
