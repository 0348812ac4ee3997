"""Verbs about members: take people in, give them their roles."""

from uuid import UUID

from assay.accounts import queries
from assay.accounts.models import Member
from assay.accounts.rules import OWNER, ROLES, may_grant
from assay.accounts.users import register
from assay.audit.actions import Actor, record
from assay.core import clock
from assay.core.db import session
from assay.core.errors import Invalid, NotAllowed
from assay.events.catalogue import MemberAdded
from assay.events.outbox import publish
from assay.tenancy import queries as tenancy


def add_member(*, email: str, name: str, role: str, by: Actor) -> Member:
    """Take a person in with a role; who has no account yet gets one without a password.

    A letter tells them (MemberAdded). Invalid where they are a member already.
    """
    _may_they_grant(by, role)
    user = queries.user_by_email(email) or register(email=email, name=name)
    if queries.member_of(user.id) is not None:
        raise Invalid("email", "This person is a member already.")
    member = enter(user.id, role)
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


def enter(user_id: UUID, role: str) -> Member:
    """The bare row: who may is asked by those who call it."""
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
