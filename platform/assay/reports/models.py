"""Issued reports, their anonymous copies, and the links by which others may read them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assay.core import clock
from assay.core.db import Base
from assay.tenancy.models import Owned, OwnedWithId, owned_key


class Report(OwnedWithId, Base):
    """Its id is made from the result's, so that it is known before the document is rendered."""

    __tablename__ = "reports"
    sitting_id: Mapped[UUID]
    result_id: Mapped[UUID]
    digest: Mapped[bytes]
    size: Mapped[int]
    blob_key: Mapped[str]
    certificate: Mapped[str]
    issued_at: Mapped[datetime] = mapped_column(default=clock.now)
    __table_args__ = (
        owned_key("sittings", "sitting_id"),
        owned_key("results", "result_id"),
        UniqueConstraint("organisation_id", "result_id"),
    )


class AnonymousCopy(Owned, Base):
    """The same report without whom it is about, made when somebody asked for it. Append-only."""

    __tablename__ = "anonymous_copies"
    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    digest: Mapped[bytes]
    size: Mapped[int]
    blob_key: Mapped[str]
    certificate: Mapped[str]
    made_at: Mapped[datetime]
    __table_args__ = (owned_key("reports", "report_id"),)


class ReportLink(OwnedWithId, Base):
    """A link for somebody without an account; its secret stands in `entrances`, as a digest."""

    __tablename__ = "report_links"
    report_id: Mapped[UUID]
    shows: Mapped[str]
    for_whom: Mapped[str]
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    __table_args__ = (
        owned_key("reports", "report_id"),
        owned_key("members", "made_by"),
        CheckConstraint("shows in ('full', 'score')", name="shows"),
        Index("ix_report_links_report", "organisation_id", "report_id", "made_at"),
    )


class ReportOpening(OwnedWithId, Base):
    """Each time that a link was opened: the page, or the document. Append-only."""

    __tablename__ = "report_openings"
    link_id: Mapped[UUID]
    took: Mapped[str]
    opened_at: Mapped[datetime]
    __table_args__ = (
        owned_key("report_links", "link_id"),
        CheckConstraint("took in ('page', 'document')", name="took"),
        Index("ix_report_openings_link", "organisation_id", "link_id", "opened_at"),
    )
