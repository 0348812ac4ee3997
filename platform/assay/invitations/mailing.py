"""The log of letters to candidates: each is a row from before it is sent to what became of it.

What comes back is known by an address of its own (core.verp), and changes nothing but its own row
and, where it is the invitation's present address, that the invitation's mail can't be delivered.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Select, and_, select, tuple_

from assay.accounts.models import Member
from assay.assessments.models import Assessment, AssessmentVersion
from assay.assessments.rules import visible
from assay.audit.actions import SYSTEM, Actor, record
from assay.core.cursors import Cursor
from assay.core.db import session
from assay.core.errors import Conflict, Invalid
from assay.events.catalogue import MailBounced
from assay.events.outbox import publish
from assay.invitations import planning
from assay.invitations.dsn import LONGEST_REASON, Notice
from assay.invitations.models import Candidate, Invitation, Mail
from assay.invitations.people import clean_email
from assay.tenancy import entrances
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

BACK = "bounce"
"""The purpose of the entrances through which mails come back."""
COMES_BACK_WITHIN = timedelta(days=60)
KINDS = {
    "invitation": "Invitation",
    "reminder": "Reminder",
    "receipt": "Receipt",
    "answer": "Answer to a request",
    "feedback": "About the decision",
}
STATES = {
    "sending": "Being sent",
    "sent": "Sent",
    "deferred": "Tried again",
    "late": "Late",
    "bounced": "Came back",
    "failed": "Refused",
}
LOST = ("bounced", "failed")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A mail, and to whom it went about what."""

    mail: Mail
    candidate: str
    assessment: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """The latest first. `next` is where the following page begins, or None."""

    lines: list[Line]
    next: Cursor | None


def of(invitation_id: UUID, *, limit: int = 50) -> list[Mail]:
    """What was written to its candidate, the latest first."""
    query = (
        select(Mail)
        .where(Mail.organisation_id == current(), Mail.invitation_id == invitation_id)
        .order_by(Mail.written_at.desc(), Mail.id.desc())
        .limit(limit)
    )
    return list(session.scalars(query))


def page(
    *,
    viewer: Member,
    state: str | None = None,
    kind: str | None = None,
    before: Cursor | None = None,
    limit: int = 50,
) -> Page:
    """Mails of the assessments that the viewer may see: in one state, of one kind."""
    query = _of_all(viewer)
    if state is not None:
        query = query.where(Mail.state == state)
    if kind is not None:
        query = query.where(Mail.kind == kind)
    if before is not None:
        query = query.where(tuple_(Mail.written_at, Mail.id) < (before.at, before.id))
    query = query.order_by(Mail.written_at.desc(), Mail.id.desc()).limit(limit + 1)
    found = session.execute(query).all()
    lines = [Line(mail=row[0], candidate=row[1], assessment=row[2]) for row in found[:limit]]
    last = lines[-1].mail if len(found) > limit else None
    return Page(lines=lines, next=Cursor(last.written_at, last.id) if last else None)


def _of_all(viewer: Member) -> Select[Mail, str, str]:
    """(mail, candidate's name, assessment's name)."""
    return (
        select(Mail, Candidate.name, AssessmentVersion.name)
        .join(
            Invitation,
            and_(
                Invitation.organisation_id == Mail.organisation_id,
                Invitation.id == Mail.invitation_id,
            ),
        )
        .join(
            Candidate,
            and_(
                Candidate.organisation_id == Invitation.organisation_id,
                Candidate.id == Invitation.candidate_id,
            ),
        )
        .join(
            AssessmentVersion,
            and_(
                AssessmentVersion.organisation_id == Invitation.organisation_id,
                AssessmentVersion.id == Invitation.assessment_version_id,
            ),
        )
        .join(
            Assessment,
            and_(
                Assessment.organisation_id == AssessmentVersion.organisation_id,
                Assessment.id == AssessmentVersion.assessment_id,
            ),
        )
        .where(Mail.organisation_id == current(), visible(viewer))
    )


def begin(invitation_id: UUID, kind: str, recipient: str, *, key: str | None, at: datetime) -> Mail:
    """The row of a mail that is about to be sent; a try that did not go out goes on in its own.

    `key` is what its Message-ID is made of, where the mail is one of a kind; else the row's id.
    """
    mail = _unfinished(invitation_id, kind, recipient, key)
    if mail is None:
        mail_id = uuid4()
        mail = Mail(
            id=mail_id,
            invitation_id=invitation_id,
            kind=kind,
            recipient=recipient,
            key=key or f"{kind}.{mail_id}",
            state="sending",
            written_at=at,
            settled_at=at,
        )
        session.add(mail)
        entrances.admit(BACK, mail_id.hex, subject_id=mail_id, expires_at=at + COMES_BACK_WITHIN)
        session.flush()
    return mail


def deliver(mail_id: UUID, *, at: datetime) -> None:
    """The mail server took it. It may still come back."""
    _settle(mail_id, "sent", "", at)


def defer(mail_id: UUID, reason: str, *, at: datetime) -> None:
    """The mail server did not take it yet; it is tried again."""
    _settle(mail_id, "deferred", reason, at)


def refuse(mail_id: UUID, reason: str, *, at: datetime) -> None:
    """The mail server will never take it."""
    fetch(Invitation, fetch(Mail, mail_id).invitation_id, lock=True)
    _lose(_settle(mail_id, "failed", reason, at), at)


def bounce(mail_id: UUID, notice: Notice, *, at: datetime) -> Mail:
    """It came back, or is late. The first final word stands."""
    fetch(Invitation, fetch(Mail, mail_id).invitation_id, lock=True)
    mail = fetch(Mail, mail_id, lock=True)
    if mail.state in LOST:
        return mail
    reason = notice.reason
    if notice.status not in reason:
        reason = f"{notice.status} {reason}".strip()
    mail.state = "bounced" if notice.is_final else "late"
    mail.reason, mail.settled_at = reason[:LONGEST_REASON], at
    if notice.is_final:
        _lose(mail, at)
    return mail


def readdress(invitation_id: UUID, email: str, *, by: Actor) -> Invitation:
    """Another address for the candidate; the letter goes there, and earlier links are closed, since
    a stranger may have got them. Where a member passes the link on, none goes: they make another.
    Invalid("email", …) where it can't be, or is another's."""
    email = clean_email(email)
    invitation = fetch(Invitation, invitation_id, lock=True)
    if invitation.withdrawn_at:
        raise Conflict("withdrawn")
    candidate = fetch(Candidate, invitation.candidate_id, lock=True)
    if _is_anothers(email, candidate):
        raise Invalid("email", "Another candidate of yours has this address.")
    candidate.email = email
    invitation.undeliverable_at = None
    entrances.revoke("sit", invitation_id)
    record("candidate.readdress", "invitation", invitation_id, actor=by)
    if invitation.handout_id is None:
        planning.send_now(invitation_id, by=by)
    return invitation


def _is_anothers(email: str, candidate: Candidate) -> bool:
    query = select(Candidate.id).where(
        Candidate.organisation_id == current(),
        Candidate.email_lower == email.lower(),
        Candidate.id != candidate.id,
    )
    return session.scalar(query) is not None


def _unfinished(invitation_id: UUID, kind: str, recipient: str, key: str | None) -> Mail | None:
    query = select(Mail).where(
        Mail.organisation_id == current(),
        Mail.invitation_id == invitation_id,
        Mail.kind == kind,
    )
    if key is not None:
        query = query.where(Mail.key == key)
    else:
        query = query.where(Mail.recipient == recipient, Mail.state.in_(("sending", "deferred")))
    return session.scalars(query.order_by(Mail.written_at.desc()).limit(1)).one_or_none()


def _settle(mail_id: UUID, state: str, reason: str, at: datetime) -> Mail:
    mail = fetch(Mail, mail_id, lock=True)
    mail.state, mail.reason, mail.settled_at = state, reason[:LONGEST_REASON], at
    return mail


def _lose(mail: Mail, at: datetime) -> None:
    """Where it went to the address that the candidate has now, no other mail will arrive."""
    invitation = fetch(Invitation, mail.invitation_id, lock=True)
    candidate = fetch(Candidate, invitation.candidate_id)
    record(
        "mail.lose", "invitation", invitation.id,
        actor=SYSTEM, details={"mail_id": str(mail.id), "kind": mail.kind},
    )  # fmt: skip
    publish(MailBounced(invitation_id=invitation.id, mail_id=mail.id))
    if candidate.email == mail.recipient and invitation.undeliverable_at is None:
        invitation.undeliverable_at = at
