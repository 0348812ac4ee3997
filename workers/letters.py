"""Letters to candidates: invitations, at once or at their time, reminders, and receipts."""

import logging
from uuid import UUID

from assay.core import clock
from assay.core.db import reading, transaction
from assay.invitations import actions as invitations
from assay.invitations import letters, planning, rewording
from assay.invitations import queries as invited
from assay.invitations.models import PlannedLetter
from assay.sittings import letters as sitting_letters
from assay.sittings import queries as sat
from assay.sittings import receipts
from assay.tenancy.queries import fetch, letterhead
from assay.tenancy.scope import every_organisation, scope
from workers.means import Means
from workers.posting import post

log = logging.getLogger("assay.tasks")


def send_invitation(means: Means, *, invitation_id: UUID) -> None:
    """A link is minted for each letter; only its digest stays. One that is to wait is not sent.

    While the organisation is closed none is: it waits.
    """
    with transaction():
        landing = invited.landing(invitation_id)
        if landing.withdrawn_at or planning.is_held_back(invitation_id):
            return
        if planning.hold_back(invitation_id, planning.INVITATION, at=clock.now()):
            return
        token = invitations.mint_link(invitation_id)
        head, words = letterhead(), rewording.own("invitation", landing.language)
    link = f"{means.settings.base_url}/sit/i/{token}"
    again = landing.sent_at is not None
    letter = letters.compose(
        landing, link=link, at=clock.now(), again=again, head=head, words=words
    )
    post(means, letter, invitation_id=invitation_id, kind="invitation", head=head)
    with transaction():
        invitations.mark_sent(invitation_id, at=clock.now())


def send_planned_letter(means: Means, *, invitation_id: UUID, planned_letter_id: UUID) -> None:
    """An invitation whose time has come, or a reminder."""
    with transaction():
        kind = fetch(PlannedLetter, planned_letter_id).kind
    if kind == planning.INVITATION:
        send_invitation(means, invitation_id=invitation_id)
    else:
        _remind(means, invitation_id, planned_letter_id)


def _remind(means: Means, invitation_id: UUID, planned_letter_id: UUID) -> None:
    """Who has begun since it was handed on, or said no, is not reminded."""
    with transaction():
        wanted = planning.is_wanted(invited.one(invitation_id), at=clock.now())
        if not wanted or sat.of_invitation(invitation_id) is not None:
            return
        if planning.hold_back(invitation_id, planning.REMINDER, at=clock.now()):
            return
        landing = invited.landing(invitation_id)
        token = invitations.mint_link(invitation_id)
        head, words = letterhead(), rewording.own("reminder", landing.language)
    link = f"{means.settings.base_url}/sit/i/{token}"
    letter = letters.remind(landing, link=link, head=head, words=words)
    key = f"reminder.{planned_letter_id}"
    post(means, letter, invitation_id=invitation_id, kind="reminder", head=head, key=key)


def hand_on_letters(means: Means) -> int:
    """Whatever was planned for now goes into the outbox, each in its own try; how many were due."""
    with every_organisation(means.settings, why="whose letter is due?") as connection:
        due = planning.due(connection, at=clock.now())
    for organisation_id, planned_id in due:
        try:
            with scope(organisation_id), transaction():
                _hand_on(planned_id)
        except Exception:
            log.exception("letter=%s organisation=%s not handed on", planned_id, organisation_id)
    return len(due)


def _hand_on(planned_id: UUID) -> None:
    """Whether a sitting has begun is asked under the lock that a start takes too."""
    invitation_id = planning.lock(planned_id)
    has_begun = sat.of_invitation(invitation_id) is not None
    planning.hand_on(planned_id, has_begun=has_begun, at=clock.now())


def send_receipt(means: Means, *, sitting_id: UUID) -> None:
    """Tell the candidate what was handed in, and how it could be shown later."""
    with reading():
        sitting = sat.by_id(sitting_id)
        landing = invited.landing(sitting.invitation_id)
        kept = receipts.kept(sitting)
        decided_by, kept_until = receipts.decided_by(sitting), receipts.kept_until(sitting)
        assert sitting.ended_at is not None
        assert decided_by is not None
        assert kept_until is not None
        receipt = sitting_letters.Receipt(
            answered=sum(one.is_answered for one in kept),
            questions=len(kept),
            ended_at=sitting.ended_at,
            time_ran_out=sitting.state == "expired",
            digest=sat.receipt(sitting_id),
            kept=kept,
            decided_by=decided_by,
            kept_until=kept_until,
            shows_result=receipts.agreed(sitting).shows_result,
        )
        head = letterhead()
    letter = sitting_letters.compose(landing, receipt, head=head)
    invitation_id, key = landing.invitation_id, f"receipt.{sitting_id}"
    post(means, letter, invitation_id=invitation_id, kind="receipt", head=head, key=key)
