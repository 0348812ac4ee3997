"""Letters to members: a password to choose, a report to read."""

from dataclasses import asdict
from uuid import UUID

from assay.accounts import actions as accounts
from assay.accounts import queries as members
from assay.core import clock
from assay.core.db import reading, transaction
from assay.decisions import naming
from assay.invitations import queries as invited
from assay.invitations.asked import inviter_of
from assay.reports import letters
from assay.reports import queries as reported
from assay.sittings import queries as sat
from assay.tenancy.queries import letterhead, organisation
from workers.mail import Message
from workers.means import Means
from workers.posting import wait_until_open


def send_letter(means: Means, *, letter_id: UUID) -> None:
    """A letter that lies sealed in the database: opened, sent, and blanked.

    While the organisation is closed it waits, so that nobody is led to what does not open.
    """
    with reading():
        letter, head = members.letter(letter_id), letterhead()
        if letter.sent_at or letter.sealed_body is None:
            return
        wait_until_open()
    text, html = accounts.open_body(letter, sealer=means.sealer)
    means.mailer.send(
        Message(
            key=f"letter.{letter_id}",
            recipient=letter.recipient,
            subject=letter.subject,
            text=text,
            html=html,
            logo=means.logo(html, head),
        )
    )
    with transaction():
        accounts.mark_letter_sent(letter_id, at=clock.now())


def send_welcome(means: Means, *, member_id: UUID) -> None:
    """A letter with a link to choose a password; it goes its own way through the outbox.

    While the organisation is closed it waits: the link would be too old by then.
    """
    with transaction():
        wait_until_open()
        base_url = means.settings.base_url
        accounts.welcome_letter(member_id, base_url=base_url, sealer=means.sealer)


def notify_members(means: Means, *, report_id: UUID) -> None:
    """Tell who invited the candidate that the report is ready, unless they see it no more.

    Nor while the organisation is closed: the report is there when it opens again.
    """
    with transaction():
        if organisation().closed_at is None and (letter := ready_letter(means, report_id)):
            accounts.write_letter(**asdict(letter), sealer=means.sealer)


def ready_letter(means: Means, report_id: UUID) -> letters.Letter | None:
    """That a report can be read; None where nobody is left who asked for it."""
    sitting = sat.by_id(reported.by_id(report_id).sitting_id)
    invitation = invited.one(sitting.invitation_id)
    landing = naming.landing(invitation.id)
    if (inviter := inviter_of(invitation)) is None:
        return None
    return letters.compose(
        letters.Ready(
            recipient=inviter.email,
            member=inviter.name,
            candidate=landing.candidate,
            assessment=landing.assessment,
            organisation=landing.organisation,
            link=f"{means.settings.base_url}/o/{organisation().slug}/reports/{report_id}",
        ),
        head=letterhead(),
    )
