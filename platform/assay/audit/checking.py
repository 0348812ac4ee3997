"""Looking the whole chain through: ask_for_check() by a member, settle_check() by the task."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from assay.audit.actions import Actor, record
from assay.audit.models import ChainCheck
from assay.audit.queries import Chain, latest_check
from assay.core.db import session
from assay.events.catalogue import ChainCheckAsked
from assay.events.outbox import publish
from assay.tenancy.models import Organisation
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

GIVEN_UP = timedelta(minutes=15)
"""A check that was asked for and has found nothing for so long may be asked for again."""


def ask_for_check(*, by: Actor, at: datetime) -> ChainCheck:
    """Have the chain looked through. While one is under way, that one is it."""
    ours = select(Organisation.id).where(Organisation.id == current())
    session.execute(ours.with_for_update(key_share=True))
    latest = latest_check()
    if latest and latest.checked_at is None and at - latest.asked_at < GIVEN_UP:
        return latest
    check = ChainCheck(asked_by=by.id, asked_at=at)
    session.add(check)
    session.flush()
    record("audit.ask_for_check", "chain_check", check.id, actor=by)
    publish(ChainCheckAsked(check_id=check.id))
    return check


def settle_check(check_id: UUID, found: Chain, *, at: datetime) -> None:
    """Keep what was found. A second time changes nothing."""
    check = fetch(ChainCheck, check_id, lock=True)
    if check.checked_at is None:
        check.checked_at, check.sealed, check.sealed_at = at, found.sealed, found.at
        check.hash, check.broken_at = found.hash, found.broken_at


def export(*, by: Actor, asked: dict[str, str]) -> None:
    """Write down who took entries along, and of which kind: days, a verb, an id."""
    record("audit.export", "audit", None, actor=by, details=asked)
