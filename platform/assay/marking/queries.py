"""Reads of marking: a sitting's scripts, its marks, its result."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from assay.assessments import papers
from assay.bank.models import ItemVersion
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.core.db import session
from assay.core.errors import NotFound
from assay.marking import corrections
from assay.marking.engines.corrected import Corrected
from assay.marking.models import Mark, Result, ResultLine
from assay.marking.scoring import Measure, Range
from assay.sittings import queries as sittings
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Script:
    """One question of a sitting with what was answered: all that an engine needs.

    `seq` is that of the save that counts; 0 where nothing was saved. `correction`: how it is marked
    instead, where a fault was found in the question.
    """

    position: int
    item_organisation_id: UUID
    item_version_id: UUID
    kind: str
    responsibility: str
    title: str
    content: dict[str, Any]
    key: dict[str, Any]
    value: dict[str, Any] | None
    seq: int
    points: int
    correction: Corrected | None = None


def scripts(sitting_id: UUID) -> list[Script]:
    """Every question of the sitting's paper, in order, answered or not."""
    sitting = sittings.by_id(sitting_id)
    answers = sittings.answers(sitting_id)
    questions = papers.paper(sitting.paper_id)
    found = corrections.standing_for(sitting.paper_id, [item.id for _, item in questions])
    return [
        Script(
            position=place.position,
            item_organisation_id=place.item_organisation_id,
            item_version_id=place.item_version_id,
            kind=version.kind,
            responsibility=version.responsibility,
            title=version.title,
            content=version.content,
            key=version.key,
            value=answers[place.position].value if place.position in answers else None,
            seq=answers[place.position].seq if place.position in answers else 0,
            points=place.points,
            correction=found.get(version.id),
        )
        for place, version in questions
    ]


def kept(sitting_id: UUID) -> list[Mark]:
    """The marks of the first round, by engines and people, by position; some may be missing yet."""
    query = (
        select(Mark)
        .where(
            Mark.organisation_id == current(),
            Mark.sitting_id == sitting_id,
            Mark.round == 1,
        )
        .order_by(Mark.position)
    )
    return list(session.scalars(query))


def find_result(sitting_id: UUID) -> Result | None:
    """The latest round's, or None while it is not marked yet."""
    return session.scalars(
        select(Result)
        .where(Result.organisation_id == current(), Result.sitting_id == sitting_id)
        .order_by(Result.round.desc())
        .limit(1)
    ).one_or_none()


def result_of(sitting_id: UUID) -> Result:
    """The latest round's; NotFound while it is not marked yet."""
    if (found := find_result(sitting_id)) is None:
        raise NotFound("Result")
    return found


def lines(result_id: UUID) -> list[ResultLine]:
    """What the result says about each responsibility."""
    query = select(ResultLine).where(
        ResultLine.organisation_id == current(), ResultLine.result_id == result_id
    )
    return list(session.scalars(query))


def lines_of(result_ids: Collection[UUID]) -> dict[UUID, list[ResultLine]]:
    """Result → what it says about each responsibility, in the responsibilities' own order."""
    query = select(ResultLine).where(
        ResultLine.organisation_id == current(), ResultLine.result_id.in_(result_ids)
    )
    order = {slug: number for number, (slug, _) in enumerate(RESPONSIBILITIES)}
    found: dict[UUID, list[ResultLine]] = {}
    for line in session.scalars(query):
        found.setdefault(line.result_id, []).append(line)
    for each in found.values():
        each.sort(key=lambda line: order.get(line.responsibility, len(order)))
    return found


def marks(sitting_id: UUID, round_: int) -> list[tuple[Mark, ItemVersion]]:
    """The marks of one round with what was asked, by position; of two on one the later is last."""
    query = (
        select(Mark, ItemVersion)
        .join(
            ItemVersion,
            (ItemVersion.organisation_id == Mark.item_organisation_id)
            & (ItemVersion.id == Mark.item_version_id),
        )
        .where(
            Mark.organisation_id == current(), Mark.sitting_id == sitting_id, Mark.round == round_
        )
        .order_by(Mark.position, Mark.marked_at)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def history(sitting_id: UUID, position: int) -> list[Mark]:
    """Each mark that the answer was ever given, the one that stands first.

    One that went over into a later round as it was is told once, by the round that it came in.
    """
    query = (
        select(Mark)
        .where(
            Mark.organisation_id == current(),
            Mark.sitting_id == sitting_id,
            Mark.position == position,
        )
        .order_by(Mark.round, Mark.marked_at)
    )
    found: list[Mark] = []
    for mark in session.scalars(query):
        if not found or _given(found[-1]) != _given(mark):
            found.append(mark)
    return found[::-1]


def _given(mark: Mark) -> tuple[object, ...]:
    return (mark.source, mark.marked_at, mark.points)


def measure(row: Result | ResultLine) -> Measure | None:
    """The score with its error as it was settled; None where too little was measured."""
    ends = (row.likely_low, row.likely_high, row.interval_low, row.interval_high)
    if row.percent is None or any(end is None for end in ends):
        return None
    likely_low, likely_high, low, high = (float(end or 0) for end in ends)
    return Measure(
        percent=float(row.percent),
        likely=Range(low=likely_low, high=likely_high),
        interval=Range(low=low, high=high),
        band=getattr(row, "band", None),
    )
