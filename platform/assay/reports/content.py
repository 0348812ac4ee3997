"""What a report says, before it has a shape. Pure; queries.content() fills it.

It holds no time that was allowed or taken, and nothing of an accommodation.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from assay.marking.scoring import Measure

Status = Literal["right", "partly", "wrong", "none", "person"]
"""`none`: no answer was saved; `person`: a person has still to mark it."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One responsibility; `measure` is None under four questions."""

    name: str
    items: int
    points: Decimal
    out_of: Decimal
    measure: Measure | None


@dataclass(frozen=True, kw_only=True)
class Question:
    """`evidence` says how the points came about, without the key: `4 of 5 statements`."""

    position: int
    responsibility: str
    title: str
    kind: str
    points: Decimal
    out_of: Decimal
    status: Status
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is known of the sitting: saves that counted, saves after the end, changes of browser."""

    saves: int = 0
    late: int = 0
    moves: int = 0


@dataclass(frozen=True, kw_only=True)
class Proof:
    """How many of the questions were proved by running programs, and with what."""

    questions: int = 0
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Content:
    """One sitting, as its report tells it. `nth` counts this candidate's sittings from 1.

    `round` counts the markings of the sitting: from 2 on, the report replaces an earlier one.
    """

    report_id: UUID
    organisation: str
    candidate: str
    assessment: str
    version: int
    paper: str
    sat_on: date
    marked_on: date
    nth: int
    round: int
    ran_out: bool
    points: Decimal
    out_of: Decimal
    effective_n: float
    measure: Measure | None
    cut_score: int | None
    cut_reason: str | None
    lines: tuple[Line, ...]
    questions: tuple[Question, ...]
    engines: tuple[str, ...]
    record: Record
    proof: Proof

    @property
    def answered(self) -> int:
        return sum(question.status != "none" for question in self.questions)

    @property
    def unmarked(self) -> int:
        """How many a person has still to mark."""
        return sum(question.status == "person" for question in self.questions)

    def of(self, responsibility: str) -> tuple[Question, ...]:
        """The questions that gave evidence of it."""
        return tuple(one for one in self.questions if one.responsibility == responsibility)
