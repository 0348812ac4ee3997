"""write() to a candidate about a decision: by a person, once for each decision, and kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select

from assay.accounts.models import Member, User
from assay.audit.actions import SYSTEM, Actor, record
from assay.core.db import session
from assay.core.errors import Conflict, Invalid, NotAllowed
from assay.decisions.models import Decision, Feedback
from assay.events.catalogue import FeedbackWritten
from assay.events.outbox import publish
from assay.invitations import queries as invitations
from assay.invitations.models import Invitation
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

LONGEST = 4000


@dataclass(frozen=True, kw_only=True)
class Told:
    """A letter as pages tell it."""

    verdict: str
    text: str
    by: str
    written_at: datetime
    sent_at: datetime | None


def latest(invitation_id: UUID) -> Decision | None:
    """The decision that stands, which a letter would be about."""
    return session.scalars(
        select(Decision)
        .where(Decision.organisation_id == current(), Decision.invitation_id == invitation_id)
        .order_by(Decision.decided_at.desc(), Decision.id)
        .limit(1)
    ).one_or_none()


def about(decision_id: UUID) -> Feedback | None:
    """What was written about this decision."""
    return session.scalars(
        select(Feedback).where(
            Feedback.organisation_id == current(), Feedback.decision_id == decision_id
        )
    ).one_or_none()


def written(invitation_id: UUID) -> list[Told]:
    """Every letter to the candidate, the latest first; one query."""
    query = (
        select(Feedback, Decision.verdict, User.name)
        .join(
            Decision,
            and_(
                Decision.organisation_id == Feedback.organisation_id,
                Decision.id == Feedback.decision_id,
            ),
        )
        .join(
            Member,
            and_(
                Member.organisation_id == Feedback.organisation_id,
                Member.id == Feedback.written_by,
            ),
        )
        .join(User, User.id == Member.user_id)
        .where(Feedback.organisation_id == current(), Decision.invitation_id == invitation_id)
        .order_by(Feedback.written_at.desc(), Feedback.id)
    )
    return [
        Told(
            verdict=verdict, text=one.text, by=name, written_at=one.written_at, sent_at=one.sent_at
        )
        for one, verdict, name in session.execute(query)
    ]  # fmt: skip


def write(
    invitation_id: UUID, *, decision_id: UUID, text: str, by: Actor, at: datetime
) -> Feedback:
    """Have it sent. A second letter about one decision is the first.

    `decision_id` is the one that the writer saw: Conflict where a later one stands, or none.
    Invalid("text", …) where there is nothing to send, or too much.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Invalid("text", "Write the letter.")
    if len(text) > LONGEST or "\0" in text:
        raise Invalid("text", f"Keep it under {LONGEST:,} characters.")
    if by.kind != "member" or by.id is None:
        raise NotAllowed("only a member writes")
    fetch(Invitation, invitation_id, lock=True)
    decision = latest(invitation_id)
    if decision is None or decision.id != decision_id:
        raise Conflict("another decision stands")
    if first := about(decision.id):
        return first
    feedback = Feedback(
        decision_id=decision.id,
        language=invitations.landing(invitation_id).language,
        text=text,
        written_by=by.id,
        written_at=at,
    )
    session.add(feedback)
    session.flush()
    record(
        "decision.write", "invitation", invitation_id,
        actor=by, details={"decision_id": str(decision.id), "feedback_id": str(feedback.id)},
    )  # fmt: skip
    publish(FeedbackWritten(feedback_id=feedback.id))
    return feedback


def mark_sent(feedback_id: UUID, *, at: datetime) -> None:
    """The mail server took it; a second time changes nothing."""
    feedback = fetch(Feedback, feedback_id, lock=True)
    if feedback.sent_at is None:
        feedback.sent_at = at
        invitation_id = fetch(Decision, feedback.decision_id).invitation_id
        record(
            "decision.send", "invitation", invitation_id,
            actor=SYSTEM, details={"feedback_id": str(feedback_id)},
        )  # fmt: skip
