"""Verbs about whole organisations: open one, close it, open it again; and how it is set.

What an operator does, or a command at the machine, stands in the organisation's own audit, where
its owners read it, and in the installation's, where the operators do.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from assay.accounts import slugs
from assay.accounts.membership import enter
from assay.accounts.models import Closure, Member, User
from assay.accounts.queries import closure
from assay.accounts.rules import OWNER
from assay.accounts.users import registered
from assay.audit.actions import Actor, record, record_for_operators
from assay.core import clock
from assay.core.db import session
from assay.core.errors import Invalid
from assay.events.catalogue import MemberInvited, OrganisationOpened
from assay.events.outbox import publish
from assay.tenancy.models import Organisation
from assay.tenancy.scope import current

LONGEST_REASON, LONGEST_CONTACT = 500, 200


def open_organisation(*, name: str, slug: str, time_zone: str, user_id: UUID) -> Organisation:
    """Open one, with the user as its owner. It takes the scope's id: `with scope(uuid4()):`."""
    opened = _opened(name, slug, time_zone)
    owner = enter(user_id, OWNER)
    _tell("organisation.open", opened, by=Actor(kind="member", id=owner.id))
    publish(OrganisationOpened(opened_id=opened.id))
    return opened


def open_for(
    *, name: str, slug: str, time_zone: str, email: str, owner: str, by: Actor
) -> tuple[Organisation, Member]:
    """Open one for somebody else, who is asked by letter to be its owner, as members are.

    Until they say yes nobody is in it. It takes the scope's id: `with scope(uuid4()):`.
    """
    opened = _opened(name, slug, time_zone)
    _tell("organisation.open", opened, by=by)
    publish(OrganisationOpened(opened_id=opened.id))
    return opened, _asked(registered(email=email, name=owner), by=by)


def ask_for_owner(*, email: str, owner: str, by: Actor) -> Member:
    """Ask somebody to be the owner of what was opened for one who does not come.

    Whoever is asked until now is asked no more; the same person gets another letter. Invalid once
    somebody is in it: owners ask others in themselves.
    """
    asking = _held()
    there = session.scalars(
        select(Member)
        .where(Member.organisation_id == current(), Member.removed_at.is_(None))
        .with_for_update()
    ).all()
    if any(one.joined_at for one in there):
        raise Invalid("email", "Somebody is in it already: its owners ask others in themselves.")
    for one in there:
        one.removed_at = clock.now()
        record("member.remove", "member", one.id, actor=by, details={"role": one.role})
    session.flush()  # the same person may be asked again
    _tell("organisation.ask_for_owner", asking, by=by)
    return _asked(registered(email=email, name=owner), by=by)


def close_organisation(*, by: Actor, reason: str = "", contact: str = "") -> Closure:
    """No member comes in any more, and no candidate begins; who sits already finishes.

    Members are told the reason, which only an owner need not give (Invalid), and whom to turn to.
    A second time changes nothing. It waits for the starts that are under way, and those that come
    meanwhile wait for it.
    """
    told = _told_to_members(reason.strip(), contact.strip(), by=by)
    closing = _held()
    if (standing := closure()) is not None:
        return standing
    closing.closed_at = clock.now()
    made = Closure(closed_at=closing.closed_at, closed_by=by.kind, **told)
    session.add(made)
    _tell("organisation.close", closing, by=by)
    return made


def reopen_organisation(*, by: Actor) -> None:
    """Everything is as it was. Of one that is open nothing changes."""
    opening = _held()
    if opening.closed_at is None:
        return
    opening.closed_at = None
    if (standing := closure()) is not None:
        standing.reopened_at = clock.now()
    _tell("organisation.reopen", opening, by=by)


def ask_for_second_factors(asked: bool, *, by: Actor) -> None:
    """Whether a member must have one; who has none is led to set it up."""
    organisation = _held()
    if organisation.needs_second_factor != asked:
        organisation.needs_second_factor = asked
        told = {"is": asked}
        verb = "organisation.ask_for_second_factors"
        record(verb, "organisation", organisation.id, actor=by, details=told)


def let_members_see_all(seen: bool, *, by: Actor) -> None:
    """Whether members see every assessment, or only those that are theirs or shared with them."""
    organisation = _held()
    if organisation.members_see_all != seen:
        organisation.members_see_all = seen
        verb = "organisation.let_members_see_all"
        record(verb, "organisation", organisation.id, actor=by, details={"is": seen})


def _told_to_members(reason: str, contact: str, *, by: Actor) -> dict[str, str]:
    if not reason and by.kind != "member":
        raise Invalid("reason", "Give the reason: members are told it.")
    if len(reason) > LONGEST_REASON:
        raise Invalid("reason", f"Give at most {LONGEST_REASON} characters.")
    if len(contact) > LONGEST_CONTACT:
        raise Invalid("contact", f"Give at most {LONGEST_CONTACT} characters.")
    return {"reason": reason, "contact": contact}


def _opened(name: str, slug: str, time_zone: str) -> Organisation:
    if problem := slugs.problem(slug):
        raise Invalid("slug", problem)
    opened = Organisation(id=current(), name=name, slug=slug, time_zone=time_zone)
    session.add(opened)
    try:
        session.flush()
    except IntegrityError:
        raise Invalid("slug", "Another organisation has this address.") from None
    return opened


def _asked(user: User, *, by: Actor) -> Member:
    """To be the owner, by letter."""
    asked = enter(user.id, OWNER, joined=False)
    record("member.invite", "member", asked.id, actor=by, details={"role": OWNER})
    publish(MemberInvited(member_id=asked.id))
    return asked


def _tell(verb: str, organisation: Organisation, *, by: Actor) -> None:
    about: tuple[str, str, UUID] = (verb, "organisation", organisation.id)
    record(*about, actor=by)
    if by.kind != "member":
        told: dict[str, Any] = {"slug": organisation.slug}
        record_for_operators(*about, actor=by, details=told)


def _held() -> Organisation:
    """The organisation that we are inside of, read afresh and held until the transaction ends."""
    return session.scalars(
        select(Organisation)
        .where(Organisation.id == current())
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
