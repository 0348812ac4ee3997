"""Verbs about members: ask people in, let them say yes, give them roles, let them go.

What may change who is an owner happens one at a time in an organisation, so that one stays.
"""

from uuid import UUID

from sqlalchemy import select

from assay.accounts import queries
from assay.accounts.models import Member, User
from assay.accounts.rules import OWNER, ROLES, may_grant
from assay.accounts.users import registered
from assay.audit.actions import Actor, record
from assay.core import clock
from assay.core.db import session
from assay.core.errors import Conflict, Invalid, NotAllowed, NotFound
from assay.events.catalogue import MemberAdded, MemberInvited
from assay.events.outbox import publish
from assay.tenancy import queries as tenancy
from assay.tenancy.models import Organisation
from assay.tenancy.scope import current


def invite_member(*, email: str, name: str, role: str, by: Actor) -> Member:
    """Ask a person in, by letter; who has no account yet gets one without a password.

    Invalid where they are a member, or are asked already.
    """
    member = _ask(email=email, name=name, role=role, by=by)
    record("member.invite", "member", member.id, actor=by, details={"role": role})
    publish(MemberInvited(member_id=member.id))
    return member


def add_member(*, email: str, name: str, role: str, by: Actor) -> Member:
    """Take a person in at once: for where somebody else vouches that they want it.

    A letter tells them. Invalid where they are a member, or are asked already.
    """
    member = _ask(email=email, name=name, role=role, by=by)
    member.joined_at = clock.now()
    record("member.add", "member", member.id, actor=by, details={"role": role})
    publish(MemberAdded(member_id=member.id))
    return member


def resend(member_id: UUID, *, by: Actor) -> Member:
    """Another letter to who has not said yes; Conflict once they have."""
    member = _here(member_id)
    if member.joined_at is not None:
        raise Conflict("a member already")
    record("member.resend", "member", member.id, actor=by)
    publish(MemberInvited(member_id=member.id))
    return member


def join(member_id: UUID, *, user: User) -> Member:
    """The user says yes. A second time changes nothing; NotFound where another was asked.

    NotAllowed where the address, to which the question went, is not known to be the user's.
    """
    member = _asked(member_id, user)
    if user.confirmed_at is None:
        raise NotAllowed("unconfirmed")
    if member.joined_at is None:
        member.joined_at = clock.now()
        record("member.join", "member", member.id, actor=Actor(kind="member", id=member.id))
    return member


def decline(member_id: UUID, *, user: User) -> None:
    """The user says no; Conflict once they have said yes (then they leave)."""
    member = _asked(member_id, user)
    if member.joined_at is not None:
        raise Conflict("a member already")
    member.removed_at = clock.now()
    record("member.decline", "member", member.id, actor=Actor(kind="member", id=member.id))


def change_role(member_id: UUID, *, role: str, by: Actor) -> Member:
    """Give a member another role. The last owner keeps theirs (Invalid)."""
    _one_at_a_time()
    member = _here(member_id)
    _may_they_grant(by, role)
    _may_they_grant(by, member.role)
    if role != OWNER:
        _is_not_the_last_owner(member, "role")
    told = {"was": member.role, "is": role}
    record("member.change_role", "member", member.id, actor=by, details=told)
    member.role = role
    return member


def remove_member(member_id: UUID, *, by: Actor) -> None:
    """Out at once; or asked no more. By who may give the role. The last owner stays (Invalid)."""
    _one_at_a_time()
    member = _here(member_id)
    _may_they_grant(by, member.role)
    _is_not_the_last_owner(member)
    member.removed_at = clock.now()
    record("member.remove", "member", member.id, actor=by, details={"role": member.role})


def leave(member_id: UUID) -> None:
    """A member goes by themselves. The last owner stays (Invalid)."""
    _one_at_a_time()
    member = _here(member_id)
    _is_not_the_last_owner(member)
    member.removed_at = clock.now()
    record("member.leave", "member", member.id, actor=Actor(kind="member", id=member.id))


def enter(user_id: UUID, role: str, *, joined: bool = True) -> Member:
    """The bare row: who may is asked by those who call it."""
    member = Member(user_id=user_id, role=role, joined_at=clock.now() if joined else None)
    session.add(member)
    session.flush()
    return member


def _ask(*, email: str, name: str, role: str, by: Actor) -> Member:
    _one_at_a_time()
    _may_they_grant(by, role)
    user = registered(email=email, name=name)
    if (there := queries.place_of(user.id)) is not None:
        words = "is a member" if there.joined_at else "is asked"
        raise Invalid("email", f"This person {words} already.")
    return enter(user.id, role, joined=False)


def _one_at_a_time() -> None:
    """Until the transaction ends. (It holds up nobody who only names the organisation.)"""
    session.execute(
        select(Organisation.id).where(Organisation.id == current()).with_for_update(key_share=True)
    )


def _here(member_id: UUID) -> Member:
    """One who has not left, held and read afresh."""
    member = tenancy.fetch(Member, member_id, lock=True)
    if member.removed_at is not None:
        raise NotFound("Member")
    return member


def _asked(member_id: UUID, user: User) -> Member:
    member = _here(member_id)
    if member.user_id != user.id:
        raise NotFound("Member")
    return member


def _is_not_the_last_owner(member: Member, field: str = "") -> None:
    if queries.owners() == [member.id]:
        raise Invalid(field, "The last owner stays owner: give it to another member first.")


def _may_they_grant(by: Actor, role: str) -> None:
    """The system may; a member as far as their own role reaches now. NotAllowed, Invalid."""
    if role not in ROLES:
        raise Invalid("role", "Choose a role.")
    if by.kind == "system":
        return
    if by.kind != "member" or by.id is None:
        raise NotAllowed("members.edit")
    if not may_grant(_here(by.id).role, role):
        raise NotAllowed("members.edit")
