"""What candidates do for themselves before they start: take time, ask for something, decline.

Each verb takes the invitation's lock, as `sittings.start` does. Whether a sitting has begun is for
the caller to say beforehand, under the same lock. No reason is asked for anywhere.
"""

import unicodedata
from datetime import datetime
from uuid import UUID

from assay.audit.actions import Actor, record
from assay.core.db import session
from assay.core.errors import Conflict, Invalid, TooMany
from assay.core.languages import N_, Said
from assay.events.catalogue import (
    InvitationDeclined,
    InvitationTakenUp,
    RequestAnswered,
    RequestMade,
)
from assay.events.outbox import publish
from assay.invitations import actions, queries
from assay.invitations.models import Accommodation, Invitation, Request
from assay.tenancy.queries import fetch, policy

STEPS = (10, 25, 50, 75, 100)
"""How much extra time may be chosen, in per cent; what the policy allows is one more."""
MOST_TEXT, MOST_OPEN = 1000, 5
ANSWERS = ("granted", "refused")


def steps(allowed: int) -> list[int]:
    """Every amount that may be chosen, the policy's own among them."""
    return sorted({*STEPS, allowed} - {0})


def take_time(invitation_id: UUID, *, percent: int, at: datetime) -> Accommodation | None:
    """Extra time within the policy, in place of what was taken or asked for; 0 takes it back.

    Conflict where a member has granted time: that stands. Invalid("percent", …) beyond the policy.
    """
    invitation = _open(invitation_id)
    allowed = policy().extra_percent
    if percent not in (0, *(step for step in steps(allowed) if step <= allowed)):
        raise Invalid("percent", N_("Choose one of these."))
    granted = queries.accommodations(invitation_id)
    if any(one.source == "member" for one in granted):
        raise Conflict("a member has granted time")
    for one in queries.requests(invitation_id):
        if one.kind == "more_time" and one.answered_at is None:
            one.answer, one.answered_at = "taken_back", at
    if [one.extra_percent for one in granted] == ([percent] if percent else []):
        return granted[0] if granted else None
    for earlier in granted:
        earlier.revoked_at = at
        _note("accommodation.revoke", "accommodation", earlier.id, invitation)
    if not percent:
        return None
    taken = Accommodation(
        invitation_id=invitation_id, extra_percent=percent, source="candidate", granted_at=at
    )
    session.add(taken)
    session.flush()
    _note("accommodation.take", "accommodation", taken.id, invitation)
    return taken


def ask(
    invitation_id: UUID, kind: str, *, at: datetime, percent: int = 0, text: str = ""
) -> Request:
    """Ask the organisation: `more_time` by so many per cent, or `something_else` in words.

    The same again is the one that waits; another amount of time takes the place of the first.
    """
    invitation = _open(invitation_id)
    text = clean_text(text)
    if kind == "something_else" and not text:
        raise Invalid("text", N_("Write what you need."))
    if kind == "more_time" and percent not in STEPS:
        raise Invalid("percent", N_("Choose one of these."))
    waiting = [one for one in queries.requests(invitation_id) if one.answered_at is None]
    for one in waiting:
        if (one.kind, one.percent, one.text) == (kind, percent, text):
            return one
    if len(waiting) >= MOST_OPEN:
        raise TooMany("too many requests wait")
    for one in waiting:
        if one.kind == kind == "more_time":
            one.answer, one.answered_at = "taken_back", at
    return _asked(invitation, kind, percent, text, at)


def answer(request_id: UUID, *, verdict: str, by: Actor, at: datetime) -> Request:
    """Grant or refuse; the first answer stands. More time that is granted is given at once."""
    if verdict not in ANSWERS:
        raise Invalid("verdict", "Choose one of these.")
    fetch(Invitation, fetch(Request, request_id).invitation_id, lock=True)
    request = fetch(Request, request_id, lock=True)
    if request.answered_at is not None:
        return request
    if request.kind not in ("more_time", "something_else"):
        raise Conflict("nothing was asked for that is granted")
    if verdict == "granted" and request.kind == "more_time":
        actions.grant_accommodation(request.invitation_id, percent=request.percent, by=by)
    request.answer, request.answered_at, request.answered_by = verdict, at, by.id
    record(
        "request.answer", "invitation", request.invitation_id,
        actor=by, details={"request_id": str(request.id), "answer": verdict},
    )  # fmt: skip
    publish(RequestAnswered(request_id=request.id))
    return request


def decline(invitation_id: UUID, *, reason: str, at: datetime) -> Invitation:
    """Take no part. Why is only what the candidate cares to say."""
    invitation, reason = _not_withdrawn(invitation_id), clean_text(reason)
    if invitation.declined_at is None:
        invitation.declined_at = at
        made = Request(invitation_id=invitation_id, kind="decline", text=reason, asked_at=at)
        session.add(made)
        session.flush()
        publish(RequestMade(request_id=made.id))
        _note("invitation.decline", "invitation", invitation_id, invitation)
        publish(InvitationDeclined(invitation_id=invitation_id))
    return invitation


def take_up(invitation_id: UUID, *, at: datetime) -> Invitation:
    """Take part after all."""
    invitation = _not_withdrawn(invitation_id)
    if invitation.declined_at is not None:
        invitation.declined_at = None
        for one in queries.requests(invitation_id):
            if one.kind == "decline" and one.answered_at is None:
                one.answer, one.answered_at = "taken_back", at
        _note("invitation.take_up", "invitation", invitation_id, invitation)
        publish(InvitationTakenUp(invitation_id=invitation_id))
    return invitation


def clean_text(text: str) -> str:
    """Up to 1,000 characters of text; Invalid("text", …) for more, or for signs that are none."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > MOST_TEXT:
        raise Invalid("text", Said("Give at most %(n)s characters.", n=f"{MOST_TEXT:,}"))
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Co"} for sign in text if sign not in "\n\t"):
        raise Invalid("text", N_("Leave out signs that are not text."))
    return text


def _asked(invitation: Invitation, kind: str, percent: int, text: str, at: datetime) -> Request:
    made = Request(invitation_id=invitation.id, kind=kind, percent=percent, text=text, asked_at=at)
    session.add(made)
    session.flush()
    record(
        "request.ask", "invitation", invitation.id,
        actor=Actor(kind="candidate", id=invitation.candidate_id),
        details={"request_id": str(made.id), "kind": kind},
    )  # fmt: skip
    publish(RequestMade(request_id=made.id))
    return made


def _open(invitation_id: UUID) -> Invitation:
    invitation = _not_withdrawn(invitation_id)
    if invitation.declined_at:
        raise Conflict("declined")
    return invitation


def _not_withdrawn(invitation_id: UUID) -> Invitation:
    invitation = fetch(Invitation, invitation_id, lock=True)
    if invitation.withdrawn_at:
        raise Conflict("withdrawn")
    return invitation


def _note(verb: str, kind: str, subject_id: UUID, invitation: Invitation) -> None:
    record(verb, kind, subject_id, actor=Actor(kind="candidate", id=invitation.candidate_id))
