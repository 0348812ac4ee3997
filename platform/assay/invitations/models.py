"""Candidates, what they were invited to, the extra time they were granted; files of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from assay.core import clock
from assay.core.db import Base
from assay.tenancy.models import Owned, OwnedWithId, owned_key


class Candidate(OwnedWithId, Base):
    """A person who is assessed, known by their address within one organisation."""

    __tablename__ = "candidates"
    name: Mapped[str]
    email: Mapped[str]
    email_lower: Mapped[str] = mapped_column(Computed("lower(email)", persisted=True))
    name_lower: Mapped[str | None] = mapped_column(Computed("lower(name)", persisted=True))
    last_word: Mapped[str | None] = mapped_column(
        Computed("lower(substring(name from '[^ ]+$'))", persisted=True)
    )
    """Of the name, in lower case: often the one that people look for."""
    time_zone: Mapped[str] = mapped_column(default="UTC")
    language: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    __table_args__ = (
        UniqueConstraint("organisation_id", "email_lower"),
        Index("ix_candidates_name_lower", "organisation_id", "name_lower"),
        Index("ix_candidates_last_word", "organisation_id", "last_word"),
    )


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
    declined_at: Mapped[datetime | None]
    """When the candidate said that they take no part; they may come back to it."""
    archived_at: Mapped[datetime | None]
    """Put aside by a member: in no list but that of the archive."""
    undeliverable_at: Mapped[datetime | None]
    """When a letter came back from the address that the candidate has now."""
    former_id: Mapped[UUID | None]
    """Of a resit: the invitation that was sat before. One resit of it stands at a time."""
    handout_id: Mapped[UUID | None]
    """Of those whom no letter asks: a member passes the links on, of all that were made at once."""
    __table_args__ = (
        owned_key("candidates", "candidate_id"),
        owned_key("assessment_versions", "assessment_version_id"),
        owned_key("papers", "paper_id"),
        owned_key("members", "invited_by"),
        owned_key("invitations", "former_id"),
        Index(
            "ix_invitations_newest",
            "organisation_id",
            "assessment_version_id",
            "invited_at",
            "id",
        ),
        Index("ix_invitations_candidate_id", "organisation_id", "candidate_id"),
        Index("ix_invitations_start_by", "organisation_id", "start_by"),
        Index(
            "ix_invitations_former_id",
            "organisation_id",
            "former_id",
            unique=True,
            postgresql_where=sql("former_id is not null and withdrawn_at is null"),
        ),
        Index(
            "ix_invitations_handout_id",
            "organisation_id",
            "handout_id",
            postgresql_where=sql("handout_id is not null"),
        ),
    )


class Accommodation(OwnedWithId, Base):
    """Extra time, in per cent or minutes or both. No reason is kept.

    A `candidate` takes what the policy lets anyone take; a `member` grants anything.
    """

    __tablename__ = "accommodations"
    invitation_id: Mapped[UUID]
    extra_percent: Mapped[int] = mapped_column(default=0)
    extra_minutes: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(default="member", server_default=sql("'member'"))
    granted_by: Mapped[UUID | None]
    granted_at: Mapped[datetime] = mapped_column(default=clock.now)
    revoked_at: Mapped[datetime | None]
    __table_args__ = (
        owned_key("invitations", "invitation_id"),
        owned_key("members", "granted_by"),
        CheckConstraint("extra_percent >= 0 and extra_minutes >= 0", name="extra"),
        CheckConstraint(
            "source = 'member' and granted_by is not null"
            " or source = 'candidate' and granted_by is null",
            name="source",
        ),
        Index("ix_accommodations_invitation_id", "organisation_id", "invitation_id"),
    )


class Request(OwnedWithId, Base):
    """What a candidate asked for, or said no to, and the answer. Never why, but what they wrote.

    `percent`: of `more_time`, how much is wished for; 0 of others. `answered_by` is empty where
    the candidate took it back. `reply`: what a member wrote to them about a `review`. `erase` is
    carried out by the room that erases.
    """

    __tablename__ = "requests"
    invitation_id: Mapped[UUID]
    kind: Mapped[str]
    percent: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]
    answer: Mapped[str | None]
    reply: Mapped[str] = mapped_column(default="", server_default=sql("''"))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]
    __table_args__ = (
        owned_key("invitations", "invitation_id"),
        owned_key("members", "answered_by"),
        CheckConstraint(
            "kind in ('more_time', 'something_else', 'decline', 'review', 'erase')", name="kind"
        ),
        CheckConstraint(
            "answer in ('granted', 'refused', 'taken_back', 'answered')", name="answer"
        ),
        Index("ix_requests_invitation_id", "organisation_id", "invitation_id"),
        Index(
            "ix_requests_open",
            "organisation_id",
            "asked_at",
            postgresql_where=sql("answered_at is null"),
        ),
    )


class Rating(Owned, Base):
    """What a candidate thinks of the test, once. Never shown beside them. Append-only."""

    __tablename__ = "ratings"
    invitation_id: Mapped[UUID] = mapped_column(primary_key=True)
    stars: Mapped[int]
    comment: Mapped[str] = mapped_column(default="")
    rated_at: Mapped[datetime]
    __table_args__ = (
        owned_key("invitations", "invitation_id"),
        CheckConstraint("stars between 1 and 5", name="stars"),
    )


class PlannedLetter(OwnedWithId, Base):
    """A letter that goes out later. `outcome` and `settled_at` are empty until it is settled."""

    __tablename__ = "planned_letters"
    invitation_id: Mapped[UUID]
    kind: Mapped[str]
    due_at: Mapped[datetime]
    outcome: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None]
    __table_args__ = (
        owned_key("invitations", "invitation_id"),
        owned_key("members", "settled_by"),
        CheckConstraint("kind in ('invitation', 'reminder')", name="kind"),
        CheckConstraint("outcome in ('handed_on', 'called_off', 'not_needed')", name="outcome"),
        CheckConstraint("(outcome is null) = (settled_at is null)", name="settled"),
        Index("ix_planned_letters_invitation_id", "organisation_id", "invitation_id"),
        Index("ix_planned_letters_due_at", "due_at", postgresql_where=sql("settled_at is null")),
    )


class Mail(OwnedWithId, Base):
    """A letter to a candidate that was sent, or is being sent; `reason`: what the servers said.

    `key` is what its Message-ID is made of; `settled_at` when it came into its state.
    """

    __tablename__ = "mails"
    invitation_id: Mapped[UUID]
    kind: Mapped[str]
    recipient: Mapped[str]
    key: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(default="", server_default=sql("''"))
    written_at: Mapped[datetime]
    settled_at: Mapped[datetime]
    __table_args__ = (
        owned_key("invitations", "invitation_id"),
        CheckConstraint(
            "state in ('sending', 'sent', 'deferred', 'late', 'bounced', 'failed')", name="state"
        ),
        UniqueConstraint("organisation_id", "key"),
        Index("ix_mails_newest", "organisation_id", "written_at", "id"),
        Index("ix_mails_state", "organisation_id", "state", "written_at", "id"),
        Index("ix_mails_invitation_id", "organisation_id", "invitation_id", "written_at"),
    )


class Wording(Owned, Base):
    """What one kind of letter says in one language, from one time on. Append-only.

    Without words it is the text that ships.
    """

    __tablename__ = "wordings"
    kind: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str | None]
    body: Mapped[str | None]
    settled_by: Mapped[UUID]
    settled_at: Mapped[datetime]
    __table_args__ = (
        owned_key("members", "settled_by"),
        CheckConstraint("(subject is null) = (body is null)", name="whole"),
    )


class Import(OwnedWithId, Base):
    """A file of people to invite, from its upload to its end.

    `columns` says what each place of the file holds; empty until a member has. `sample` holds the
    first rows, as they stand in the file. `taken` of the rows that are `fine` have had their turn,
    and `invited` of those are invited by it; `by_hand`: without a letter. The file lies among the
    blobs until `kept_until` at the latest; `dropped_at` says when it and the sample went.
    """

    __tablename__ = "imports"
    assessment_version_id: Mapped[UUID]
    made_by: Mapped[UUID]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_by: Mapped[UUID | None]
    file_name: Mapped[str]
    look: Mapped[dict[str, Any]]
    headings: Mapped[list[Any]]
    sample: Mapped[list[Any]]
    columns: Mapped[list[Any]]
    state: Mapped[str] = mapped_column(default="mapping")
    fine: Mapped[int] = mapped_column(default=0)
    faulty: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    twice: Mapped[int] = mapped_column(default=0)
    taken: Mapped[int] = mapped_column(default=0)
    invited: Mapped[int] = mapped_column(default=0)
    by_hand: Mapped[bool] = mapped_column(default=False, server_default=sql("false"))
    reason: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    kept_until: Mapped[datetime]
    dropped_at: Mapped[datetime | None]
    __table_args__ = (
        owned_key("assessment_versions", "assessment_version_id"),
        owned_key("members", "made_by"),
        owned_key("members", "confirmed_by"),
        CheckConstraint(
            "state in ('mapping', 'checking', 'checked', 'running', 'done', 'stopped')",
            name="state",
        ),
        Index("ix_imports_newest", "organisation_id", "assessment_version_id", "made_at"),
        Index("ix_imports_kept_until", "kept_until", postgresql_where=sql("dropped_at is null")),
    )


class SignUpLink(OwnedWithId, Base):
    """A public link to one assessment; `token` is no secret, so it can be shown again.

    `used` of the `places` are taken by who confirmed their address. One link stands at a time: a
    new one revokes it.
    """

    __tablename__ = "sign_up_links"
    assessment_id: Mapped[UUID]
    token: Mapped[str]
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]
    places: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    domains: Mapped[list[Any]]
    is_on: Mapped[bool] = mapped_column(default=True)
    revoked_at: Mapped[datetime | None]
    __table_args__ = (
        owned_key("assessments", "assessment_id"),
        owned_key("members", "made_by"),
        CheckConstraint("used between 0 and places", name="used"),
        Index(
            "ix_sign_up_links_standing",
            "organisation_id",
            "assessment_id",
            unique=True,
            postgresql_where=sql("revoked_at is null"),
        ),
    )
