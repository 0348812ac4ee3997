"""The read behind the candidates table: rows by filter and order, page by page, and the counts.

So many queries as there are kinds of columns, however many rows.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, or_, select, true, tuple_

from assay.accounts.models import Member
from assay.assessments import queries as assessments
from assay.assessments.models import AssessmentVersion
from assay.core import clock
from assay.core.db import session
from assay.core.errors import NotFound
from assay.decisions import stages
from assay.decisions.finding import EVERYONE, UNDECIDED, USUAL, Asked
from assay.decisions.models import CandidateTag, Tagging
from assay.decisions.rows import Row, made
from assay.invitations.models import Candidate, Invitation
from assay.marking.models import Result
from assay.sittings.models import Sitting
from assay.tenancy.scope import current

MOST_COUNTED = 10_000
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


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
    key, downwards = _order(asked.sort)
    query = (
        _everything(assessment_id, at)
        .where(*wanted(asked, at))
        .order_by(*((key.desc(), Invitation.id.desc()) if downwards else (key, Invitation.id)))
        .limit(limit + 1)
    )
    last = _place(assessment_id, after, key) if after else None
    if last is not None:
        place = tuple_(key, Invitation.id)
        query = query.where(place < last if downwards else place > last)
    if asked.sort == "invited" and not _looks_further(asked):
        query = query.where(Invitation.id.in_(_latest(assessment_id, asked, at, last, limit + 1)))
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
        stages.placed(stages.stage(clock.now()).label("stage"), Result.band.label("band"))
        .where(AssessmentVersion.assessment_id == assessment_id)
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
        stages.placed(Tagging.tag_id)
        .join(
            Tagging,
            (Tagging.organisation_id == Invitation.organisation_id)
            & (Tagging.invitation_id == Invitation.id),
        )
        .where(AssessmentVersion.assessment_id == assessment_id)
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
        stages.verdict(), stages.stage(at),
    ).where(AssessmentVersion.assessment_id == assessment_id)  # fmt: skip


def allowed(asked: Asked, *, hides: bool) -> Asked:
    """Where names are hidden, nobody is found or put in order by them: both would tell them."""
    if not hides:
        return asked
    return replace(asked, search="", sort="invited" if asked.sort == "name" else asked.sort)


def _order(sort: str) -> tuple[Any, bool]:
    """(what the rows are ordered by, is the largest first?)."""
    orders: dict[str, tuple[Any, bool]] = {
        "invited": (Invitation.invited_at, True),
        "name": (func.coalesce(Candidate.name_lower, ""), False),
        "ended": (func.coalesce(Sitting.ended_at, literal(EPOCH, Sitting.ended_at.type)), True),
        "score": (func.coalesce(Result.percent, -1), True),
        "lowest": (func.coalesce(Result.percent, 101), False),
    }
    return orders[sort]


def _place(assessment_id: UUID, after: UUID, key: Any) -> Any:
    """Where the last row of the page before stands in the order."""
    query = stages.joined(key).where(
        AssessmentVersion.assessment_id == assessment_id, Invitation.id == after
    )
    if (row := session.execute(query).one_or_none()) is None:
        raise NotFound("Invitation")
    return tuple_(literal(row[0], key.type), literal(after))


def _looks_further(asked: Asked) -> bool:
    """Does a filter ask for more than the invitation itself says?"""
    return bool(asked.stage or asked.band or asked.verdict or asked.tag or asked.search)


def _latest(assessment_id: UUID, asked: Asked, at: datetime, last: Any, limit: int) -> Any:
    """Ids of the newest, after `last`: so many of each version by its index, then of all those.

    All else is joined to these few; Postgres would join it to everyone before it puts them in
    order, since it can't know how many a version has.
    """
    each = (
        select(Invitation.id, Invitation.invited_at)
        .where(
            Invitation.organisation_id == current(),
            Invitation.assessment_version_id == AssessmentVersion.id,
            *_of_the_invitation(asked, at),
        )
        .correlate(AssessmentVersion)
        .order_by(Invitation.invited_at.desc(), Invitation.id.desc())
        .limit(limit)
    )
    if last is not None:
        each = each.where(tuple_(Invitation.invited_at, Invitation.id) < last)
    newest = each.lateral("newest")
    return (
        select(newest.c.id)
        .select_from(AssessmentVersion)
        .join(newest, true())
        .where(
            AssessmentVersion.organisation_id == current(),
            AssessmentVersion.assessment_id == assessment_id,
        )
        .order_by(newest.c.invited_at.desc(), newest.c.id.desc())
        .limit(limit)
        .correlate(None)
    )


def _of_the_invitation(asked: Asked, at: datetime) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if asked.among:
        wanted.append(Invitation.id.in_(asked.among))
    elif not asked.stage:
        wanted += [Invitation.archived_at.is_(None), ~stages.is_resat(at)]
    if asked.since:
        wanted.append(Invitation.invited_at >= asked.since)
    if asked.until:
        wanted.append(Invitation.invited_at < asked.until)
    return wanted


def wanted(asked: Asked, at: datetime) -> list[ColumnElement[bool]]:
    """What holds, of the rows of stages.joined(), for who is asked for."""
    found = _of_the_invitation(asked, at)
    if asked.stage:
        found.append(stages.stage(at) == asked.stage)
    if asked.band:
        found += [Result.band == asked.band, Sitting.state != "voided"]
    if asked.verdict == UNDECIDED:
        found.append(~stages.is_decided())
    elif asked.verdict:
        found.append(stages.verdict() == asked.verdict)
    if asked.tag:
        found.append(bears(asked.tag))
    if asked.search:
        begins = func.lower(asked.search)
        names = (Candidate.name_lower, Candidate.last_word, Candidate.email_lower)
        found.append(or_(*(func.starts_with(name, begins) for name in names)))
    return found


def bears(tag_id: UUID) -> ColumnElement[bool]:
    return Invitation.id.in_(
        select(Tagging.invitation_id).where(
            Tagging.organisation_id == current(), Tagging.tag_id == tag_id
        )
    )
