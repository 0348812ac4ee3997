"""Reads of the desk: what waits for markers, whose turn it is, what was given."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from assay.assessments import papers
from assay.bank import queries as bank
from assay.bank.content import Content, parse
from assay.bank.keys import parse_key
from assay.bank.models import ItemVersion
from assay.bank.rubrics import Criterion, RubricKey
from assay.core.db import session
from assay.core.errors import NotFound
from assay.marking.models import Desk, DeskAnswer, HumanMark, Turn
from assay.marking.panel import Terms
from assay.sittings import queries as sittings
from assay.sittings.late import ENDED
from assay.sittings.models import Sitting
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

RUNS_OUT = timedelta(minutes=30)
"""For so long an answer is one marker's alone."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """`waiting`: answers that are not marked to the end; `open_`: those that this member may take.

    `since`: when the oldest of `waiting` came. `given`: how many this member has marked.
    """

    waiting: int
    open_: int
    given: int
    since: datetime | None


@dataclass(frozen=True, kw_only=True)
class Work:
    """What a marker is shown of one answer: nothing of who wrote it."""

    content: Content
    key: RubricKey
    value: dict[str, Any] | None
    out_of: int


@dataclass(frozen=True, kw_only=True)
class Version:
    """What a text was at one time, told from the sitting's start."""

    after: timedelta
    text: str


@dataclass(frozen=True, kw_only=True)
class Given:
    """One marker's levels at one answer, by criterion."""

    turn: Turn
    mark: HumanMark


def terms(assessment_id: UUID) -> Terms:
    """As they were settled for the assessment, or as they are where nobody has."""
    found = session.scalars(
        select(Desk).where(Desk.organisation_id == current(), Desk.assessment_id == assessment_id)
    ).one_or_none()
    return Terms(markers=found.markers, distance=found.distance) if found else Terms()


def places(sitting_id: UUID) -> dict[int, DeskAnswer]:
    """The sitting's answers that people mark or have marked, by position."""
    query = select(DeskAnswer).where(
        DeskAnswer.organisation_id == current(), DeskAnswer.sitting_id == sitting_id
    )
    return {one.position: one for one in session.scalars(query)}


def waits(sitting_id: UUID) -> frozenset[int]:
    """The sitting's questions whose answers are on the desk and not marked to the end."""
    return frozenset(at for at, one in places(sitting_id).items() if one.done_at is None)


def locked(sitting_id: UUID, position: int) -> DeskAnswer | None:
    """The answer's place, locked, as it is now."""
    return session.scalars(
        select(DeskAnswer)
        .where(
            DeskAnswer.organisation_id == current(),
            DeskAnswer.sitting_id == sitting_id,
            DeskAnswer.position == position,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def open_to(member_id: UUID, *, at: datetime) -> Select[DeskAnswer]:
    """What this member may take: oldest first, not given or put back by them, and not full.

    A turn that ran out is no turn. Who gave a mark to an earlier text may mark a later one; who put
    one back, for knowing whose it is, is given none of the same writer's.
    """
    return (
        select(DeskAnswer)
        .join(Sitting, _same(Sitting.organisation_id, Sitting.id, DeskAnswer.sitting_id))
        .where(
            *_waits(),
            Sitting.state.in_(ENDED),
            ~exists().where(at_answer(), Turn.member_id == member_id, Turn.ended_at.is_not(None)),
            ~exists().where(_at_place(), Turn.member_id == member_id, Turn.ended_as == "put_back"),
            _others(member_id, at) < DeskAnswer.wanted,
        )
        .order_by(DeskAnswer.asked_at, DeskAnswer.sitting_id, DeskAnswer.position)
    )


def has_room(place: DeskAnswer, member_id: UUID, *, at: datetime) -> bool:
    """May this member mark it, as things stand now?"""
    query = open_to(member_id, at=at).where(
        DeskAnswer.sitting_id == place.sitting_id, DeskAnswer.position == place.position
    )
    return session.scalar(select(query.exists())) is True


def in_hand(member_id: UUID, *, at: datetime) -> Turn | None:
    """The turn that this member has and has not ended."""
    query = (
        select(Turn)
        .join(DeskAnswer, at_answer())
        .join(Sitting, _same(Sitting.organisation_id, Sitting.id, DeskAnswer.sitting_id))
        .where(
            Turn.organisation_id == current(),
            Turn.member_id == member_id,
            Turn.ended_at.is_(None),
            Turn.until > at,
            DeskAnswer.done_at.is_(None),
            Sitting.state.in_(ENDED),
        )
    )
    return session.scalars(query.order_by(Turn.taken_at).limit(1)).one_or_none()


def turn(turn_id: UUID, *, member_id: UUID) -> Turn:
    """NotFound where it is another's: what they give is not seen."""
    found = fetch(Turn, turn_id)
    if found.member_id != member_id:
        raise NotFound("Turn")
    return found


def turn_at(place: DeskAnswer, member_id: UUID) -> Turn | None:
    return session.scalars(
        select(Turn).where(
            Turn.organisation_id == current(),
            Turn.sitting_id == place.sitting_id,
            Turn.position == place.position,
            Turn.seq == place.seq,
            Turn.member_id == member_id,
        )
    ).one_or_none()


def work(turn: Turn) -> Work:
    """The question with its rubric, and the text that the turn is at."""
    place = session.get_one(DeskAnswer, (current(), turn.sitting_id, turn.position))
    sitting = sittings.by_id(turn.sitting_id)
    _, item = papers.question(sitting.paper_id, turn.position)
    return Work(
        content=parse(item.kind, item.content),
        key=rubric_of(item),
        value=sittings.saved_value(turn.sitting_id, turn.position, turn.seq),
        out_of=place.out_of,
    )


def versions(turn: Turn) -> list[Version]:
    """How the text came about, up to what is marked: each save that changed it, in order."""
    sitting = sittings.by_id(turn.sitting_id)
    found: list[Version] = []
    for saved in sittings.saves(turn.sitting_id, turn.position, up_to=turn.seq):
        text = str((saved.value or {}).get("text", ""))
        if not found or found[-1].text != text:
            found.append(Version(after=saved.saved_at - sitting.started_at, text=text))
    return found


def rubric_of(item: ItemVersion) -> RubricKey:
    key = parse_key(item.kind, item.key)
    assert isinstance(key, RubricKey)
    return key


def criteria_of(place: DeskAnswer) -> tuple[Criterion, ...]:
    """What the answer is marked by."""
    return rubric_of(bank.version(place.item_organisation_id, place.item_version_id)).criteria


def given(sitting_id: UUID, position: int) -> list[Given]:
    """What markers gave to the text that counts, in the order in which they did."""
    query = (
        marks_given()
        .join(DeskAnswer, at_answer())
        .where(Turn.sitting_id == sitting_id, Turn.position == position)
        .order_by(HumanMark.marked_at, HumanMark.turn_id)
    )
    return [Given(turn=row[0], mark=row[1]) for row in session.execute(query)]


def counts(member_id: UUID, *, at: datetime) -> Counts:
    waiting = select(func.count(), func.min(DeskAnswer.asked_at)).where(*_waits())
    number, since = session.execute(waiting).one()
    mine = select(func.count()).select_from(open_to(member_id, at=at).order_by(None).subquery())
    marked = select(func.count()).where(
        HumanMark.organisation_id == current(), HumanMark.marked_by == member_id
    )
    return Counts(
        waiting=number,
        open_=session.scalar(mine) or 0,
        given=session.scalar(marked) or 0,
        since=since,
    )


def waiting(assessment_id: UUID) -> int:
    """How many of the assessment's answers are still to be marked by people."""
    query = select(func.count()).where(*_waits(), DeskAnswer.assessment_id == assessment_id)
    return session.scalar(query) or 0


def waits_for_people(sitting_id: UUID) -> int:
    """How many of the sitting's answers are still to be marked by people."""
    query = select(func.count()).where(*_waits(), DeskAnswer.sitting_id == sitting_id)
    return session.scalar(query) or 0


def that_wait(sitting_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these sittings that have an answer still to be marked by people."""
    if not sitting_ids:
        return frozenset()
    query = select(DeskAnswer.sitting_id).where(*_waits(), DeskAnswer.sitting_id.in_(sitting_ids))
    return frozenset(session.scalars(query))


def marks_given() -> Select[Turn, HumanMark]:
    """Every mark that a marker gave, with the turn in which they did."""
    return (
        select(Turn, HumanMark)
        .join(HumanMark, _same(HumanMark.organisation_id, HumanMark.turn_id, Turn.id))
        .where(Turn.organisation_id == current())
    )


def _waits() -> tuple[ColumnElement[bool], ...]:
    return (DeskAnswer.organisation_id == current(), DeskAnswer.done_at.is_(None))


def at_answer() -> ColumnElement[bool]:
    """A turn at the text that counts."""
    return and_(_at_place(), Turn.seq == DeskAnswer.seq)


def _at_place() -> ColumnElement[bool]:
    return and_(
        Turn.organisation_id == DeskAnswer.organisation_id,
        Turn.sitting_id == DeskAnswer.sitting_id,
        Turn.position == DeskAnswer.position,
    )


def _same(organisation: Any, id_: Any, named: Any) -> ColumnElement[bool]:
    return and_(organisation == current(), id_ == named)


def _others(member_id: UUID, at: datetime) -> Any:
    """How many others have given a mark or are about to."""
    return (
        select(func.count())
        .select_from(Turn)
        .where(
            at_answer(),
            Turn.member_id != member_id,
            or_(Turn.ended_as == "given", and_(Turn.ended_at.is_(None), Turn.until > at)),
        )
        .correlate(DeskAnswer)
        .scalar_subquery()
    )
