"""The verbs of a sitting. Each is one locked transition: lock, check, write, record, publish.

Every one may be called again: a second call finds the first one's outcome and returns it. The
caller opens the transaction and says which instant it is (`at`, taken as the request came in).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assay.audit.actions import SYSTEM, Actor, record
from assay.core.db import session
from assay.core.errors import Conflict, Invalid, NotReady, TimeIsUp
from assay.events.catalogue import (
    SittingExpired,
    SittingStarted,
    SittingSubmitted,
    SittingVoided,
)
from assay.events.outbox import publish
from assay.invitations.models import Invitation
from assay.sittings import queries, walking
from assay.sittings.models import Consent, Sitting
from assay.sittings.timing import GRACE
from assay.tenancy.queries import fetch, policy, stays_open


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What was agreed to: our notice (its number), the organisation's policy (its number)."""

    policy: int
    notice: int = 1
    language: str = "en"


def start(invitation_id: UUID, *, agreed: Agreed, at: datetime) -> Sitting:
    """Begin the invitation's sitting, or return the one that was begun.

    What was agreed to is kept with it. NotReady while the paper is not drawn; Conflict where it was
    withdrawn or declined, is not open yet, the organisation is closed, or the policy is another by
    now; TimeIsUp after the last moment to start.
    """
    invitation = fetch(Invitation, invitation_id, lock=True)
    if begun := queries.of_invitation(invitation_id):
        return begun
    if invitation.withdrawn_at or invitation.declined_at:
        raise Conflict("withdrawn or declined")
    if not stays_open():
        raise Conflict("the organisation is closed")
    if agreed.policy != policy().number:
        raise Conflict("the policy is another by now")
    if invitation.paper_id is None:
        raise NotReady("the paper is being drawn")
    terms = queries.terms(invitation)
    now = terms.phase(at)
    if now.name == "missed":
        raise TimeIsUp("missed")
    if now.name != "open" or now.ends_at is None:
        raise Conflict("not open")
    sitting = _begin(invitation, invitation.paper_id, at, now.ends_at, terms)
    session.add(
        Consent(
            invitation_id=invitation_id, policy_number=agreed.policy, notice=agreed.notice,
            language=agreed.language, agreed_at=at,
        )
    )  # fmt: skip
    record(
        "sitting.start", "sitting", sitting.id,
        actor=Actor(kind="candidate", id=invitation.candidate_id),
        details={"policy": agreed.policy, "notice": agreed.notice},
    )  # fmt: skip
    publish(SittingStarted(sitting_id=sitting.id))
    return sitting


def _begin(
    invitation: Invitation, paper_id: UUID, at: datetime, ends_at: datetime, terms: queries.Terms
) -> Sitting:
    allowed = int((ends_at - at).total_seconds())
    extra_seconds = min(allowed, int(terms.extra.total_seconds()))
    sitting = Sitting(
        invitation_id=invitation.id,
        paper_id=paper_id,
        state="started",
        started_at=at,
        ends_at=ends_at,
        next_check_at=ends_at + GRACE,
        limit_seconds=allowed - extra_seconds,
        extra_seconds=extra_seconds,
        grace_seconds=int(GRACE.total_seconds()),
        generation=1,
        flagged=[],
        open_positions=walking.opened(paper_id, terms.version),
    )
    session.add(sitting)
    session.flush()
    return sitting


def resume(sitting_id: UUID, *, at: datetime) -> Sitting:
    """Go on in another browser: a new generation, so that the older one stops saving at once."""
    sitting = fetch(Sitting, sitting_id, lock=True)
    if sitting.state == "started" and queries.phase_of(sitting, at).takes_answers:
        sitting.generation += 1
        record(
            "sitting.resume", "sitting", sitting.id,
            actor=_candidate(sitting), details={"generation": sitting.generation},
        )  # fmt: skip
    return sitting


def submit(sitting_id: UUID, *, at: datetime) -> Sitting:
    """Hand in. What comes after the grace is an expiry: the answers saved until then stand."""
    sitting = fetch(Sitting, sitting_id, lock=True)
    if sitting.state != "started":
        return sitting
    if not queries.phase_of(sitting, at).takes_answers:
        return _expire(sitting)
    sitting.state = "submitted"
    sitting.submitted_at = sitting.ended_at = at
    sitting.next_check_at = None
    record("sitting.submit", "sitting", sitting.id, actor=_candidate(sitting))
    publish(SittingSubmitted(sitting_id=sitting.id))
    return sitting


def expire(sitting_id: UUID, *, at: datetime) -> Sitting:
    """Close a sitting whose grace has passed; one that still runs (extended meanwhile) runs on."""
    sitting = fetch(Sitting, sitting_id, lock=True)
    if sitting.state != "started" or queries.phase_of(sitting, at).takes_answers:
        return sitting
    return _expire(sitting)


def _expire(sitting: Sitting) -> Sitting:
    sitting.state = "expired"
    sitting.ended_at = sitting.ends_at
    sitting.next_check_at = None
    record("sitting.expire", "sitting", sitting.id, actor=SYSTEM)
    publish(SittingExpired(sitting_id=sitting.id))
    return sitting


def void(sitting_id: UUID, *, by: Actor, reason: str, at: datetime) -> Sitting:
    """Say that this sitting does not count: a person's decision. The answers stay."""
    if not reason.strip():
        raise Invalid("reason", "Give the reason, in a sentence that others will understand.")
    sitting = fetch(Sitting, sitting_id, lock=True)
    if sitting.state == "voided":
        return sitting
    sitting.state = "voided"
    sitting.ended_at = sitting.ended_at or at
    sitting.next_check_at = None
    record("sitting.void", "sitting", sitting.id, actor=by, details={"reason": reason.strip()})
    publish(SittingVoided(sitting_id=sitting.id))
    return sitting


def flag(sitting_id: UUID, *, position: int, on: bool, at: datetime) -> Sitting:
    """The candidate's own mark to come back to a question; only while it takes answers."""
    sitting = fetch(Sitting, sitting_id, lock=True)
    if sitting.state != "started" or not queries.phase_of(sitting, at).takes_answers:
        raise TimeIsUp("the sitting has ended")
    if not walking.takes(sitting, position, at):
        return sitting
    others = set(sitting.flagged) - {position}
    if on and queries.has_question(sitting.paper_id, position):
        others.add(position)
    sitting.flagged = sorted(others)
    return sitting


def see(sitting_id: UUID, *, position: int, at: datetime) -> Sitting:
    """A question has been shown to the candidate. Nothing changes where the sitting has ended."""
    sitting = fetch(Sitting, sitting_id, lock=True)
    takes = sitting.state == "started" and queries.phase_of(sitting, at).takes_answers
    takes = takes and walking.takes(sitting, position, at)
    if takes and queries.has_question(sitting.paper_id, position):
        sitting.seen = sorted({*sitting.seen, position})
    return sitting


def _candidate(sitting: Sitting) -> Actor:
    return Actor(kind="candidate", id=fetch(Invitation, sitting.invitation_id).candidate_id)
