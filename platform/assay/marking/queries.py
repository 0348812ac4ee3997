"""Reads of marking: a sitting's scripts, its marks, its result."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from assay.assessments import queries as assessments
from assay.bank.models import ItemVersion
from assay.core.db import session
from assay.core.errors import NotFound
from assay.marking.models import Mark, Result, ResultLine
from assay.marking.scoring import Measure, Range
from assay.sittings import queries as sittings
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Script:
    """One question of a sitting with what was answered: all that an engine needs.

    `seq` is that of the save that counts; 0 where nothing was saved.
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


def scripts(sitting_id: UUID) -> list[Script]:
    """Every question of the sitting's paper, in order, answered or not."""
    sitting = sittings.by_id(sitting_id)
    answers = sittings.answers(sitting_id)
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
        )
        for place, version in assessments.paper(sitting.paper_id)
    ]


def kept(sitting_id: UUID) -> list[Mark]:
    """The marks that engines gave in the first round, by position; some may be missing yet."""
    query = (
        select(Mark)
        .where(
            Mark.organisation_id == current(),
            Mark.sitting_id == sitting_id,
            Mark.round == 1,
            Mark.source == "automatic",
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


def marks(sitting_id: UUID, round_: int) -> list[tuple[Mark, ItemVersion]]:
    """The marks of one round with what was asked, by position."""
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
        .order_by(Mark.position)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


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
