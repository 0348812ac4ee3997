"""Reads of panels: what one rates, how far it is, and, once it is closed, what it came to.

Until then nobody is told what another said: only how many questions each has rated.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select

from assay.accounts.models import Member
from assay.assessments import drawing, queries
from assay.assessments.angoff import Ratings, weights
from assay.assessments.assembly import Draw
from assay.assessments.models import Assessment, CutPanel, CutRating
from assay.assessments.rules import visible
from assay.bank import queries as bank
from assay.bank.models import ItemVersion
from assay.core.db import session
from assay.core.errors import NotFound
from assay.tenancy.scope import LIBRARY, current

GOING = ("open", "closed")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One item that some paper of the draft may hold; `weight`: its points there on average."""

    version: ItemVersion
    weight: float


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An open panel as a judge's desk lists it; `rated` by this judge in this round."""

    assessment_id: UUID
    name: str
    round: int
    rated: int


def asked(assessment: Assessment) -> dict[UUID, Asked]:
    """By item version, everything that the draft may ask now, in its order."""
    items = bank.published()
    by_id = {item.id: item for item in items}
    weighed = weights(drawing.offered(queries.blueprint(assessment), items))
    return {one: Asked(version=by_id[one], weight=weight) for one, weight in weighed.items()}


def newest(assessment_id: UUID) -> CutPanel | None:
    """The one that is going on, else the last that was adopted."""
    return session.scalars(
        _of(assessment_id)
        .where(CutPanel.state != "withdrawn")
        .order_by(CutPanel.opened_at.desc(), CutPanel.id)
        .limit(1)
    ).one_or_none()


def going(assessment_id: UUID) -> CutPanel:
    """The one that is open, or closed and not adopted yet; NotFound where there is none."""
    query = _of(assessment_id).where(CutPanel.state.in_(GOING))
    if (found := session.scalars(query).one_or_none()) is None:
        raise NotFound("CutPanel")
    return found


def behind(assessment: Assessment) -> CutPanel | None:
    """The panel whose cut the draft has; None where somebody has chosen another since."""
    query = _of(assessment.id).where(CutPanel.state == "adopted")
    last = session.scalars(query.order_by(CutPanel.adopted_at.desc()).limit(1)).one_or_none()
    return last if last and last.cut_score == assessment.cut_score else None


def said_by(panel: CutPanel, member_id: UUID, *, number: int | None = None) -> dict[UUID, int]:
    """Item version → per cent of its points, by this one judge; in this round, or another."""
    query = select(CutRating.item_version_id, CutRating.share).where(
        *_in_round(panel, panel.round if number is None else number),
        CutRating.member_id == member_id,
    )
    return {row[0]: row[1] for row in session.execute(query)}


def progress(panel: CutPanel, items: Collection[UUID]) -> dict[UUID, int]:
    """Judge → how many of these items they have rated in this round."""
    query = (
        select(CutRating.member_id, func.count())
        .where(*_in_round(panel, panel.round), CutRating.item_version_id.in_(items))
        .group_by(CutRating.member_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def ratings(panel: CutPanel, *, number: int | None = None) -> Ratings:
    """What everyone said: for panels that are closed, and for rounds that are over."""
    query = select(CutRating.member_id, CutRating.item_version_id, CutRating.share).where(
        *_in_round(panel, panel.round if number is None else number)
    )
    found: dict[UUID, dict[UUID, int]] = {}
    for member_id, item_version_id, share in session.execute(query):
        found.setdefault(member_id, {})[item_version_id] = share
    return found


def counted(panel: CutPanel, asked: Mapping[UUID, Asked]) -> dict[UUID, float]:
    """What each item counts: in an adopted panel's cut for good, else in the draft as it is."""
    if panel.weights is not None:
        return {UUID(one): float(weight) for one, weight in panel.weights.items()}
    return {one: each.weight for one, each in asked.items()}


def unrated(panel: CutPanel, draws: Sequence[Draw]) -> int:
    """How many items some paper of these may hold that an adopted panel did not count."""
    return len(weights(draws).keys() - counted(panel, {}).keys())


def items_of(item_version_ids: Collection[UUID]) -> dict[UUID, ItemVersion]:
    """Those items, offered still or not."""
    query = select(ItemVersion).where(
        ItemVersion.organisation_id.in_({current(), LIBRARY}), ItemVersion.id.in_(item_version_ids)
    )
    return {one.id: one for one in session.scalars(query)}


def waiting(viewer: Member) -> Sequence[Waiting]:
    """The open panels that this member sees, the oldest first."""
    mine = (
        select(func.count())
        .where(
            CutRating.organisation_id == current(),
            CutRating.panel_id == CutPanel.id,
            CutRating.round == CutPanel.round,
            CutRating.member_id == viewer.id,
        )
        .scalar_subquery()
    )
    query = (
        select(Assessment.id, Assessment.name, CutPanel.round, mine)
        .join(
            CutPanel,
            and_(
                CutPanel.organisation_id == Assessment.organisation_id,
                CutPanel.assessment_id == Assessment.id,
            ),
        )
        .where(
            Assessment.organisation_id == current(),
            Assessment.state != "retired",
            CutPanel.state == "open",
            visible(viewer),
        )
        .order_by(CutPanel.opened_at, CutPanel.id)
    )
    return [
        Waiting(assessment_id=row[0], name=row[1], round=row[2], rated=row[3])
        for row in session.execute(query)
    ]


def _of(assessment_id: UUID) -> Select[CutPanel]:
    return select(CutPanel).where(
        CutPanel.organisation_id == current(), CutPanel.assessment_id == assessment_id
    )


def _in_round(panel: CutPanel, number: int) -> list[ColumnElement[bool]]:
    return [
        CutRating.organisation_id == current(),
        CutRating.panel_id == panel.id,
        CutRating.round == number,
    ]
