"""Issued reports: where the signed document lies, and what proves it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assay.core import clock
from assay.core.db import Base
from assay.tenancy.models import OwnedWithId, owned_key


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
