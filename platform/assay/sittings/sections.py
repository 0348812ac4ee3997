"""Walk: where one is in a paper whose sections may lock, and what may be answered there. Pure.

Sections that lock are done one after another, in the paper's order; each is begun, runs on a clock
of its own, and is locked by its end or by leaving it. The others take answers while none runs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assay.assessments.blueprint import Section
from assay.sittings.timing import Phase

State = Literal["free", "held", "running", "locked", "ahead"]
"""`free` and `held` are those that do not lock; a held one waits until the one that runs is over.
Of those that lock, the ones `ahead` were not begun yet."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A section that the paper has questions of; `number` counts the blueprint's from 0."""

    number: int
    title: str
    minutes: int | None
    locks: bool
    places: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Walk:
    """`phase` is that of the section that runs. One whose time is over does not run any more."""

    parts: tuple[Part, ...]
    running: int | None = None
    locked: frozenset[int] = frozenset()
    phase: Phase | None = None

    def state(self, part: Part) -> State:
        if not part.locks:
            return "free" if self.running is None else "held"
        if part.number == self.running:
            return "running"
        return "locked" if part.number in self.locked else "ahead"

    def part_at(self, position: int) -> Part | None:
        return next((part for part in self.parts if position in part.places), None)

    def state_at(self, position: int) -> State | None:
        part = self.part_at(position)
        return self.state(part) if part else None

    def takes(self, position: int) -> bool:
        """May this question be read and answered?"""
        return self.state_at(position) in ("free", "running")

    @property
    def open_places(self) -> tuple[int, ...]:
        return tuple(place for part in self.parts for place in part.places if self.takes(place))

    @property
    def here(self) -> Part | None:
        """The section that runs."""
        return next((part for part in self.parts if part.number == self.running), None)

    @property
    def due(self) -> Part | None:
        """The section that locks and is to be begun next."""
        return next((part for part in self.parts if self.state(part) == "ahead"), None)

    def onward(self, number: int = -1) -> Part | None:
        """While none runs: what comes after this section and may be gone to, or begun."""
        later = (part for part in self.parts if part.number > number)
        return next(
            (part for part in later if self.state(part) == "free" or part == self.due), None
        )


def walk(
    parts: Iterable[Part], *, section: int | None, locked: Iterable[int], phase: Phase | None
) -> Walk:
    """From what the sitting says: the section that was begun last, those that are locked."""
    shut = frozenset(locked)
    if section is not None and (phase is None or not phase.takes_answers):
        shut |= {section}
        section = phase = None
    return Walk(parts=tuple(parts), running=section, locked=shut, phase=phase)


def parts_of(sections: Sequence[Section], places: Iterable[tuple[int, int]]) -> tuple[Part, ...]:
    """Those with questions; `places` are the paper's, as (section, position) in order."""
    found: dict[int, list[int]] = {}
    for number, position in places:
        found.setdefault(number, []).append(position)
    nothing = Section(title="")
    return tuple(
        Part(
            number=number,
            title=section.title,
            minutes=section.minutes,
            locks=section.locks,
            places=tuple(found[number]),
        )
        for number in sorted(found)
        for section in [sections[number] if number < len(sections) else nothing]
    )
