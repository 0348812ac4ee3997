"""Reads of outages: when our service was away, and what a running sitting is owed for it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, or_, select

from assay.core.db import session
from assay.sittings.models import Beat, Consent, HealthBeat, Outage, Sitting
from assay.sittings.outages import QUIET, Span, owed
from assay.tenancy.policies import Policy
from assay.tenancy.queries import policy
from assay.tenancy.scope import current

SERVICE = "web"
"""The name under which the web processes give their signs of life."""


def agreed_policy(invitation_id: UUID) -> Policy:
    """What the candidate agreed to as they started."""
    number = session.scalar(
        select(Consent.policy_number).where(
            Consent.organisation_id == current(), Consent.invitation_id == invitation_id
        )
    )
    return policy(number) if number else Policy()


def service_away_since(at: datetime) -> datetime | None:
    """Since when no web process gave a sign of life, where that is an outage; else None."""
    seen_at = session.scalar(select(HealthBeat.seen_at).where(HealthBeat.name == SERVICE))
    return seen_at if seen_at and at - seen_at > QUIET else None


def outages(since: datetime, at: datetime) -> tuple[Span, ...]:
    """Those that reach past `since`; one that goes on reaches to `at`."""
    rows = session.scalars(select(Outage).where(Outage.ended_at > since).order_by(Outage.began_at))
    found = [Span(row.began_at, row.ended_at) for row in rows]
    if goes_on := service_away_since(at):
        found.append(Span(goes_on, at))
    return tuple(span for span in found if span.end > since)


def silences(sitting: Sitting, at: datetime) -> tuple[Span, ...]:
    """In which nothing was heard of its page. One that gives no signs is as if it were silent."""
    beat = session.get(Beat, (current(), sitting.id))
    if beat is None:
        return (Span(sitting.started_at, at),)
    found = [Span(beat.seen_at, at)] if at - beat.seen_at > QUIET else []
    if beat.away_from and beat.away_until:
        found.append(Span(beat.away_from, beat.away_until))
    return tuple(found)


def seconds_owed(sitting: Sitting, at: datetime, *, ends_at: datetime | None = None) -> int:
    """To a sitting that runs, beyond what it was credited with; or to what of it ends then."""
    since = sitting.outages_until or sitting.started_at
    found = outages(since, at)
    if not found:
        return 0
    return owed(
        found,
        silences(sitting, at),
        since=since,
        ends_at=ends_at or sitting.ends_at,
        already=sitting.credited_seconds,
        most=60 * agreed_policy(sitting.invitation_id).outage_minutes,
    )


def last_outage() -> datetime | None:
    """When the newest one ended that is over."""
    return session.scalar(select(Outage.ended_at).order_by(Outage.began_at.desc()).limit(1))


def unjudged(
    connection: Connection, until: datetime, *, limit: int = 200
) -> list[tuple[UUID, UUID]]:
    """(organisation, sitting) of the running ones that an outage which ended then may have cost.

    Asked as the relay's role, over every organisation.
    """
    query = (
        select(Sitting.organisation_id, Sitting.id)
        .where(
            Sitting.state == "started",
            Sitting.started_at < until,
            or_(Sitting.outages_until.is_(None), Sitting.outages_until < until),
        )
        .order_by(Sitting.next_check_at)
        .limit(limit)
    )
    return [(row.organisation_id, row.id) for row in connection.execute(query)]
