"""What a report says, before it has a shape. Pure; queries.content() fills it.

It holds no time that was allowed or taken, and nothing of an accommodation. The one time that it
tells is what was given back for an outage of ours.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID, uuid5

from assay.assessments.ai_use import SAID
from assay.marking.scoring import Measure
from assay.reports.answers import Answered

Status = Literal["right", "partly", "wrong", "none", "person", "left_out"]
"""`none`: no answer was saved; `person`: a person has still to mark it; `left_out`: a fault was
found in the question, and it counts for nothing."""


def reserved_id(result_id: UUID) -> UUID:
    """The id that the report on this result will have, known before it is made."""
    return uuid5(result_id, "report")


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
    """`evidence` says how the points came about, without the key: `4 of 5 statements`.

    `by_person`: a person gave the points; `criteria` then says for what, where that was kept, and
    `remarks` what they wrote: a marker's comments, or why an engine's points were replaced.
    """

    position: int
    responsibility: str
    title: str
    kind: str
    points: Decimal
    out_of: Decimal
    status: Status
    evidence: str = ""
    level: str = ""
    answered: Answered | None = None
    by_person: bool = False
    criteria: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Noted:
    """Something that was noticed of the sitting, how often, and at which questions."""

    what: str
    times: int
    questions: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is known of the sitting: saves that counted, saves after the end, changes of browser.

    `given_back`: seconds, for outages of ours and for nothing else. `comment`: the candidate's.
    """

    saves: int = 0
    late: int = 0
    moves: int = 0
    noted: tuple[Noted, ...] = ()
    comment: str = ""
    given_back: int = 0


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a later marking changed about one question, and why it was marked again."""

    position: int
    why: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True, kw_only=True)
class Proof:
    """How many of the questions were proved by running programs, and with what."""

    questions: int = 0
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Content:
    """One sitting, as its report tells it. `nth` counts this candidate's sittings from 1.

    `round` counts the markings of the sitting: from 2 on, the report replaces an earlier one, and
    `changes` says why. `sat_before`: when the sittings before this one were, in order;
    `asked_before`: how many of its questions were asked in them.
    `ai_use`, `ai_note`: what was stated to the candidate about AI tools.
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
    ai_use: str
    ai_note: str
    lines: tuple[Line, ...]
    questions: tuple[Question, ...]
    engines: tuple[str, ...]
    record: Record
    proof: Proof
    changes: tuple[Change, ...] = ()
    sat_before: tuple[date, ...] = ()
    asked_before: int = 0

    @property
    def ai_said(self) -> str:
        return SAID[self.ai_use]

    @property
    def answered(self) -> int:
        return sum(question.status != "none" for question in self.questions)

    @property
    def unmarked(self) -> int:
        """How many a person has still to mark."""
        return sum(question.status == "person" for question in self.questions)

    def of(self, responsibility: str) -> tuple[Question, ...]:
        """The questions that gave evidence of it."""
        return tuple(one for one in self.scored if one.responsibility == responsibility)

    @property
    def scored(self) -> tuple[Question, ...]:
        """Those that the scoring is made of: without what was left out for a fault."""
        return tuple(one for one in self.questions if one.status != "left_out")

    @property
    def told(self) -> tuple[Question, ...]:
        """The questions that are shown with their answers."""
        return tuple(one for one in self.questions if one.answered)

    @property
    def by_people(self) -> tuple[Question, ...]:
        """Those that people have marked."""
        return tuple(one for one in self.questions if one.by_person)
