"""What people decided about a candidate, with the reason. Append-only."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from assay.core import clock
from assay.core.db import Base
from assay.tenancy.models import OwnedWithId, owned_key

VERDICTS = ("advance", "reject", "hold")


class Decision(OwnedWithId, Base):
    """The latest one stands; earlier ones stay."""

    __tablename__ = "decisions"
    invitation_id: Mapped[UUID]
    verdict: Mapped[str]
    reason: Mapped[str]
    decided_by: Mapped[UUID]
    decided_at: Mapped[datetime] = mapped_column(default=clock.now)
    __table_args__ = (
        owned_key("invitations", "invitation_id"),
        owned_key("members", "decided_by"),
        CheckConstraint(f"verdict in ({', '.join(map(repr, VERDICTS))})", name="verdict"),
        Index("ix_decisions_latest", "organisation_id", "invitation_id", "decided_at"),
    )
