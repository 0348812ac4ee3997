"""Letters: written sealed, opened by who sends them, blanked once they are delivered."""

import json
from datetime import datetime
from uuid import UUID, uuid4

from flask_security.confirmable import send_confirmation_instructions
from flask_security.recoverable import generate_reset_password_token

from assay.accounts import queries
from assay.accounts.letters import Words, welcome
from assay.accounts.models import Letter, Member, User
from assay.accounts.rules import ROLES
from assay.core.db import session
from assay.core.signing import Sealer
from assay.events.catalogue import LetterWritten
from assay.events.outbox import publish
from assay.tenancy import queries as tenancy
from assay.tenancy.scope import current


def write_letter(
    *,
    recipient: str,
    subject: str,
    text: str,
    html: str,
    sealer: Sealer,
    once: UUID | None = None,
) -> Letter:
    """Put a letter into the post of the present scope; its body lies sealed until it is sent.

    `once` is an id of the letter's own: a second call under it finds the first one's.
    """
    if once and (there := session.get(Letter, (current(), once))):
        return there
    letter = Letter(
        id=once or uuid4(),
        recipient=recipient,
        subject=subject,
        sealed_body=sealer.seal(json.dumps({"text": text, "html": html})),
    )
    session.add(letter)
    session.flush()
    publish(LetterWritten(letter_id=letter.id))
    return letter


def open_body(letter: Letter, *, sealer: Sealer) -> tuple[str, str]:
    """(text, html) of a letter that has not been delivered yet."""
    assert letter.sealed_body is not None
    body = json.loads(sealer.open(letter.sealed_body))
    return body["text"], body["html"]


def mark_letter_sent(letter_id: UUID, *, at: datetime) -> None:
    """It was delivered: blank its body. A second time changes nothing."""
    letter = tenancy.fetch(Letter, letter_id, lock=True)
    letter.sent_at = letter.sent_at or at
    letter.sealed_body = None


def ask_to_confirm(user: User) -> None:
    """A letter to the user's own address, with the link that confirms it."""
    send_confirmation_instructions(user)  # type: ignore[no-untyped-call]


def welcome_letter(member_id: UUID, *, base_url: str, sealer: Sealer) -> Letter | None:
    """Write to a new member: a link to choose a password, or to sign in with the one they have.

    A password on an address that nobody confirmed may be a stranger's: it counts for nothing.
    None where they have left meanwhile. Needs Flask-Security's app context for the link.
    """
    member = tenancy.fetch(Member, member_id)
    if member.removed_at is not None:
        return None
    user = queries.user(member.user_id)
    words: Words = welcome(
        name=user.name,
        role=ROLES[member.role],
        link=way_in(user, base_url),
        has_password=_has_password(user),
        head=tenancy.letterhead(),
    )
    return write_letter(
        recipient=user.email, subject=words.subject, text=words.text, html=words.html, sealer=sealer
    )


def way_in(user: User, base_url: str) -> str:
    """Where who was asked begins: to choose a password, or to sign in with the one they have."""
    if _has_password(user):
        return f"{base_url}/o/"
    token = generate_reset_password_token(user)  # type: ignore[no-untyped-call]
    return f"{base_url}/o/account/reset/{token}"


def _has_password(user: User) -> bool:
    return user.password is not None and user.confirmed_at is not None
