"""What candidates may ask for once they have sat: a second look by a person, an erasure.

Whether the sitting is over is for the caller to say beforehand. Each may be called again and finds
the first call's outcome.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from assay.accounts.models import Member
from assay.audit.actions import Actor, record
from assay.core.db import session
from assay.core.errors import Conflict, Invalid
from assay.core.languages import N_
from assay.events.catalogue import RequestAnswered, RequestMade
from assay.events.outbox import publish
from assay.invitations import queries
from assay.invitations.models import Invitation, Request
from assay.invitations.requests import clean_text
from assay.tenancy.queries import fetch

REVIEW, ERASE = "review", "erase"
ERASED_WITHIN = timedelta(days=30)
"""A month is the most that data protection law gives for an answer (GDPR, article 12(3))."""


def of(invitation_id: UUID, kind: str) -> Request | None:
    """The one request of this kind that can be made for an invitation."""
    return next((one for one in queries.requests(invitation_id) if one.kind == kind), None)


def waiting(*, viewer: Member, limit: int = 100) -> list[Request]:
    """What members have still to see to, the longest first."""
    query = (
        queries.of_whom_one_sees(select(Request), viewer)
        .where(Request.answered_at.is_(None), Request.kind.in_((REVIEW, ERASE)))
        .order_by(Request.asked_at, Request.id)
        .limit(limit)
    )
    return list(session.scalars(query))


def number(request: Request) -> str:
    """What a candidate may name the request by: `E-1A2B3C4D`."""
    return f"{request.kind[0]}-{request.id.hex[:8]}".upper()


def erased_by(request: Request) -> datetime:
    """Until when an erasure is carried out."""
    return request.asked_at + ERASED_WITHIN


def look_again(invitation_id: UUID, *, text: str, at: datetime) -> Request:
    """Ask that a person looks again, once; Invalid("text", …) without a reason."""
    text = clean_text(text)
    invitation = fetch(Invitation, invitation_id, lock=True)
    if there := of(invitation_id, REVIEW):
        return there
    if not text:
        raise Invalid("text", N_("Say what should be looked at again, and why."))
    return _asked(invitation, REVIEW, text, at)


def erase(invitation_id: UUID, *, at: datetime) -> Request:
    """Ask that everything about the candidate in this invitation is erased, once."""
    invitation = fetch(Invitation, invitation_id, lock=True)
    return of(invitation_id, ERASE) or _asked(invitation, ERASE, "", at)


def reply(request_id: UUID, *, text: str, by: Actor, at: datetime) -> Request:
    """Answer a `review` in words that the candidate reads; the first answer stands.

    Invalid("text", …) without words; Conflict where it is a request of another kind.
    """
    text = clean_text(text)
    fetch(Invitation, fetch(Request, request_id).invitation_id, lock=True)
    request = fetch(Request, request_id, lock=True)
    if request.kind != REVIEW:
        raise Conflict("not answered in words")
    if request.answered_at is not None:
        return request
    if not text:
        raise Invalid("text", "Write what was found; the candidate reads it.")
    request.answer, request.reply = "answered", text
    request.answered_at, request.answered_by = at, by.id
    record(
        "request.answer", "invitation", request.invitation_id,
        actor=by, details={"request_id": str(request.id), "answer": request.answer},
    )  # fmt: skip
    publish(RequestAnswered(request_id=request.id))
    return request


def _asked(invitation: Invitation, kind: str, text: str, at: datetime) -> Request:
    made = Request(invitation_id=invitation.id, kind=kind, text=text, asked_at=at)
    session.add(made)
    session.flush()
    record(
        "request.ask", "invitation", invitation.id,
        actor=Actor(kind="candidate", id=invitation.candidate_id),
        details={"request_id": str(made.id), "kind": kind},
    )  # fmt: skip
    publish(RequestMade(request_id=made.id))
    return made
