"""The room's verbs: those about organisations here, the others written where they belong."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from assay.accounts import slugs
from assay.accounts.branding import choose_colour as choose_colour
from assay.accounts.branding import hang_logo as hang_logo
from assay.accounts.branding import take_logo_down as take_logo_down
from assay.accounts.membership import add_member as add_member
from assay.accounts.membership import change_role as change_role
from assay.accounts.membership import decline as decline
from assay.accounts.membership import enter
from assay.accounts.membership import invite_member as invite_member
from assay.accounts.membership import join as join
from assay.accounts.membership import leave as leave
from assay.accounts.membership import remove_member as remove_member
from assay.accounts.membership import resend as resend
from assay.accounts.post import ask_to_confirm as ask_to_confirm
from assay.accounts.post import mark_letter_sent as mark_letter_sent
from assay.accounts.post import open_body as open_body
from assay.accounts.post import welcome_letter as welcome_letter
from assay.accounts.post import write_letter as write_letter
from assay.accounts.rules import OWNER
from assay.accounts.settling import settle_policy as settle_policy
from assay.accounts.users import register as register
from assay.audit.actions import Actor, record
from assay.core import clock
from assay.core.db import session
from assay.core.errors import Invalid
from assay.events.catalogue import OrganisationOpened
from assay.events.outbox import publish
from assay.tenancy.models import Organisation
from assay.tenancy.scope import current


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
    owner = enter(user_id, OWNER)
    actor = Actor(kind="member", id=owner.id)
    record("organisation.open", "organisation", opened.id, actor=actor)
    publish(OrganisationOpened(opened_id=opened.id))
    return opened


def close_organisation(*, by: Actor) -> None:
    """Nobody comes in any more: neither members nor candidates. A second time changes nothing."""
    closing = _held()
    if closing.closed_at is None:
        closing.closed_at = clock.now()
        record("organisation.close", "organisation", closing.id, actor=by)


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


def _held() -> Organisation:
    """The organisation that we are inside of, read afresh and held until the transaction ends."""
    return session.scalars(
        select(Organisation)
        .where(Organisation.id == current())
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
