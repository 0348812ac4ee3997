"""A few candidates side by side: what their scores tell apart, and what they do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal
from uuid import UUID

from assay.accounts.models import Member
from assay.assessments import papers
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.core.errors import Invalid
from assay.decisions import table
from assay.decisions.rows import Area, Row
from assay.marking.scoring import are_distinguishable
from assay.sittings import queries as sittings

FEWEST, MOST = 2, 4
Says = Literal["apart", "alike", "too little"]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two of them. `higher` is whose score is higher, `by` how much of 100; 0 without scores.

    `says` is "apart" only where the difference is at least 1.96 of its standard errors, and
    "too little" where one of them has no number. `shared` counts the questions that both were
    asked, `asked` those of the longer paper; 0 where one of them has not begun.
    """

    one: Row
    other: Row
    says: Says
    higher: Row
    by: float
    shared: int
    asked: int
    same_version: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """One responsibility, with what it says of each candidate in their order."""

    name: str
    areas: tuple[Area | None, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...]
    lines: tuple[Line, ...]

    @property
    def cuts(self) -> frozenset[int | None]:
        """The cut scores that hold for them: different versions may have different ones."""
        return frozenset(row.cut_score for row in self.rows if row.result_id)


def compare(assessment_id: UUID, invitation_ids: Sequence[UUID], *, viewer: Member) -> Comparison:
    """Two to four candidates of one assessment; NotFound where one of them is not of it."""
    wanted = list(dict.fromkeys(invitation_ids))
    if not FEWEST <= len(wanted) <= MOST:
        raise Invalid("who", f"Choose {FEWEST} to {MOST} candidates to compare.")
    rows = table.chosen(assessment_id, wanted, viewer=viewer)
    held = sittings.papers(wanted)
    asked = papers.items_of(list(held.values()))
    questions = {one: asked[held[one]] if one in held else frozenset[UUID]() for one in wanted}
    return Comparison(
        rows=tuple(rows),
        pairs=tuple(
            _pair(one, other, questions[one.invitation_id], questions[other.invitation_id])
            for one, other in combinations(rows, 2)
        ),
        lines=_lines(rows),
    )


def _pair(one: Row, other: Row, asked: frozenset[UUID], asked_other: frozenset[UUID]) -> Pair:
    higher, by = one, 0.0
    says: Says = "too little"
    if one.measure and other.measure:
        by = one.measure.percent - other.measure.percent
        higher = one if by >= 0 else other
        says = "apart" if are_distinguishable(one.measure, other.measure) else "alike"
    return Pair(
        one=one,
        other=other,
        says=says,
        higher=higher,
        by=abs(by),
        shared=len(asked & asked_other),
        asked=max(len(asked), len(asked_other)) if asked and asked_other else 0,
        same_version=one.version == other.version,
    )


def _lines(rows: Sequence[Row]) -> tuple[Line, ...]:
    found = [{area.responsibility: area for area in row.areas} for row in rows]
    return tuple(
        Line(name=name, areas=tuple(areas.get(slug) for areas in found))
        for slug, name in RESPONSIBILITIES
        if any(slug in areas for areas in found)
    )
