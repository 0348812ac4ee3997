"""Candidates, what they were invited to, and the extra time that they were granted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assay.core import clock
from assay.core.db import Base
from assay.tenancy.models import OwnedWithId, owned_key


class Candidate(OwnedWithId, Base):
    """A person who is assessed, known by their address within one organisation."""

    __tablename__ = "candidates"
    name: Mapped[str]
    email: Mapped[str]
    email_lower: Mapped[str] = mapped_column(Computed("lower(email)", persisted=True))
    time_zone: Mapped[str] = mapped_column(default="UTC")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    __table_args__ = (UniqueConstraint("organisation_id", "email_lower"),)


class Invitation(OwnedWithId, Base):
    """One candidate asked to sit one published version, on a paper of their own."""

    __tablename__ = "invitations"
    candidate_id: Mapped[UUID]
    assessment_version_id: Mapped[UUID]
    paper_id: Mapped[UUID | None]
    invited_by: Mapped[UUID]
    invited_at: Mapped[datetime] = mapped_column(default=clock.now)
    start_by: Mapped[datetime]
    finish_by: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    __table_args__ = (
        owned_key("candidates", "candidate_id"),
        owned_key("assessment_versions", "assessment_version_id"),
        owned_key("papers", "paper_id"),
        owned_key("members", "invited_by"),
        Index(
            "ix_invitations_newest",
            "organisation_id",
            "assessment_version_id",
            "invited_at",
            "id",
        ),
        Index("ix_invitations_candidate_id", "organisation_id", "candidate_id"),
    )


class Accommodation(OwnedWithId, Base):
    """Extra time, in per cent or minutes or both. No reason is kept."""

    __tablename__ = "accommodations"
    invitation_id: Mapped[UUID]
    extra_percent: Mapped[int] = mapped_column(default=0)
    extra_minutes: Mapped[int] = mapped_column(default=0)
    granted_by: Mapped[UUID]
    granted_at: Mapped[datetime] = mapped_column(default=clock.now)
    revoked_at: Mapped[datetime | None]
    __table_args__ = (
        owned_key("invitations", "invitation_id"),
        owned_key("members", "granted_by"),
        CheckConstraint("extra_percent >= 0 and extra_minutes >= 0", name="extra"),
        Index("ix_accommodations_invitation_id", "organisation_id", "invitation_id"),
    )
