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
    position: int
    responsibility: str
    title: str
    points: Decimal
    out_of: Decimal
    status: Status


@dataclass(frozen=True, kw_only=True)
class Content:
    """One sitting, as its report tells it. `nth` counts this candidate's sittings from 1."""

    report_id: UUID
    organisation: str
    candidate: str
    assessment: str
    version: int
    sat_on: date
    marked_on: date
    nth: int
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

    @property
    def answered(self) -> int:
        return sum(question.status != "none" for question in self.questions)
