"""Who is in a populated organisation, and how it looks and settles things."""

from typing import Any
from uuid import uuid4

from assay.accounts import actions as accounts
from assay.accounts import queries as members
from assay.accounts.logos import Logo
from assay.accounts.models import MEMBER_ROLES, Passkey, User, UserSession
from assay.audit import checking
from assay.audit.actions import SYSTEM, Actor
from assay.core import clock
from assay.core.db import session, transaction
from assay.core.parts import Parts
from assay.invitations import rewording
from assay.tenancy.policies import Policy
from tests.visitor import PASSWORD


def gather(made: Any) -> None:
    users = {role: _user(made, role) for role in MEMBER_ROLES}
    accounts.open_organisation(
        name=f"{made.word} Robotics", slug=made.slug, time_zone="Europe/Berlin",
        user_id=users["owner"].id,
    )  # fmt: skip
    (made.members["owner"],) = members.owners()
    for role, user in users.items():
        if role != "owner":
            member = accounts.add_member(email=user.email, name=user.name, role=role, by=SYSTEM)
            made.members[role] = member.id
    asked = accounts.invite_member(
        email=made.email("asked"), name=f"Asked {made.word}", role="author", by=SYSTEM
    )
    made.members["asked"] = asked.id


def close_for_a_while(made: Any) -> None:
    accounts.close_organisation(
        by=SYSTEM, reason=f"{made.word} asked for it.", contact=made.email("operator")
    )
    accounts.reopen_organisation(by=SYSTEM)


def hang_the_brand(made: Any, parts: Parts) -> None:
    """A colour, and a logo that holds the organisation's word in place of a picture."""
    key = f"brands/{made.organisation_id}/{made.slug}.png"
    parts.blobs.put(key, f"the logo of {made.word}".encode())
    with transaction():
        accounts.choose_colour("#7a1f5c", by=SYSTEM)
        accounts.hang_logo(Logo(png=b"", width=240, height=80), key=key, by=SYSTEM)


def settle_the_policy(made: Any) -> None:
    with transaction():
        accounts.settle_policy(
            Policy(purpose=f"The purpose of {made.word}.", resits_after=0),
            by=Actor(kind="member", id=made.members["owner"]),
            at=clock.now(),
        )
        checking.ask_for_check(by=Actor(kind="member", id=made.members["owner"]), at=clock.now())


def word_a_letter(made: Any) -> None:
    with transaction():
        rewording.reword(
            "reminder", "es", subject=f"The letter of {made.word}",
            body=f"{made.word} waits for you: {{link}}",
            by=Actor(kind="member", id=made.members["owner"]), at=clock.now(),
        )  # fmt: skip


def _user(made: Any, role: str) -> User:
    """Who has a password, has confirmed the address, and is signed in somewhere."""
    user = accounts.register(
        email=made.email(role), name=f"{role.title()} {made.word}", password=PASSWORD
    )
    user.confirmed_at = clock.now()
    browser = UserSession(
        user_id=user.id, digest=uuid4().bytes, agent="A browser", network="192.0.2.0"
    )
    key = Passkey(
        user_id=user.id, name=f"The key of {made.word}", credential_id=uuid4().bytes,
        public_key=b"", sign_count=0, transports=[], device_type="single_device",
        backup_state=False, usage="first", lastuse_datetime=clock.now(),
    )  # fmt: skip
    session.add_all([browser, key])
    session.flush()
    made.browsers[role] = browser.id
    return user
