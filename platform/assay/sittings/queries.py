"""Reads of sittings: one, its answers, its phase, and those whose time is up."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from assay.assessments.models import AssessmentVersion, PaperItem
from assay.core.db import session
from assay.invitations import queries as invitations
from assay.invitations.landing import extra_seconds
from assay.invitations.models import Invitation
from assay.sittings import away
from assay.sittings.models import Answer, AnswerHistory, Consent, Sitting
from assay.sittings.timing import ANY_TIME, GRACE, Phase, Window, phase
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What an invitation grants: the window, the assessment's time, and this person's extra."""

    version: AssessmentVersion
    window: Window
    limit: timedelta
    extra: timedelta

    def phase(self, at: datetime) -> Phase:
        """Where one is who has not started."""
        return phase(at, self.window, self.limit, None, self.extra, GRACE)


def by_id(sitting_id: UUID) -> Sitting:
    return fetch(Sitting, sitting_id)


def of_invitation(invitation_id: UUID) -> Sitting | None:
    """The invitation's one sitting, if it has begun."""
    return session.scalars(
        select(Sitting).where(
            Sitting.organisation_id == current(), Sitting.invitation_id == invitation_id
        )
    ).one_or_none()


def papers(invitation_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Invitation → the paper that its sitting is at; none where nothing has begun."""
    query = select(Sitting.invitation_id, Sitting.paper_id).where(
        Sitting.organisation_id == current(), Sitting.invitation_id.in_(invitation_ids)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def consent(invitation_id: UUID) -> Consent | None:
    """What was agreed to as the invitation's sitting was begun."""
    return session.scalars(
        select(Consent).where(
            Consent.organisation_id == current(), Consent.invitation_id == invitation_id
        )
    ).one_or_none()


def agreed_to(invitation_ids: Collection[UUID]) -> dict[UUID, int]:
    """Invitation → the number of the policy that its candidate agreed to."""
    query = select(Consent.invitation_id, Consent.policy_number).where(
        Consent.organisation_id == current(), Consent.invitation_id.in_(invitation_ids)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def terms(invitation: Invitation) -> Terms:
    """The time that a start would give; revoked accommodations do not count."""
    version = fetch(AssessmentVersion, invitation.assessment_version_id)
    minutes = version.minutes
    extra = sum(
        extra_seconds(minutes, percent=granted.extra_percent, more_minutes=granted.extra_minutes)
        for granted in invitations.accommodations(invitation.id)
    )
    return Terms(
        version=version,
        window=Window(start_by=invitation.start_by, finish_by=invitation.finish_by),
        limit=timedelta(minutes=minutes),
        extra=timedelta(seconds=extra),
    )


def phase_of(sitting: Sitting, at: datetime) -> Phase:
    """Where a begun sitting is by the clock. Its window was cut into its limit at the start.

    What it is owed for an outage of ours counts, though nobody has credited it yet.
    """
    found = _phase(sitting, at)
    if found.name != "over" or sitting.state != "started":
        return found
    return _phase(sitting, at, away.seconds_owed(sitting, at))


def _phase(sitting: Sitting, at: datetime, owed: int = 0) -> Phase:
    return phase(
        at,
        ANY_TIME,
        timedelta(seconds=sitting.limit_seconds),
        sitting.started_at,
        timedelta(seconds=sitting.extra_seconds + owed),
        timedelta(seconds=sitting.grace_seconds),
    )


def answers(sitting_id: UUID) -> dict[int, Answer]:
    """The last answer to each question that has one, by position."""
    rows = session.scalars(
        select(Answer)
        .where(Answer.organisation_id == current(), Answer.sitting_id == sitting_id)
        .order_by(Answer.position)
    )
    return {row.position: row for row in rows}


def answer(sitting_id: UUID, position: int) -> Answer | None:
    return session.scalars(
        select(Answer)
        .where(
            Answer.organisation_id == current(),
            Answer.sitting_id == sitting_id,
            Answer.position == position,
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def saved_value(sitting_id: UUID, position: int, seq: int) -> dict[str, Any] | None:
    """What was saved under this number, in time; None where nothing was, or it was taken back."""
    query = select(AnswerHistory.value).where(
        AnswerHistory.organisation_id == current(),
        AnswerHistory.sitting_id == sitting_id,
        AnswerHistory.position == position,
        AnswerHistory.seq == seq,
        AnswerHistory.late.is_(False),
    )
    return session.scalars(query).one_or_none()


def saves(sitting_id: UUID, position: int, *, up_to: int) -> list[AnswerHistory]:
    """Every save in time of one answer up to this number, in order."""
    query = (
        select(AnswerHistory)
        .where(
            AnswerHistory.organisation_id == current(),
            AnswerHistory.sitting_id == sitting_id,
            AnswerHistory.position == position,
            AnswerHistory.seq <= up_to,
            AnswerHistory.late.is_(False),
        )
        .order_by(AnswerHistory.seq)
    )
    return list(session.scalars(query))


def has_question(paper_id: UUID, position: int) -> bool:
    query = select(PaperItem.position).where(
        PaperItem.organisation_id == current(),
        PaperItem.paper_id == paper_id,
        PaperItem.position == position,
    )
    return session.scalar(query) is not None


def questions(paper_id: UUID) -> int:
    """How many questions the paper has."""
    query = select(func.count()).where(
        PaperItem.organisation_id == current(), PaperItem.paper_id == paper_id
    )
    return session.scalar(query) or 0


def receipt(sitting_id: UUID) -> str:
    """SHA-256 (hex) over the sitting's id and its counted answers as canonical JSON."""
    kept = [[row.position, row.value] for row in answers(sitting_id).values()]
    body = json.dumps([str(sitting_id), kept], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


def overdue(connection: Connection, *, at: datetime, limit: int = 100) -> list[tuple[UUID, UUID]]:
    """(organisation, sitting) of the running ones whose grace has passed, longest first.

    Asked as the relay's role, over every organisation.
    """
    query = (
        select(Sitting.organisation_id, Sitting.id)
        .where(Sitting.state == "started", Sitting.next_check_at < at)
        .order_by(Sitting.next_check_at)
        .limit(limit)
    )
    return [(row.organisation_id, row.id) for row in connection.execute(query)]
