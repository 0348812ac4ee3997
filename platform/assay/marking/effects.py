"""What a correction does: to whom, by how much, and how far the marking has come with it.

Each read is one query, and one more where something was run, however many have sat.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from assay.bank.content import CODE_KINDS
from assay.bank.models import ItemVersion
from assay.core.db import session
from assay.marking import corrections
from assay.marking.engines.corrected import Corrected
from assay.marking.engines.outcome import Outcome
from assay.marking.judging import by_its_own_key, correction_of, judged
from assay.marking.models import Correction, Mark
from assay.marking.queries import Script
from assay.marking.sat import Sat, sat
from assay.marking.scoring import Score, summary
from assay.tenancy.scope import current

Ran = dict[UUID, Outcome]
"""Sitting -> what was said of an answer of files when it was run."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One sitting's score before and after. `by_person`: people gave the mark, and it stays.

    `after` is None where the answer has to be run first.
    """

    sitting_id: UUID
    invitation_id: UUID
    cut_score: int | None
    before: Score
    after: Score | None
    by_person: bool

    @property
    def changes(self) -> bool:
        return self.after is None or (self.before.points, self.before.out_of) != (
            self.after.points,
            self.after.out_of,
        )

    @property
    def crosses(self) -> bool:
        """Does the band change with it?"""
        return self.after is not None and _band(self.before) != _band(self.after)

    @property
    def by(self) -> float:
        """How far the score moves, on the scale of 0 to 100."""
        if self.after is None:
            return 0
        return _share(self.after) - _share(self.before)


@dataclass(frozen=True, kw_only=True)
class Come:
    """How many sittings there are that were asked it, and how many are still marked as before."""

    sittings: int
    outdated: int


def effects(item: ItemVersion, drafted: Correction) -> list[Effect]:
    """On everybody who was marked, where it would count; who crosses first, then by how far."""
    rule = corrections.as_rule(drafted)
    rows = [
        row
        for row in sat(item.organisation_id, item.id, assessment_id=drafted.assessment_id)
        if row.mark is not None
    ]
    ran = earlier(rows) if item.kind in CODE_KINDS else {}
    found = [_effect(item, row, rule, ran) for row in rows]
    return sorted(found, key=lambda one: (not one.crosses, -abs(one.by), str(one.sitting_id)))


def outdated(item_organisation_id: UUID, item_version_id: UUID) -> list[UUID]:
    """The sittings that are marked by another correction than stands, or are still to be marked."""
    return [
        row.sitting.id
        for row, waits in _told(item_organisation_id, item_version_id)
        if row.mark is None or waits
    ]


def come(item_organisation_id: UUID, item_version_id: UUID) -> Come:
    """Of the sittings that are marked."""
    told = [
        waits for row, waits in _told(item_organisation_id, item_version_id) if row.mark is not None
    ]
    return Come(sittings=len(told), outdated=sum(told))


def _told(item_organisation_id: UUID, item_version_id: UUID) -> list[tuple[Sat, bool]]:
    """Everybody who was asked it, and whether their mark was made by another rule than stands."""
    history = corrections.history(item_organisation_id, item_version_id)
    return [
        (row, _waits(row, corrections.standing_in(history, row.assessment_id)))
        for row in sat(item_organisation_id, item_version_id)
    ]


def _waits(row: Sat, stands: Correction | None) -> bool:
    if row.mark is None or row.mark.source != "automatic":
        return False
    return correction_of(row.mark.detail) != (str(stands.id) if stands else None)


def earlier(rows: Sequence[Sat]) -> Ran:
    """What was last said of the files that count, by the question's own key."""
    counts = {row.sitting.id: row for row in rows}
    query = (
        select(Mark)
        .where(
            Mark.organisation_id == current(),
            Mark.sitting_id.in_(counts),
            Mark.item_version_id.in_({row.place.item_version_id for row in rows}),
            Mark.source == "automatic",
        )
        .order_by(Mark.round)
    )
    found: Ran = {}
    for mark in session.scalars(query):
        row = counts[mark.sitting_id]
        if mark.detail.get("seq") == row.late_seq and (
            told := by_its_own_key(mark, row.place.points)
        ):
            found[mark.sitting_id] = told
    return found


def _effect(item: ItemVersion, row: Sat, rule: Corrected | None, ran: Ran) -> Effect:
    mark, result, sitting = row.mark, row.result, row.sitting
    assert mark is not None
    assert result is not None
    before = [(Decimal(points), Decimal(out_of)) for points, out_of in result.vector]
    by_person = mark.source != "automatic"
    earned = (mark.points, mark.out_of) if by_person else _earned(item, row, rule, ran)
    after = list(before)
    if earned is not None:
        after[mark.position - 1] = earned
    cut = result.cut_score
    return Effect(
        sitting_id=sitting.id,
        invitation_id=sitting.invitation_id,
        cut_score=cut,
        before=_score(before, cut),
        after=None if earned is None else _score(after, cut),
        by_person=by_person,
    )


def _earned(
    item: ItemVersion, row: Sat, rule: Corrected | None, ran: Ran
) -> tuple[Decimal, Decimal] | None:
    outcome = judged(replace(_script(item, row), correction=rule))
    if outcome is not None:
        return outcome.points, outcome.out_of
    before = ran.get(row.sitting.id)
    return None if before is None else (before.points, before.out_of)


def _script(item: ItemVersion, row: Sat) -> Script:
    return Script(
        position=row.place.position,
        item_organisation_id=item.organisation_id,
        item_version_id=item.id,
        kind=item.kind,
        responsibility=item.responsibility,
        title=item.title,
        content=item.content,
        key=item.key,
        value=row.answer.value if row.answer else None,
        seq=row.answer.seq if row.answer else 0,
        points=row.place.points,
    )


def _score(marks: Sequence[tuple[Decimal, Decimal]], cut: int | None) -> Score:
    return summary([points for points, _ in marks], [out_of for _, out_of in marks], cut)


def _band(score: Score) -> str | None:
    return score.measure.band if score.measure else None


def _share(score: Score) -> float:
    return float(100 * score.points / score.out_of) if score.out_of else 0.0
