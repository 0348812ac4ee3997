"""Verbs: open an organisation, take in people, give them their roles and their letters."""

import json
import unicodedata
from datetime import datetime
from uuid import UUID, uuid4

from flask_security import hash_password
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy.exc import IntegrityError

from assay.accounts import queries, slugs
from assay.accounts.letters import Words, welcome
from assay.accounts.models import Letter, Member, User
from assay.accounts.rules import OWNER, ROLES, may_grant
from assay.audit.actions import Actor, record
from assay.core import clock
from assay.core.db import session
from assay.core.errors import Invalid, NotAllowed
from assay.core.signing import Sealer
from assay.events.catalogue import LetterWritten, MemberAdded, OrganisationOpened
from assay.events.outbox import publish
from assay.tenancy import queries as tenancy
from assay.tenancy.models import Organisation
from assay.tenancy.scope import current


def register(*, email: str, name: str, password: str | None = None) -> User:
    """A new user, who may sign in once a password is set. Invalid where the address has one."""
    if queries.user_by_email(email) is not None:
        raise Invalid("email", "There is an account with this address: sign in with it first.")
    user = User(
        email=email.lower(),
        name=name,
        password=_hashed(password) if password else None,
        fs_uniquifier=uuid4().hex,
        active=True,
    )
    session.add(user)
    session.flush()
    return user


def open_organisation(*, name: str, slug: str, time_zone: str, user_id: UUID) -> Organisation:
    """Open one, with the user as its owner. It takes the scope's id: `with scope(uuid4()):`."""
    if problem := slugs.problem(slug):
        raise Invalid("slug", problem)
    opened = Organisation(id=current(), name=name, slug=slug, time_zone=time_zone)
    session.add(opened)
    try:
        session.flush()
    except IntegrityError:
        raise Invalid("slug", "Another organisation has this address.") from None
    owner = _join(user_id, OWNER)
    actor = Actor(kind="member", id=owner.id)
    record("organisation.open", "organisation", opened.id, actor=actor)
    publish(OrganisationOpened(opened_id=opened.id))
    return opened


def add_member(*, email: str, name: str, role: str, by: Actor) -> Member:
    """Take a person in with a role; who has no account yet gets one without a password.

    A letter tells them (MemberAdded). Invalid where they are a member already.
    """
    _may_they_grant(by, role)
    user = queries.user_by_email(email) or register(email=email, name=name)
    if queries.member_of(user.id) is not None:
        raise Invalid("email", "This person is a member already.")
    member = _join(user.id, role)
    record("member.add", "member", member.id, actor=by, details={"role": role})
    publish(MemberAdded(member_id=member.id))
    return member


def change_role(member_id: UUID, *, role: str, by: Actor) -> Member:
    """Give a member another role. The last owner keeps theirs (Invalid)."""
    member = tenancy.fetch(Member, member_id, lock=True)
    _may_they_grant(by, role)
    if member.role == OWNER != role:
        _may_they_grant(by, OWNER)
        if queries.owners() == [member.id]:
            raise Invalid("role", "The last owner stays owner: give it to another member first.")
    record(
        "member.change_role",
        "member",
        member.id,
        actor=by,
        details={"was": member.role, "is": role},
    )
    member.role = role
    return member


def write_letter(*, recipient: str, subject: str, text: str, html: str, sealer: Sealer) -> Letter:
    """Put a letter into the post of the present scope; its body lies sealed until it is sent."""
    letter = Letter(
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


def welcome_letter(member_id: UUID, *, base_url: str, sealer: Sealer) -> Letter | None:
    """Write to a new member: a link to choose a password, or to sign in where they have one.

    None where they have left meanwhile. Needs Flask-Security's app context for the link.
    """
    member = tenancy.fetch(Member, member_id)
    if member.removed_at is not None:
        return None
    user = queries.user(member.user_id)
    words: Words = welcome(
        organisation=tenancy.organisation().name,
        name=user.name,
        role=ROLES[member.role],
        link=_way_in(user, base_url),
        has_password=user.password is not None,
    )
    return write_letter(
        recipient=user.email, subject=words.subject, text=words.text, html=words.html, sealer=sealer
    )


def _way_in(user: User, base_url: str) -> str:
    if user.password is not None:
        return f"{base_url}/o/"
    token = generate_reset_password_token(user)  # type: ignore[no-untyped-call]
    return f"{base_url}/o/account/reset/{token}"


def _hashed(password: str) -> str:
    """As Flask-Security compares it: normalised, then argon2."""
    return str(hash_password(unicodedata.normalize("NFKD", password)))


def _join(user_id: UUID, role: str) -> Member:
    member = Member(user_id=user_id, role=role, joined_at=clock.now())
    session.add(member)
    session.flush()
    return member


def _may_they_grant(by: Actor, role: str) -> None:
    """The system may; a member as far as their own role reaches. NotAllowed, Invalid."""
    if role not in ROLES:
        raise Invalid("role", "Choose a role.")
    if by.kind == "system":
        return
    if by.kind != "member" or by.id is None:
        raise NotAllowed("members.edit")
    if not may_grant(tenancy.fetch(Member, by.id).role, role):
        raise NotAllowed("members.edit")
