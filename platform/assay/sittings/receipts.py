"""What is kept of a sitting, question by question; and what holds of it after the end."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from assay.sittings import queries
from assay.sittings.fingerprints import Kept, fingerprint
from assay.sittings.models import Sitting
from assay.tenancy.policies import Policy
from assay.tenancy.queries import policies, policy


def kept(sitting: Sitting) -> tuple[Kept, ...]:
    """Every question of the paper, in order."""
    answers = queries.answers(sitting.id)
    return tuple(
        Kept(position=at, digest=fingerprint(answers[at].value) if at in answers else "")
        for at in range(1, queries.questions(sitting.paper_id) + 1)
    )


def agreed(sitting: Sitting) -> Policy:
    """What the organisation had settled as this sitting was begun: it holds for it to the end."""
    consent = queries.consent(sitting.invitation_id)
    return policy(consent.policy_number) if consent else policy()


def decided_by(sitting: Sitting) -> datetime | None:
    """Until when the organisation writes to the candidate; None while the sitting has no end."""
    days = timedelta(days=agreed(sitting).decides_in_days)
    return sitting.ended_at + days if sitting.ended_at else None


def due(sittings: Collection[Sitting]) -> dict[UUID, datetime]:
    """decided_by() of each that has an end, by its id: two queries, however many."""
    settled = policies()
    newest = max(settled)
    agreed_to = queries.agreed_to([one.invitation_id for one in sittings])
    found = {}
    for one in sittings:
        number = agreed_to.get(one.invitation_id, newest)
        if one.ended_at:
            found[one.id] = one.ended_at + timedelta(days=settled[number].decides_in_days)
    return found


def kept_until(sitting: Sitting) -> datetime | None:
    """Until when the answers are kept, and the link of the mail opens what came of them."""
    days = timedelta(days=agreed(sitting).keeps_days)
    return sitting.ended_at + days if sitting.ended_at else None


def is_kept(sitting: Sitting, at: datetime) -> bool:
    until = kept_until(sitting)
    return until is None or at <= until
