"""Letters that go out later: an invitation at its time, a reminder to who has not begun.

A plan is a row with its time. It is settled once, under the invitation's lock: handed on, called
off, or not needed any more. Whether a sitting has begun is for the caller to say beforehand, under
the same lock.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, select

from assay.audit.actions import SYSTEM, Actor, record
from assay.core import clock
from assay.core.db import session
from assay.core.errors import Conflict
from assay.events.catalogue import InvitationResent, LetterDue
from assay.events.outbox import publish
from assay.invitations.deadlines import after_no_start, before_the_end
from assay.invitations.models import Candidate, Invitation, PlannedLetter
from assay.tenancy.models import Organisation
from assay.tenancy.policies import Policy
from assay.tenancy.queries import fetch, organisation, policy
from assay.tenancy.scope import current

INVITATION, REMINDER = "invitation", "reminder"


def of(invitation_id: UUID) -> list[PlannedLetter]:
    """Everything that was ever planned for it, the earliest first."""
    query = (
        select(PlannedLetter)
        .where(
            PlannedLetter.organisation_id == current(),
            PlannedLetter.invitation_id == invitation_id,
        )
        .order_by(PlannedLetter.due_at, PlannedLetter.id)
    )
    return list(session.scalars(query))


def is_held_back(invitation_id: UUID) -> bool:
    """Is the invitation's own letter still to wait for its time, or not to be sent at all?"""
    if fetch(Invitation, invitation_id).handout_id is not None:
        return True
    return any(one.kind == INVITATION and one.settled_at is None for one in of(invitation_id))


def letters_to_come(invitation_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Invitation → when its own letter goes out, of these that still wait for it."""
    if not invitation_ids:
        return {}
    query = select(PlannedLetter.invitation_id, PlannedLetter.due_at).where(
        PlannedLetter.organisation_id == current(),
        PlannedLetter.invitation_id.in_(invitation_ids),
        PlannedLetter.kind == INVITATION,
        PlannedLetter.settled_at.is_(None),
    )
    return {row[0]: row[1] for row in session.execute(query)}


def due(connection: Connection, *, at: datetime, limit: int = 200) -> list[tuple[UUID, UUID]]:
    """(organisation, planned letter) of those whose time has come, the longest first.

    Asked as the relay's role, over every organisation; those of a closed one wait until it opens.
    """
    query = (
        select(PlannedLetter.organisation_id, PlannedLetter.id)
        .join(Organisation, Organisation.id == PlannedLetter.organisation_id)
        .where(
            PlannedLetter.settled_at.is_(None),
            PlannedLetter.due_at <= at,
            Organisation.closed_at.is_(None),
        )
        .order_by(PlannedLetter.due_at)
        .limit(limit)
    )
    return [(row.organisation_id, row.id) for row in connection.execute(query)]


def planned(
    invitations: Iterable[tuple[Invitation, str]], *, send_at: datetime | None, at: datetime
) -> Iterator[PlannedLetter]:
    """What is to go out later for new invitations, each with its candidate's zone."""
    settled = policy()
    for invitation, zone in invitations:
        if send_at is not None:
            yield PlannedLetter(invitation_id=invitation.id, kind=INVITATION, due_at=send_at)
        for moment in reminders(invitation, zone, settled, sent_at=send_at or at):
            yield PlannedLetter(invitation_id=invitation.id, kind=REMINDER, due_at=moment)


def reminders(
    invitation: Invitation, zone: str, settled: Policy, *, sent_at: datetime
) -> list[datetime]:
    """When to remind, by the organisation's policy; at most twice, and never twice in a day."""
    moments = {
        after_no_start(sent_at, zone, days=settled.reminds_after),
        before_the_end(invitation.start_by, zone, days=settled.reminds_before, sent_at=sent_at),
    }
    return sorted(one for one in moments if one and sent_at < one < invitation.start_by)


def plan_anew(invitation: Invitation, *, at: datetime) -> None:
    """Its window has moved: the reminder before the end moves along, where it is still to come."""
    zone = fetch(Candidate, invitation.candidate_id).time_zone
    moment = before_the_end(
        invitation.start_by, zone, days=policy().reminds_before, sent_at=invitation.invited_at
    )
    waiting = [one for one in of(invitation.id) if one.kind == REMINDER and one.settled_at is None]
    for one in waiting[-1:]:
        if moment and moment > at:
            one.due_at = moment
        else:
            _settle(one, "not_needed", at)
    was_called_off = any(one.outcome == "called_off" for one in of(invitation.id))
    if not (waiting or was_called_off) and moment and moment > at and invitation.sent_at:
        session.add(PlannedLetter(invitation_id=invitation.id, kind=REMINDER, due_at=moment))


def hold_back(invitation_id: UUID, kind: str, *, at: datetime) -> bool:
    """Whether a letter that is about to go is to wait, because the organisation is closed.

    It is planned for this moment, so that it goes when the organisation opens again; once of its
    kind, however often it was to go.
    """
    if organisation().closed_at is None:
        return False
    fetch(Invitation, invitation_id, lock=True)
    if not any(one.kind == kind and one.settled_at is None for one in of(invitation_id)):
        session.add(PlannedLetter(invitation_id=invitation_id, kind=kind, due_at=at))
    return True


def send_now(invitation_id: UUID, *, by: Actor) -> None:
    """The invitation's letter waits no longer. Reminders follow, as ever.

    The caller holds it. One whose paper is still to be drawn is written to once, by that.
    """
    invitation = fetch(Invitation, invitation_id)
    if invitation.handout_id is not None:
        invitation.handout_id = None
        _remind_too(invitation, at=clock.now())
    for one in of(invitation_id):
        if one.kind == INVITATION and one.settled_at is None:
            _settle(one, "not_needed", clock.now(), by)
    if invitation.paper_id is not None:
        publish(InvitationResent(invitation_id=invitation_id))


def call_off(planned_id: UUID, *, by: Actor) -> PlannedLetter:
    """Don't send it; a second time changes nothing. Conflict where it is on its way already.

    Without the first letter a member passes the link on, and no reminder speaks of it.
    """
    one = _locked(planned_id)
    if one.settled_at is None:
        _settle(one, "called_off", clock.now(), by)
        if one.kind == INVITATION:
            fetch(Invitation, one.invitation_id).handout_id = uuid4()
        record(
            "letter.call_off", "invitation", one.invitation_id,
            actor=by, details={"kind": one.kind},
        )  # fmt: skip
    elif one.outcome == "handed_on":
        raise Conflict("the letter is on its way already")
    return one


def lock(planned_id: UUID) -> UUID:
    """Hold its invitation, whose id is answered, as a start does."""
    one = fetch(PlannedLetter, planned_id)
    return fetch(Invitation, one.invitation_id, lock=True).id


def hand_on(planned_id: UUID, *, has_begun: bool, at: datetime) -> bool:
    """Its time has come: into the outbox, once, if it is still wanted; whether it is.

    An invitation whose paper is still to be drawn goes out by that.
    """
    one = _locked(planned_id)
    if one.settled_at is not None or one.due_at > at or organisation().closed_at:
        return False
    invitation = fetch(Invitation, one.invitation_id)
    if has_begun or not is_wanted(invitation, at=at):
        _settle(one, "not_needed", at)
        return False
    _settle(one, "handed_on", at)
    if one.kind == REMINDER:
        record("invitation.remind", "invitation", invitation.id, actor=SYSTEM)
    if one.kind == REMINDER or invitation.paper_id is not None:
        publish(LetterDue(invitation_id=invitation.id, planned_letter_id=one.id))
    return True


def is_wanted(invitation: Invitation, *, at: datetime) -> bool:
    """May its candidate be written to (still), and can they be, so that they start?"""
    gone = (
        invitation.handout_id,
        invitation.withdrawn_at,
        invitation.declined_at,
        invitation.archived_at,
        invitation.undeliverable_at,
    )
    return not any(gone) and invitation.start_by > at


def _remind_too(invitation: Invitation, *, at: datetime) -> None:
    """Its letter goes out only now: the reminders of a new one, where none is still to come."""
    if any(one.kind == REMINDER and one.settled_at is None for one in of(invitation.id)):
        return
    zone = fetch(Candidate, invitation.candidate_id).time_zone
    for moment in reminders(invitation, zone, policy(), sent_at=at):
        session.add(PlannedLetter(invitation_id=invitation.id, kind=REMINDER, due_at=moment))


def _locked(planned_id: UUID) -> PlannedLetter:
    """The invitation first, as everyone locks it."""
    lock(planned_id)
    return fetch(PlannedLetter, planned_id, lock=True)


def _settle(one: PlannedLetter, outcome: str, at: datetime, by: Actor | None = None) -> None:
    one.outcome, one.settled_at = outcome, at
    one.settled_by = by.id if by else None
