"""The read behind the candidates table: rows by filter and order, page by page, and the counts.

So many queries as there are kinds of columns, however many rows.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, and_, any_, func, literal, or_, select, tuple_

from assay.accounts.models import Member
from assay.assessments import queries as assessments
from assay.assessments.models import AssessmentVersion
from assay.core import clock
from assay.core.db import session
from assay.core.errors import NotFound
from assay.decisions import stages
from assay.decisions.finding import EVERYONE, UNDECIDED, USUAL, Asked
from assay.decisions.models import CandidateTag, Standing, Tagging
from assay.decisions.rows import Row, made
from assay.invitations.models import Candidate, Invitation
from assay.marking.models import Result
from assay.sittings.models import Sitting
from assay.tenancy.scope import current

MOST_COUNTED = 10_000
A_FEW = 2_000
"""Candidates of a name: of more, the first page is soon found among everyone."""


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: list[Row]
    next: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Counts:
    """By stage (those aside apart from `all`), and by band. `is_cut`: there are more than that."""

    all: int
    stages: Mapping[str, int]
    bands: Mapping[str, int]
    is_cut: bool


def candidates(
    assessment_id: UUID,
    *,
    viewer: Member,
    asked: Asked = EVERYONE,
    columns: Collection[str] = USUAL,
    after: UUID | None = None,
    limit: int = 50,
) -> Page:
    """Who was asked to sit any version of it; NotFound where the viewer may not."""
    hides = assessments.one(assessment_id, viewer=viewer).hides_names
    asked = allowed(asked, hides=hides)
    at = clock.now()
    key, downwards = ORDERS[asked.sort]
    order = [one.desc() if downwards else one for one in (key, Standing.invitation_id)]
    who = (
        select(Standing.invitation_id)
        .where(_of(assessment_id), *wanted(asked, at))
        .order_by(*order)
        .limit(limit + 1)
    )
    if after:
        last, place = _place(assessment_id, after, key), tuple_(key, Standing.invitation_id)
        who = who.where(place < last if downwards else place > last)
    query = _everything(assessment_id, at).where(Invitation.id.in_(who)).order_by(*order)
    found = session.execute(query).all()
    rows = made(found[:limit], frozenset(columns), at, hides=hides)
    return Page(rows=rows, next=rows[-1].invitation_id if len(found) > limit else None)


def chosen(assessment_id: UUID, invitation_ids: Collection[UUID], *, viewer: Member) -> list[Row]:
    """These of its candidates, in the order of the ids; NotFound where one of them is not."""
    hides = assessments.one(assessment_id, viewer=viewer).hides_names
    at = clock.now()
    query = _everything(assessment_id, at).where(Invitation.id.in_(invitation_ids))
    rows = made(session.execute(query).all(), USUAL | {"areas"}, at, hides=hides)
    found = {row.invitation_id: row for row in rows}
    if missing := set(invitation_ids) - set(found):
        raise NotFound(f"Invitation ({len(missing)})")
    return [found[one] for one in dict.fromkeys(invitation_ids)]


def counts(assessment_id: UUID) -> Counts:
    """How many stand where; over the first MOST_COUNTED of them."""
    each = (
        select(stages.stage(clock.now()).label("stage"), Standing.band.label("band"))
        .where(_of(assessment_id))
        .limit(MOST_COUNTED + 1)
        .subquery()
    )
    by_stage: Counter[str] = Counter()
    by_band: Counter[str] = Counter()
    query = select(each.c.stage, each.c.band, func.count()).group_by(each.c.stage, each.c.band)
    for stage, band, number in session.execute(query):
        by_stage[stage] += number
        if band and stage not in (*stages.ASIDE, "voided"):
            by_band[band] += number
    whole = by_stage.total()
    return Counts(
        all=whole - sum(by_stage[aside] for aside in stages.ASIDE),
        stages=by_stage,
        bands=by_band,
        is_cut=whole > MOST_COUNTED,
    )


def tags_in_use(assessment_id: UUID) -> list[CandidateTag]:
    """Those that somebody of this assessment bears, by name."""
    bearing = (
        select(Tagging.tag_id)
        .join(
            Standing,
            and_(
                Standing.organisation_id == Tagging.organisation_id,
                Standing.invitation_id == Tagging.invitation_id,
            ),
        )
        .where(_of(assessment_id))
    )
    query = (
        select(CandidateTag)
        .where(CandidateTag.organisation_id == current(), CandidateTag.id.in_(bearing))
        .order_by(CandidateTag.name_lower)
    )
    return list(session.scalars(query))


def _everything(assessment_id: UUID, at: datetime) -> Any:
    """All that a row is made of, in its order."""
    return stages.joined(
        Invitation, Candidate, Sitting, Result, AssessmentVersion.number,
        Standing.verdict, stages.stage(at),
    ).where(AssessmentVersion.assessment_id == assessment_id)  # fmt: skip


def allowed(asked: Asked, *, hides: bool) -> Asked:
    """Where names are hidden, nobody is found or put in order by them: both would tell them."""
    if not hides:
        return asked
    return replace(asked, search="", sort="invited" if asked.sort == "name" else asked.sort)


ORDERS: dict[str, tuple[Any, bool]] = {
    "invited": (Standing.invited_at, True),
    "name": (Standing.by_name, False),
    "ended": (Standing.by_end, True),
    "score": (Standing.by_score, True),
    "lowest": (Standing.by_least, False),
}
"""Each of finding.SORTS: what the rows are ordered by, and whether the largest comes first."""


def _of(assessment_id: UUID) -> ColumnElement[bool]:
    return and_(Standing.organisation_id == current(), Standing.assessment_id == assessment_id)


def _place(assessment_id: UUID, after: UUID, key: Any) -> Any:
    """Where the last row of the page before stands in the order."""
    query = select(key).where(_of(assessment_id), Standing.invitation_id == after)
    if (row := session.execute(query).one_or_none()) is None:
        raise NotFound("Invitation")
    return tuple_(literal(row[0], key.type), literal(after))


def wanted(asked: Asked, at: datetime) -> list[ColumnElement[bool]]:
    """What holds of Standing for who is asked for."""
    if asked.stage:
        found = stages.is_at(asked.stage, at)
    elif asked.among:
        found = []
    else:
        found = [Standing.stage != "archived", stages.is_foremost(at)]
    if asked.among:
        found.append(Standing.invitation_id.in_(asked.among))
    if asked.since:
        found.append(Standing.invited_at >= asked.since)
    if asked.until:
        found.append(Standing.invited_at < asked.until)
    if asked.band:
        found.append(Standing.band == asked.band)
    if asked.verdict == UNDECIDED:
        found.append(Standing.verdict.is_(None))
    elif asked.verdict:
        found.append(Standing.verdict == asked.verdict)
    if asked.tag:
        found.append(bears(asked.tag))
    if asked.search:
        found.append(_called(asked.search))
    return found


def _called(search: str) -> ColumnElement[bool]:
    """Under which the candidate's name, its last word or address begins so.

    A few are looked up first: Postgres, which can't know how few they are, would look at everyone.
    """
    begins = func.lower(search)
    names = (Candidate.name_lower, Candidate.last_word, Candidate.email_lower)
    query = select(Candidate.id).where(
        Candidate.organisation_id == current(),
        or_(*(func.starts_with(name, begins) for name in names)),
    )
    found = list(session.scalars(query.limit(A_FEW + 1)))
    if len(found) > A_FEW:
        return Standing.candidate_id.in_(query)
    return Standing.candidate_id == any_(literal(found, ARRAY(Uuid)))


def bears(tag_id: UUID) -> ColumnElement[bool]:
    return Standing.invitation_id.in_(
        select(Tagging.invitation_id).where(
            Tagging.organisation_id == current(), Tagging.tag_id == tag_id
        )
    )
