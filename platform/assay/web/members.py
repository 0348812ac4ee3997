"""Pages of members: who is here and who is asked; asking, roles, and letting go."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g
from werkzeug.wrappers import Response

from assay.accounts import actions, queries
from assay.accounts.rules import HEADS, ROLES, may_grant
from assay.core.db import transaction
from assay.core.errors import Invalid, NotFound
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.accounts import MemberForm, RoleForm
from assay.web.guards import confirm_first, fresh, is_fresh, member

pages = Blueprint("members", __name__, url_prefix="/o/<slug>/members")

LIST, SHOW = "accounts/members.html", "accounts/member.html"


@pages.get("")
@member("members.edit")
def index() -> str:
    return page(LIST, form=MemberForm().offer(g.member.role), **_everyone())


@pages.post("")
@member("members.edit")
def add() -> Response:
    form = MemberForm().offer(g.member.role)
    if form.validate():
        if form.role.data in HEADS and not is_fresh():
            return confirm_first()
        try:
            with transaction():
                actions.invite_member(
                    email=form.email.data, name=form.name.data, role=form.role.data, by=acting()
                )
            flash(f"A letter that asks {form.name.data} in is on its way.", "success")
            return go("members.index")
        except Invalid as refusal:
            blame(form, refusal)
    return refused(LIST, form=form, **_everyone())


@pages.get("/<uuid:member_id>")
@member("members.edit")
def show(member_id: UUID) -> str:
    person = _person(member_id)
    return page(SHOW, form=RoleForm(role=person.role).offer(g.member.role), **_told(person))


@pages.post("/<uuid:member_id>/role")
@member("members.edit")
@fresh
def change_role(member_id: UUID) -> Response:
    person = _person(member_id)
    form = RoleForm().offer(g.member.role)
    if form.validate():
        try:
            with transaction():
                actions.change_role(member_id, role=form.role.data, by=acting())
            flash(f"{person.name} is {ROLES[form.role.data].lower()} now.", "success")
            return go("members.index")
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, form=form, **_told(person))


@pages.post("/<uuid:member_id>/remove")
@member("members.edit")
@fresh
def remove(member_id: UUID) -> Response:
    """Out; or, of who was only asked, asked no more."""
    try:
        with transaction():
            actions.remove_member(member_id, by=acting())
    except Invalid as refusal:
        person = _person(member_id)
        form = RoleForm(formdata=None, role=person.role).offer(g.member.role)
        blame(form, refusal)
        return refused(SHOW, form=form, **_told(person))
    flash("They are out: nothing here opens for them any more.", "success")
    return go("members.index")


@pages.post("/<uuid:member_id>/resend")
@member("members.edit")
def resend(member_id: UUID) -> Response:
    with transaction():
        actions.resend(member_id, by=acting())
    flash("Another letter is on its way.", "success")
    return go("members.index")


def _everyone() -> dict[str, Any]:
    return {"people": queries.members(), "asked": queries.invited(), "roles": ROLES}


def _person(member_id: UUID) -> queries.Person:
    """A member who is here; NotFound of others."""
    person = queries.person(member_id)
    if not person.is_here:
        raise NotFound("Member")
    return person


def _told(person: queries.Person) -> dict[str, Any]:
    return {"person": person, "roles": ROLES, "may_change": may_grant(g.member.role, person.role)}
