"""Lanes: other versions of Flask that items are proved with, each a runtime of its own.

An item says by `valid` where it holds. In a lane within that it must; outside it need not, and
where it does all the same its range could be wider. Nothing that is seen becomes evidence.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assay.bank.prover import RANGE, Proved
from workers.sandbox import builder
from workers.sandbox.runtime import DEFAULT, LOCKS

FOLDER = "lanes"
HERE = LOCKS / FOLDER
PRESENT, COMING = "3.1", "pre"
NAMES = ("2.2", "3.0", PRESENT, COMING)
"""PRESENT is what evidence is kept of; COMING is the newest pre-release, where there is one."""

Verdict = Literal["holds", "fails", "out of range", "out of range, but holds"]


class NoLane(Exception):
    """A sentence: there is nothing to prove with."""


@dataclass(frozen=True, kw_only=True)
class Track:
    """A lane that can be used: the lock of its packages, and its runtime, which is built."""

    lock: Path
    runtime: str


def track(name: str) -> Track:
    """The lane of this name, its runtime built where it is not. NoLane, or sandbox.NotBuilt."""
    if name == PRESENT:
        return Track(lock=LOCKS / f"{DEFAULT}.lock", runtime=builder.build(DEFAULT).name)
    lock = HERE / f"flask-{name}.lock"
    if not lock.exists():
        what = "pre-release" if name == COMING else "release"
        raise NoLane(f"No lane {name}: there was no such {what} when ./run lock last looked.")
    return Track(lock=lock, runtime=builder.build(f"{FOLDER}/{lock.stem}").name)


def verdict(told: Proved) -> Verdict:
    """Of one item in one lane."""
    outside = any(part.kind == RANGE and not part.ok for part in told.parts)
    holds = all(part.ok for part in told.parts if part.kind != RANGE)
    if outside:
        return "out of range, but holds" if holds else "out of range"
    return "holds" if holds else "fails"
