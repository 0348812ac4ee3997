"""What two people marked, blind to each other: the ground of how far markers agree."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from assay.bank.models import ItemVersion
from assay.core.db import session
from assay.marking.agreement import Pair
from assay.marking.models import DeskAnswer, HumanMark
from assay.marking.queue import at_answer, marks_given, rubric_of


@dataclass(frozen=True, kw_only=True)
class Twice:
    """One question of an assessment, with what the first two markers gave, by criterion."""

    item: ItemVersion
    answers: int
    pairs: dict[str, list[Pair]]


def twice(assessment_id: UUID) -> list[Twice]:
    """Every question of the assessment that two people have marked; two queries, however many."""
    query = (
        marks_given()
        .add_columns(DeskAnswer)
        .join(DeskAnswer, at_answer())
        .where(DeskAnswer.assessment_id == assessment_id, DeskAnswer.done_at.is_not(None))
        .order_by(HumanMark.marked_at, HumanMark.turn_id)
    )
    given: dict[tuple[UUID, int], list[HumanMark]] = defaultdict(list)
    asked: dict[tuple[UUID, int], tuple[UUID, UUID]] = {}
    for of, mark, place in session.execute(query):
        given[of.sitting_id, of.position].append(mark)
        asked[of.sitting_id, of.position] = (place.item_organisation_id, place.item_version_id)
    pairs: dict[tuple[UUID, UUID], list[tuple[HumanMark, HumanMark]]] = defaultdict(list)
    for where, found in given.items():
        if len(found) > 1:
            pairs[asked[where]].append((found[0], found[1]))
    return sorted(
        (_twice(item, pairs[item.organisation_id, item.id]) for item in _items(pairs)),
        key=lambda one: (one.item.title, one.item.id),
    )


def _twice(item: ItemVersion, marked: list[tuple[HumanMark, HumanMark]]) -> Twice:
    return Twice(
        item=item,
        answers=len(marked),
        pairs={
            one.id: [(first.levels[one.id], second.levels[one.id]) for first, second in marked]
            for one in rubric_of(item).criteria
        },
    )


def _items(keys: dict[tuple[UUID, UUID], Any]) -> list[ItemVersion]:
    query = select(ItemVersion).where(
        ItemVersion.organisation_id.in_({organisation for organisation, _ in keys}),
        ItemVersion.id.in_({id_ for _, id_ in keys}),
    )
    return [one for one in session.scalars(query) if (one.organisation_id, one.id) in keys]
