"""Pages of members: who is here, and taking a person in."""

from flask import Blueprint, flash, g
from werkzeug.wrappers import Response

from assay.accounts import actions, queries
from assay.accounts.rules import ROLES
from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.accounts import MemberForm
from assay.web.guards import member

pages = Blueprint("members", __name__, url_prefix="/o/<slug>/members")


@pages.get("")
@member("members.edit")
def index() -> str:
    form = MemberForm().offer(g.member.role)
    return page("accounts/members.html", form=form, people=queries.members(), roles=ROLES)


@pages.post("")
@member("members.edit")
def add() -> Response:
    form = MemberForm().offer(g.member.role)
    if form.validate():
        try:
            with transaction():
                actions.add_member(
                    email=form.email.data, name=form.name.data, role=form.role.data, by=acting()
                )
            flash(f"{form.name.data} is a member now; a letter is on its way.", "success")
            return go("members.index")
        except Invalid as refusal:
            blame(form, refusal)
    people = queries.members()
    return refused("accounts/members.html", form=form, people=people, roles=ROLES)
