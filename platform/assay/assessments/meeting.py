"""What a candidate has been asked before, and what of a new paper they would meet again. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Met:
    """Items by their ids: those that were asked, in whatever version, and the enemies of these."""

    items: frozenset[UUID] = frozenset()
    enemies: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.items)

    def nearness(self, item_id: UUID, enemies: frozenset[UUID]) -> int:
        """How much an item tells of what was asked: 2 was asked itself, 1 is like it, 0 is new."""
        if item_id in self.items:
            return 2
        return int(item_id in self.enemies or bool(enemies & self.items))


NOTHING = Met()


@dataclass(frozen=True, kw_only=True)
class Return:
    """Of a paper's `questions`, how many were asked before; `fixed` of them are named by a rule.

    `alike`: how many more are enemies of what was asked.
    """

    questions: int
    again: int = 0
    fixed: int = 0
    alike: int = 0

    @property
    def pooled(self) -> int:
        """Those that return because their pool has too few others."""
        return self.again - self.fixed


def met_in(asked: Iterable[tuple[UUID, Sequence[str]]]) -> Met:
    """From (item, its enemies as they are kept) of the papers that were sat."""
    each = [(item, frozenset(map(UUID, enemies))) for item, enemies in asked]
    items = frozenset(item for item, _ in each)
    return Met(items=items, enemies=frozenset[UUID]().union(*(own for _, own in each)) - items)
