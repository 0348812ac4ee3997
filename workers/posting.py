"""post(): one letter to a candidate, by way of its log; wait_until_open(): none for now."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from assay.core import clock
from assay.core.db import transaction
from assay.events.jobs import first_line
from assay.invitations import mailing
from assay.tenancy.letterhead import Letterhead
from assay.tenancy.queries import organisation
from workers.base import Later
from workers.mail import Message, Refused
from workers.means import Means


def wait_until_open() -> None:
    """Later, while our organisation is closed: it writes to nobody. Asked within a transaction.

    Letters about somebody's own account belong to no organisation, and always go.
    """
    if organisation().closed_at is not None:
        raise Later("The organisation is closed.")


def post(
    means: Means,
    letter: Any,
    *,
    invitation_id: UUID,
    kind: str,
    head: Letterhead,
    key: str | None = None,
) -> None:
    """`letter` is a room's dataclass with what a Message has; `kind` is one of mailing.KINDS.

    What is raised is raised again, once it is written down.
    """
    with transaction():
        mail = mailing.begin(invitation_id, kind, letter.recipient, key=key, at=clock.now())
        mail_id, key = mail.id, mail.key
    message = Message(
        key=key,
        logo=means.logo(letter.html, head),
        return_path=means.paths.path(mail_id) if means.paths else None,
        **asdict(letter),
    )
    try:
        means.mailer.send(message)
    except Refused as refusal:
        with transaction():
            mailing.refuse(mail_id, first_line(refusal), at=clock.now())
        raise
    except Exception as error:
        with transaction():
            mailing.defer(mail_id, first_line(error), at=clock.now())
        raise
    with transaction():
        mailing.deliver(mail_id, at=clock.now())
