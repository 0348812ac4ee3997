"""decide(): what a person decided about a candidate, with the reason. The machine never does."""

from uuid import UUID

from assay.audit.actions import Actor, record
from assay.core.db import session
from assay.core.errors import Invalid, NotAllowed
from assay.decisions import naming
from assay.decisions.models import VERDICTS, Decision
from assay.events.catalogue import DecisionMade
from assay.events.outbox import publish
from assay.invitations.models import Invitation
from assay.tenancy.queries import fetch

LONGEST_REASON = 4000


def decide(invitation_id: UUID, *, verdict: str, reason: str, by: Actor) -> Decision:
    """Record it. A later decision stands beside the earlier ones; the latest one counts.

    It also ends that the candidate's name is hidden. Invalid without a reason; NotAllowed where it
    is not a member who decides.
    """
    verdict, reason = clean_verdict(verdict), clean_reason(reason)
    if by.kind != "member" or by.id is None:
        raise NotAllowed("only a member decides")
    invitation = fetch(Invitation, invitation_id, lock=True)
    was_hidden = naming.called(invitation_id).is_hidden
    decision = Decision(
        invitation_id=invitation.id, verdict=verdict, reason=reason, decided_by=by.id
    )
    session.add(decision)
    session.flush()
    record(
        "decision.make", "invitation", invitation_id,
        actor=by, details={"decision_id": str(decision.id), "verdict": verdict},
    )  # fmt: skip
    if was_hidden:
        record(
            "invitation.name", "invitation", invitation_id,
            actor=by, details={"decision_id": str(decision.id)},
        )  # fmt: skip
    publish(DecisionMade(decision_id=decision.id))
    return decision


def clean_verdict(verdict: str) -> str:
    if verdict not in VERDICTS:
        raise Invalid("verdict", "Choose advance, hold or reject.")
    return verdict


def clean_reason(reason: str) -> str:
    """Without space around it; Invalid where nothing is left, or too much."""
    if not (reason := reason.strip()):
        raise Invalid("reason", "Give the reason: the decision is kept with it.")
    if len(reason) > LONGEST_REASON:
        raise Invalid("reason", f"Keep it under {LONGEST_REASON:,} characters.")
    return reason
