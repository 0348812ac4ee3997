"""CPU seconds of a process and all that it started, from /proc (hundredths are its finest)."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def spent(pid: int) -> float:
    """User and system time of the tree under the process, its ended children included."""
    parents, ticks = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _fields(entry / "stat")):
            parents[int(entry.name)] = int(fields[1])
            ticks[int(entry.name)] = sum(int(field) for field in fields[11:15])
    return sum(ticks[each] for each in _tree(pid, parents)) / TICK


def _tree(pid: int, parents: dict[int, int]) -> list[int]:
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def _fields(file: Path) -> list[str]:
    """What follows the program's name; nothing where the process has ended."""
    try:
        return file.read_text().rpartition(")")[2].split()
    except OSError:
        return []
