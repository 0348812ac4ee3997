"""What differs between a version and what would be published next (or between two). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Held:
    """An item that may be drawn, in one of its versions, for so many points."""

    version_id: UUID
    number: int
    title: str
    points: int


@dataclass(frozen=True, kw_only=True)
class State:
    """Settings by their names and the rules line by line, in words; items by item."""

    settings: Mapping[str, str]
    lines: Sequence[str]
    items: Mapping[UUID, Held] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Change:
    what: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """`gone` and `come`: lines of the rules. Items by title; `replaced` in another version."""

    settings: Sequence[Change] = ()
    gone: Sequence[str] = ()
    come: Sequence[str] = ()
    added: Sequence[str] = ()
    removed: Sequence[str] = ()
    replaced: Sequence[Change] = ()
    points: Sequence[Change] = ()

    @property
    def is_any(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)


def difference(before: State, after: State) -> Difference:
    names = [*before.settings, *(name for name in after.settings if name not in before.settings)]
    gone, come = _lines(before.lines, after.lines)
    both = [(before.items[item], after.items[item]) for item in before.items if item in after.items]
    return Difference(
        settings=[
            Change(what=name, before=was, after=is_)
            for name in names
            if (was := before.settings.get(name, "")) != (is_ := after.settings.get(name, ""))
        ],
        gone=gone,
        come=come,
        added=_titles(after.items, but=before.items),
        removed=_titles(before.items, but=after.items),
        replaced=sorted(
            (
                Change(
                    what=is_.title, before=f"version {was.number}", after=f"version {is_.number}"
                )
                for was, is_ in both
                if was.version_id != is_.version_id
            ),
            key=lambda one: one.what,
        ),
        points=sorted(
            (
                Change(what=is_.title, before=str(was.points), after=str(is_.points))
                for was, is_ in both
                if was.points != is_.points
            ),
            key=lambda one: one.what,
        ),
    )


def _lines(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """(lines that are gone, lines that came), each in its order."""
    gone: list[str] = []
    come: list[str] = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for verb, i, j, k, m in matcher.get_opcodes():
        if verb != "equal":
            gone += before[i:j]
            come += after[k:m]
    return gone, come


def _titles(items: Mapping[UUID, Held], *, but: Mapping[UUID, Held]) -> list[str]:
    return sorted(held.title for item, held in items.items() if item not in but)
