"""What staff say to candidates who sit: send() it, and read what was said.

A message is kept before anybody is told of it; a page asks for what is newer than it knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select

from assay.accounts.models import Member, User
from assay.assessments.models import Assessment
from assay.audit.actions import Actor, record
from assay.core.db import session
from assay.core.errors import Invalid
from assay.events.catalogue import MessageSent
from assay.events.outbox import publish
from assay.invitations.models import Candidate, Invitation
from assay.sittings import board
from assay.sittings.models import Addressee, Message, Sitting
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

MOST = 500
"""Characters of one message."""
MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Sent:
    assessment_id: UUID
    sitting_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A message as staff read it; `to` is the one candidate's name, None where it went to all."""

    text: str
    by: str
    sent_at: datetime
    to: str | None
    count: int


def send(
    assessment_id: UUID, text: str, *, to: UUID | None = None, by: Actor, at: datetime
) -> Message:
    """To one sitting of the assessment, or to all that run now (None). Nobody there is Invalid."""
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise Invalid("text", "Write the message.")
    if len(said) > MOST:
        raise Invalid("text", f"Write at most {MOST} characters.")
    fetch(Assessment, assessment_id, lock=True)  # one after the other: their numbers only grow
    running = board.running_ids(assessment_id)
    meant = [one for one in running if to in (None, one)]
    if not meant:
        raise Invalid("to", "Nobody is sitting now." if to is None else "This sitting has ended.")
    message = Message(
        assessment_id=assessment_id, number=_last(assessment_id) + 1, text=said,
        to_all=to is None, sent_by=by.id, sent_at=at,
    )  # fmt: skip
    session.add(message)
    session.flush()
    session.add_all(
        Addressee(sitting_id=one, number=message.number, message_id=message.id) for one in meant
    )
    details = {"sittings": len(meant), "to_all": message.to_all}
    record("message.send", "message", message.id, actor=by, details=details)
    publish(MessageSent(message_id=message.id))
    return message


def said_to(sitting_id: UUID, *, after: int = 0) -> Sequence[Message]:
    """In order; those whose number is higher than `after`."""
    query = (
        select(Message)
        .join(
            Addressee,
            and_(
                Addressee.organisation_id == Message.organisation_id,
                Addressee.message_id == Message.id,
            ),
        )
        .where(
            Addressee.organisation_id == current(),
            Addressee.sitting_id == sitting_id,
            Addressee.number > after,
        )
        .order_by(Addressee.number)
    )
    return session.scalars(query).all()


def sent_to(message_id: UUID) -> Sent:
    """Whom a message was for."""
    query = select(Addressee.sitting_id).where(
        Addressee.organisation_id == current(), Addressee.message_id == message_id
    )
    return Sent(
        assessment_id=fetch(Message, message_id).assessment_id,
        sitting_ids=tuple(session.scalars(query)),
    )


def told(assessment_id: UUID) -> list[Told]:
    """The last ones of an assessment, the latest first; one query."""
    addressees = and_(
        Addressee.organisation_id == Message.organisation_id, Addressee.message_id == Message.id
    )
    count = select(func.count()).where(addressees).correlate(Message).scalar_subquery()
    query = (
        select(Message, User.name, count, _name_of_one(addressees))
        .join(
            Member,
            and_(Member.organisation_id == Message.organisation_id, Member.id == Message.sent_by),
        )
        .join(User, User.id == Member.user_id)
        .where(Message.organisation_id == current(), Message.assessment_id == assessment_id)
        .order_by(Message.number.desc())
        .limit(MOST_SHOWN)
    )
    return [
        Told(
            text=one.text, by=by, sent_at=one.sent_at, to=None if one.to_all else name, count=count
        )
        for one, by, count, name in session.execute(query)
    ]


def _name_of_one(addressees: ColumnElement[bool]) -> ScalarSelect[str]:
    """The candidate's whom a message went to; of a message to all, anybody's."""
    return (
        select(Candidate.name)
        .join(
            Invitation,
            and_(
                Invitation.organisation_id == Candidate.organisation_id,
                Invitation.candidate_id == Candidate.id,
            ),
        )
        .join(
            Sitting,
            and_(
                Sitting.organisation_id == Invitation.organisation_id,
                Sitting.invitation_id == Invitation.id,
            ),
        )
        .join(
            Addressee,
            and_(
                Addressee.organisation_id == Sitting.organisation_id,
                Addressee.sitting_id == Sitting.id,
            ),
        )
        .where(addressees)
        .correlate(Message)
        .limit(1)
        .scalar_subquery()
    )


def _last(assessment_id: UUID) -> int:
    query = select(func.max(Message.number)).where(
        Message.organisation_id == current(), Message.assessment_id == assessment_id
    )
    return session.scalar(query) or 0
