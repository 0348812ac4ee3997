"""The anonymous copy of a report: ask_for_copy() by a person, keep_copy() once it is printed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from assay.audit.actions import SYSTEM, Actor, record
from assay.audit.queries import entries_about
from assay.core.db import session
from assay.core.errors import NotFound
from assay.decisions import naming
from assay.decisions.naming import Called
from assay.events.catalogue import AnonymousCopyAsked
from assay.events.outbox import publish
from assay.invitations import queries as invitations
from assay.invitations.unnamed import code_of
from assay.reports import queries
from assay.reports.anonymous import anonymous
from assay.reports.content import Content
from assay.reports.models import AnonymousCopy, Report
from assay.reports.queries import BY_DIGEST
from assay.sittings import queries as sittings
from assay.sittings.models import Sitting
from assay.tenancy import entrances
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

ASKED = "report.ask_for_copy"


def ask_for_copy(report_id: UUID, *, by: Actor) -> None:
    """Have one made. Where it was asked for, or is there, nothing more happens."""
    fetch(Sitting, fetch(Report, report_id).sitting_id, lock=True)
    if is_asked(report_id) or find(report_id) is not None:
        return
    record(ASKED, "report", report_id, actor=by)
    publish(AnonymousCopyAsked(report_id=report_id))


def keep_copy(
    report_id: UUID, *, digest: bytes, size: int, blob_key: str, certificate: str, at: datetime
) -> AnonymousCopy:
    """Write down what lies under `blob_key`; a second maker is given the first's."""
    fetch(Sitting, fetch(Report, report_id).sitting_id, lock=True)
    if (first := find(report_id)) is not None:
        return first
    copy = AnonymousCopy(
        report_id=report_id, digest=digest, size=size, blob_key=blob_key,
        certificate=certificate, made_at=at,
    )  # fmt: skip
    session.add(copy)
    session.flush()
    entrances.admit(BY_DIGEST, digest.hex(), subject_id=report_id, expires_at=None)
    record("report.keep_copy", "report", report_id, actor=SYSTEM, details={"digest": digest.hex()})
    return copy


def shown(report: Report) -> Content:
    """What members, and whom they share it with, read of it now: no name while that is hidden."""
    told = _called(report)
    content = queries.content_of(report)
    if not told.is_hidden:
        return content
    return without_name(report, content)


def without_name(report: Report, content: Content) -> Content:
    """The report as its anonymous copy tells it."""
    landing = invitations.landing(sittings.by_id(report.sitting_id).invitation_id)
    return anonymous(content, called=code_of(landing.invitation_id), also=(landing.email,))


def is_nameless(report: Report) -> bool:
    """Is the anonymous copy all that members may have of it now?"""
    return _called(report).is_hidden


def document_key(report: Report) -> str:
    """Under which key the document lies that members may have; NotFound until the copy is made."""
    if not is_nameless(report):
        return report.blob_key
    if (copy := find(report.id)) is None:
        raise NotFound("AnonymousCopy")
    return copy.blob_key


def _called(report: Report) -> Called:
    return naming.called(sittings.by_id(report.sitting_id).invitation_id)


def find(report_id: UUID) -> AnonymousCopy | None:
    """The copy, once it is made."""
    return session.scalars(
        select(AnonymousCopy).where(
            AnonymousCopy.organisation_id == current(), AnonymousCopy.report_id == report_id
        )
    ).one_or_none()


def is_asked(report_id: UUID) -> bool:
    return any(entry.verb == ASKED for entry in entries_about("report", report_id))
