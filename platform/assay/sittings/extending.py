"""The verbs that move the end of a running sitting: a person's, and the credit for our outages.

Each is one locked transition, as those of `actions` are.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from assay.audit.actions import SYSTEM, Actor, record
from assay.core.db import session
from assay.core.errors import Conflict, Invalid
from assay.events.catalogue import SittingExtended
from assay.events.outbox import publish
from assay.sittings import away, walking
from assay.sittings.models import Extension, Sitting
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current


def extend(sitting_id: UUID, *, seconds: int, by: Actor, at: datetime) -> Sitting:
    """Give a running sitting more time; its page tells the candidate within seconds.

    A section that runs gets its share of it, and so do those that are begun later.
    """
    if not 0 < seconds <= 24 * 3600:
        raise Invalid("seconds", "Give the extra time, more than nothing and at most a day.")
    sitting = fetch(Sitting, sitting_id, lock=True)
    if sitting.state != "started":
        raise Conflict("the sitting has ended")
    phase = walking.section_phase(sitting, at)
    if sitting.section_ends_at and phase and phase.takes_answers:
        sitting.section_ends_at += walking.section_share(sitting, seconds)
    _move_end(sitting, seconds, because="member", at=at)
    record("sitting.extend", "sitting", sitting.id, actor=by, details={"seconds": seconds})
    return sitting


def credit(sitting_id: UUID, *, at: datetime) -> int:
    """Give back what our outages took from a running sitting; how many seconds, now.

    Each outage is judged once: a second call gives nothing more. It is bounded by the policy that
    the candidate agreed to. The section in which it fell gets all of it.
    """
    sitting = fetch(Sitting, sitting_id, lock=True)
    if sitting.state != "started":
        return 0
    since = sitting.outages_until or sitting.started_at
    ends = [span.end for span in away.outages(since, at)]
    if not ends:
        return 0
    seconds = away.seconds_owed(sitting, at)
    in_section = walking.section_seconds_owed(sitting, at)
    sitting.outages_until = max(ends)
    if seconds:
        sitting.credited_seconds += seconds
        if sitting.section_ends_at:
            sitting.section_ends_at += timedelta(seconds=in_section)
        _move_end(sitting, seconds, because="outage", at=at)
        record("sitting.credit", "sitting", sitting.id, actor=SYSTEM, details={"seconds": seconds})
    return seconds


def _move_end(sitting: Sitting, seconds: int, *, because: str, at: datetime) -> None:
    sitting.extra_seconds += seconds
    allowed = timedelta(seconds=sitting.limit_seconds + sitting.extra_seconds)
    sitting.ends_at = sitting.started_at + allowed
    sitting.next_check_at = sitting.ends_at + timedelta(seconds=sitting.grace_seconds)
    before = session.scalar(
        select(func.count()).where(
            Extension.organisation_id == current(), Extension.sitting_id == sitting.id
        )
    )
    number = (before or 0) + 1
    session.add(
        Extension(
            sitting_id=sitting.id, number=number, seconds=seconds, because=because, extended_at=at
        )
    )
    publish(SittingExtended(sitting_id=sitting.id))
