"""Letters in the house: each was sent, and one came back."""

from datetime import timedelta

from assay.core.db import transaction
from assay.invitations import actions as invitations
from assay.invitations import mailing
from assay.invitations.dsn import Notice

GONE = Notice(
    is_final=True, status="5.1.1",
    reason="550 5.1.1 <tomtom@x.example>: Recipient address rejected: User unknown",
)  # fmt: skip


def sent(invitation_id, email, *, at):
    """The invitation's letter went out."""
    mail = mailing.begin(invitation_id, "invitation", email, key=None, at=at)
    mailing.deliver(mail.id, at=at)
    invitations.mark_sent(invitation_id, at=at)


def come_back(invitation_id, *, at):
    """And could not be delivered."""
    with transaction():
        (mail,) = mailing.of(invitation_id)
        mailing.bounce(mail.id, GONE, at=at - timedelta(days=2))
