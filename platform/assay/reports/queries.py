"""Reads of reports: what one says, and where an issued one lies."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, union_all

from assay.accounts.models import Member
from assay.assessments import queries as assessments
from assay.core.db import session
from assay.invitations import queries as invitations
from assay.marking import queries as marking
from assay.marking.models import Result
from assay.reports import telling
from assay.reports.content import Content, reserved_id
from assay.reports.models import AnonymousCopy, Report
from assay.sittings import queries as sittings
from assay.tenancy.queries import fetch, organisation
from assay.tenancy.scope import current

__all__ = ["reserved_id"]

BY_DIGEST, BY_NUMBER = "report", "report-number"
"""The entrances by which anybody may ask for a report: its file's SHA-256 in hex, or its id."""


@dataclass(frozen=True, kw_only=True)
class Issued:
    """What anybody may know who holds the file, or its digest or number: no name, no score."""

    report_id: UUID
    organisation: str
    issued_at: datetime
    replaced_at: datetime | None


def stored() -> dict[str, int]:
    """How many signed files the organisation has, and their bytes: reports, and their copies."""
    kept = union_all(
        select(Report.size).where(Report.organisation_id == current()),
        select(AnonymousCopy.size).where(AnonymousCopy.organisation_id == current()),
    ).subquery()
    number, size = session.execute(select(func.count(), func.sum(kept.c.size))).one()
    return {"number": number, "bytes": int(size or 0)}


def by_id(report_id: UUID) -> Report:
    return fetch(Report, report_id)


def is_issued(report_id: UUID) -> bool:
    query = select(Report.id).where(Report.organisation_id == current(), Report.id == report_id)
    return session.scalar(query) is not None


def issued(report_id: UUID) -> Issued:
    """By whom and when, and whether a later report on the same sitting has taken its place."""
    report = fetch(Report, report_id)
    latest = of_sitting(report.sitting_id)
    return Issued(
        report_id=report_id,
        organisation=organisation().name,
        issued_at=report.issued_at,
        replaced_at=latest.issued_at if latest and latest.id != report_id else None,
    )


def of_sitting(sitting_id: UUID) -> Report | None:
    """The latest report on the sitting, once there is one."""
    return session.scalars(
        select(Report)
        .where(Report.organisation_id == current(), Report.sitting_id == sitting_id)
        .order_by(Report.issued_at.desc())
        .limit(1)
    ).one_or_none()


def versions(sitting_id: UUID) -> list[Report]:
    """Every report on the sitting, the newest first: none was ever changed."""
    query = (
        select(Report)
        .where(Report.organisation_id == current(), Report.sitting_id == sitting_id)
        .order_by(Report.issued_at.desc(), Report.id)
    )
    return list(session.scalars(query))


def one(report_id: UUID, *, viewer: Member) -> Report:
    """NotFound where it is not, or where its assessment is not this member's to see."""
    report = fetch(Report, report_id)
    invitation = invitations.one(sittings.by_id(report.sitting_id).invitation_id)
    version = assessments.version(invitation.assessment_version_id)
    assessments.one(version.assessment_id, viewer=viewer)
    return report


def content(sitting_id: UUID) -> Content:
    """Everything that the newest report on this sitting says; NotFound while it is not marked."""
    return telling.content(sittings.by_id(sitting_id), marking.result_of(sitting_id))


def content_of(report: Report) -> Content:
    """What this very report says, whether a later one has replaced it or not."""
    return telling.content(sittings.by_id(report.sitting_id), fetch(Result, report.result_id))
