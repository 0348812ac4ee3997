"""Reads of assessments: one, its draft, and its versions."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from assay.accounts.models import Member
from assay.assessments import drawing
from assay.assessments.assembly import Draw
from assay.assessments.blueprint import Blueprint, parse
from assay.assessments.changes import Held
from assay.assessments.frame import Frame, missing
from assay.assessments.models import (
    Assessment,
    AssessmentVersion,
    PaperItem,
    Share,
    VersionItem,
)
from assay.assessments.outlook import shortages
from assay.assessments.rules import visible
from assay.bank import queries as bank
from assay.bank.models import ItemVersion
from assay.core.db import session
from assay.core.errors import NotFound
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current


def one(assessment_id: UUID, *, viewer: Member) -> Assessment:
    """NotFound where it is not, or is not this member's to see."""
    if (row := _seen(assessment_id, viewer)) is None:
        raise NotFound("Assessment")
    return row


def is_seen(assessment_id: UUID, *, viewer: Member) -> bool:
    """Whether it is there, and this member's to see."""
    return _seen(assessment_id, viewer) is not None


def _seen(assessment_id: UUID, viewer: Member) -> Assessment | None:
    query = select(Assessment).where(
        Assessment.organisation_id == current(), Assessment.id == assessment_id, visible(viewer)
    )
    return session.scalars(query).one_or_none()


def shares(assessment_id: UUID) -> list[UUID]:
    """The members it is shared with."""
    query = select(Share.member_id).where(
        Share.organisation_id == current(), Share.assessment_id == assessment_id
    )
    return list(session.scalars(query))


def share(assessment_id: UUID, member_id: UUID) -> Share | None:
    return session.scalars(
        select(Share).where(
            Share.organisation_id == current(),
            Share.assessment_id == assessment_id,
            Share.member_id == member_id,
        )
    ).one_or_none()


def version(version_id: UUID) -> AssessmentVersion:
    return fetch(AssessmentVersion, version_id)


def latest_version(assessment_id: UUID) -> AssessmentVersion | None:
    """What a new invitation would be to."""
    return session.scalars(
        select(AssessmentVersion)
        .where(
            AssessmentVersion.organisation_id == current(),
            AssessmentVersion.assessment_id == assessment_id,
        )
        .order_by(AssessmentVersion.number.desc())
        .limit(1)
    ).one_or_none()


def version_items(version_id: UUID) -> list[tuple[VersionItem, ItemVersion]]:
    """What each rule of a published version may draw, in a fixed order."""
    query = (
        select(VersionItem, ItemVersion)
        .join(ItemVersion, same_item(VersionItem))
        .where(
            VersionItem.organisation_id == current(),
            VersionItem.assessment_version_id == version_id,
        )
        .order_by(VersionItem.section, VersionItem.rule, VersionItem.item_version_id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def versions(assessment_id: UUID) -> list[AssessmentVersion]:
    """All that were published, the newest first."""
    query = (
        select(AssessmentVersion)
        .where(
            AssessmentVersion.organisation_id == current(),
            AssessmentVersion.assessment_id == assessment_id,
        )
        .order_by(AssessmentVersion.number.desc())
    )
    return list(session.scalars(query))


def held(version_ids: Collection[UUID]) -> dict[UUID, dict[UUID, Held]]:
    """Version -> item -> in which of its versions it may be drawn."""
    columns = (ItemVersion.item_id, ItemVersion.id, ItemVersion.number, ItemVersion.title)
    query = (
        select(VersionItem.assessment_version_id, *columns, VersionItem.points)
        .join(ItemVersion, same_item(VersionItem))
        .where(
            VersionItem.organisation_id == current(),
            VersionItem.assessment_version_id.in_(version_ids),
        )
    )
    found: dict[UUID, dict[UUID, Held]] = {one: {} for one in version_ids}
    for row in session.execute(query):
        found[row[0]][row[1]] = Held(version_id=row[2], number=row[3], title=row[4], points=row[5])
    return found


def offered(draws: Sequence[Draw], items: Iterable[ItemVersion]) -> dict[UUID, Held]:
    """The same of what a draft would freeze now."""
    by_id = {item.id: item for item in items}
    return {
        one.item_id: Held(
            version_id=one.ref.item_version_id,
            number=by_id[one.ref.item_version_id].number,
            title=by_id[one.ref.item_version_id].title,
            points=one.points,
        )
        for draw in draws
        for one in draw.eligible
    }


def responsibilities(version_id: UUID) -> set[str]:
    """The slugs of what some paper of this version asks about."""
    query = (
        select(ItemVersion.responsibility)
        .distinct()
        .join(VersionItem, same_item(VersionItem))
        .where(
            VersionItem.organisation_id == current(),
            VersionItem.assessment_version_id == version_id,
        )
    )
    return set(session.scalars(query))


def same_item(table: type[VersionItem] | type[PaperItem]) -> ColumnElement[bool]:
    return and_(
        ItemVersion.organisation_id == table.item_organisation_id,
        ItemVersion.id == table.item_version_id,
    )


def blueprint(of: Assessment | AssessmentVersion) -> Blueprint:
    return parse(of.blueprint)


def draws(assessment: Assessment) -> list[Draw]:
    """What each rule of the draft may draw from the bank as it is now."""
    return drawing.offered(blueprint(assessment), bank.published())


def frame(assessment: Assessment) -> Frame:
    return Frame(
        name=assessment.name,
        minutes=assessment.minutes,
        cut_score=assessment.cut_score,
        cut_reason=assessment.cut_reason or "",
        start_by=assessment.start_by,
        finish_by=assessment.finish_by,
        ai_use=assessment.ai_use,
        ai_note=assessment.ai_note,
    )


def problems(assessment: Assessment, draws: Sequence[Draw], *, at: datetime) -> dict[str, str]:
    """What keeps it from being published, by the names of the assembly form's fields."""
    found = missing(frame(assessment), blueprint(assessment), at=at)
    fixed = {(draw.section, draw.rule) for draw in draws if draw.fixed}
    for (section, rule), words in shortages(draws).items():
        leaf = "item" if (section, rule) in fixed else "count"
        found[f"sections-{section}-rules-{rule}-{leaf}"] = words
    if reason := without_a_runner(draws, at=at):
        found |= {
            f"sections-{draw.section}-rules-{draw.rule}-kinds": f"{NO_RUNNER} {reason}"
            for draw in draws
            if any(item.is_code for item in draw.eligible)
        }
    return found


NO_RUNNER = "This asks for code, which can’t be run and marked at the moment."


def without_a_runner(draws: Sequence[Draw], *, at: datetime) -> str:
    """Why what may be drawn can't be run here; empty where it can, or nothing of it is code."""
    if not any(item.is_code for draw in draws for item in draw.eligible):
        return ""
    capability = bank.capability(at=at)
    return "" if capability.available else capability.reason


def is_changed(assessment: Assessment, latest: AssessmentVersion, draws: Sequence[Draw]) -> bool:
    """Would publishing now freeze anything else than the latest version holds?"""
    names = ("name", "blueprint", "minutes", "cut_score", "cut_reason", "ai_use", "ai_note")
    if any(getattr(assessment, name) != getattr(latest, name) for name in names):
        return True
    kept = {
        (row.section, row.rule, row.item_version_id, row.points)
        for row, _ in version_items(latest.id)
    }
    return kept != {
        (draw.section, draw.rule, item.ref.item_version_id, item.points)
        for draw in draws
        for item in draw.eligible
    }
