"""reserve() the id that a report will have; issue() it, once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from assay.audit.actions import SYSTEM, record
from assay.core.db import session
from assay.events.catalogue import ReportIssued
from assay.events.outbox import publish
from assay.marking import queries as marking
from assay.reports import copies, queries
from assay.reports.models import Report
from assay.reports.queries import BY_DIGEST, BY_NUMBER
from assay.sittings.models import Sitting
from assay.tenancy import entrances
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current


def reserve(sitting_id: UUID) -> UUID:
    """The report's id, made from the latest result's; NotFound while the sitting is not marked."""
    return queries.reserved_id(marking.result_of(sitting_id).id)


def issue(
    report_id: UUID,
    *,
    sitting_id: UUID,
    result_id: UUID,
    digest: bytes,
    size: int,
    blob_key: str,
    certificate: str,
    at: datetime,
) -> Report:
    """Write down the document that lies under `blob_key`; a second maker is given the first's.

    While the candidate's name is hidden, the copy without it is asked for at once.
    """
    fetch(Sitting, sitting_id, lock=True)
    first = session.scalars(
        select(Report).where(Report.organisation_id == current(), Report.result_id == result_id)
    ).one_or_none()
    if first is not None:
        return first
    report = Report(
        id=report_id,
        sitting_id=sitting_id,
        result_id=result_id,
        digest=digest,
        size=size,
        blob_key=blob_key,
        certificate=certificate,
        issued_at=at,
    )
    session.add(report)
    session.flush()
    entrances.admit(BY_DIGEST, digest.hex(), subject_id=report_id, expires_at=None)
    entrances.admit(BY_NUMBER, str(report_id), subject_id=report_id, expires_at=None)
    record(
        "report.issue", "report", report_id,
        actor=SYSTEM, details={"sitting_id": str(sitting_id), "digest": digest.hex()},
    )  # fmt: skip
    publish(ReportIssued(report_id=report_id))
    if copies.is_nameless(report):
        copies.ask_for_copy(report_id, by=SYSTEM)
    return report
