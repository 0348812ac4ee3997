"""One line of the candidates table: what it says of somebody, and how it is made."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from assay.decisions import queries, stages
from assay.decisions.models import CandidateTag
from assay.invitations.unnamed import code_of
from assay.marking.models import ResultLine
from assay.marking.queries import lines_of, measure
from assay.marking.scoring import Measure
from assay.sittings import resitting
from assay.sittings.models import Sitting
from assay.sittings.noted import totals
from assay.sittings.receipts import due


@dataclass(frozen=True, kw_only=True)
class Area:
    """What a result says about one responsibility, by its slug."""

    responsibility: str
    points: Decimal
    out_of: Decimal
    measure: Measure | None


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table; without a result, or without a number, those are None.

    `name` is a code and `email` empty while the name is hidden.

    `areas`, `noted` and `due` are empty where their columns were not asked for. `nth`: which of the
    candidate's `tries` it is; `former_id`: the invitation whose resit it is, which may have a name.
    """

    invitation_id: UUID
    name: str
    email: str
    status: str
    stage: str
    version: int
    invited_at: datetime
    ended_at: datetime | None
    minutes: int | None
    result_id: UUID | None
    measure: Measure | None
    cut_score: int | None
    decision: str | None
    tags: tuple[CandidateTag, ...] = ()
    areas: tuple[Area, ...] = ()
    noted: int | None = None
    due: datetime | None = None
    nth: int = 1
    tries: int = 1
    former_id: UUID | None = None


def made(
    found: Collection[Any], columns: frozenset[str], at: datetime, *, hides: bool
) -> list[Row]:
    ended = {each[2].id: each[2] for each in found if each[2] and each[2].ended_at}
    results = [each[3].id for each in found if each[3]]
    tags = queries.tags_of([each[0].id for each in found]) if "tags" in columns else {}
    areas = lines_of(results) if "areas" in columns else {}
    noted = totals(list(ended)) if "noted" in columns else None
    days = due(list(ended.values())) if "due" in columns else {}
    said = stages.statuses([(each[0], each[2], each[3]) for each in found], at=at)
    tries = _tries(found, at)
    rows = []
    for invitation, person, sitting, result, version, verdict, stage in found:
        is_hidden = hides and verdict is None
        noted_here = noted.get(sitting.id, 0) if noted is not None and sitting else None
        rows.append(
            Row(
                invitation_id=invitation.id,
                name=code_of(invitation.id) if is_hidden else person.name,
                email="" if is_hidden else person.email,
                status=said[invitation.id],
                stage=stage,
                version=version,
                invited_at=invitation.invited_at,
                ended_at=sitting.ended_at if sitting else None,
                minutes=_minutes(sitting),
                result_id=result.id if result else None,
                measure=measure(result) if result else None,
                cut_score=result.cut_score if result else None,
                decision=verdict,
                tags=tuple(tags.get(invitation.id, ())),
                areas=tuple(map(_area, areas.get(result.id, ()))) if result else (),
                noted=noted_here,
                due=days.get(sitting.id) if sitting and verdict is None else None,
                nth=tries.get(invitation.id, (1, 1))[0],
                tries=tries.get(invitation.id, (1, 1))[1],
                former_id=None if is_hidden else invitation.former_id,
            )
        )
    return rows


def _tries(found: Collection[Any], at: datetime) -> dict[UUID, tuple[int, int]]:
    """Invitation → (which try it is, of how many), of those that are resits or were resat."""
    several = [each[0].id for each in found if each[0].former_id or each[6] == "resat"]
    every = resitting.tries_of(several, at=at) if several else {}
    return {
        one: (next(each.nth for each in tries if each.invitation_id == one), len(tries))
        for one, tries in every.items()
    }


def _area(line: ResultLine) -> Area:
    return Area(
        responsibility=line.responsibility,
        points=line.points,
        out_of=line.out_of,
        measure=measure(line),
    )


def _minutes(sitting: Sitting | None) -> int | None:
    """From the first second to the last; what was allowed is never told."""
    if sitting is None or sitting.ended_at is None:
        return None
    return round((sitting.ended_at - sitting.started_at).total_seconds() / 60)
