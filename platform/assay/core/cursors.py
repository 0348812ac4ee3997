"""Cursor: where a page of a list begins, that has the latest first. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID


@dataclass(frozen=True)
class Cursor:
    """What a page begins behind: written `2026-11-24T18:05:00+00:00_<id>`."""

    at: datetime
    id: UUID

    @classmethod
    def parse(cls, written: str) -> Self:
        """ValueError where it is none."""
        at, _, subject_id = written.rpartition("_")
        cursor = cls(datetime.fromisoformat(at), UUID(subject_id))
        if cursor.at.tzinfo is None:
            raise ValueError("a naive instant")
        return cursor

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.id}"
