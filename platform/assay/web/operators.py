"""The pages of operators: which organisations there are; open one, close it, open it again.

Nothing here leads into one: an operator who is no member is a stranger there.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from assay.accounts import actions, operators
from assay.audit import queries as audit
from assay.audit.actions import Actor
from assay.audit.models import AuditEntry
from assay.core.cursors import Cursor
from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.tenancy.overview import Listed
from assay.tenancy.scope import INSTALLATION, scope
from assay.web.answering import blame, page, refused
from assay.web.forms.operators import CloseForReasonForm, OpenForForm, OwnerForm
from assay.web.guards import fresh, operator

pages = Blueprint("operators", __name__, url_prefix="/o/operators")

PAGE = 50
SHOW, OPEN = "operators/show.html", "operators/open.html"
STATES = {"open": "Open", "closed": "Closed"}
DID = {
    "organisation.open": "opened",
    "organisation.ask_for_owner": "asked for another owner of",
    "organisation.close": "closed",
    "organisation.reopen": "opened again",
    "user.make_operator": "made an operator of",
    "user.unmake_operator": "took the operator’s rights from",
}
"""What stands in the operators' log, and how it is told."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry of the log. `href` leads to the organisation that it is about."""

    entry: AuditEntry
    who: str
    did: str
    what: str
    href: str | None


@pages.get("/")
@operator
def index() -> str:
    search = request.args.get("q", "").strip()[:80]
    state = request.args.get("state", "")
    chosen = {"q": search, "state": state if state in STATES else ""}
    before = request.args.get("before", type=Cursor.parse)
    found = operators.organisations(
        operator_id=current_user.id,
        search=search,
        state=chosen["state"] or None,
        before=before,
        limit=PAGE,
    )
    return page(
        "operators/index.html",
        organisations=found.organisations,
        next=str(found.next) if found.next else None,
        is_first=before is None,
        chosen={name: value for name, value in chosen.items() if value},
        states=STATES,
    )


@pages.route("/open", methods=["GET", "POST"])
@operator
def open_organisation() -> ResponseReturnValue:
    form = OpenForForm().offer()
    if not form.is_submitted():
        return page(OPEN, form=form)
    if form.validate():
        try:
            opened_id = _open(form)
        except Invalid as refusal:
            blame(form, refusal)
        else:
            words = f"{form.email.data} is asked by letter to be its owner."
            flash(f"{form.organisation.data} is open. {words}", "success")
            return _to(opened_id)
    return refused(OPEN, form=form)


@pages.get("/<uuid:organisation_id>")
@operator
def show(organisation_id: UUID) -> str:
    return page(SHOW, **_shown(organisation_id))


@pages.post("/<uuid:organisation_id>/owner")
@operator
def ask_for_owner(organisation_id: UUID) -> Response:
    """Of one that nobody is in yet."""
    one, form = _one(organisation_id), OwnerForm()
    if form.validate():
        try:
            with scope(one.id), transaction():
                actions.ask_for_owner(email=form.email.data, owner=form.owner.data, by=_acting())
        except Invalid as refusal:
            blame(form, refusal)
        else:
            flash(f"{form.email.data} is asked by letter to be its owner.", "success")
            return _to(one.id)
    return refused(SHOW, **_shown(one.id) | {"owner_form": form})


@pages.post("/<uuid:organisation_id>/close")
@operator
@fresh
def close(organisation_id: UUID) -> Response:
    one, form = _one(organisation_id), CloseForReasonForm()
    if not form.is_named(one.name):
        return refused(SHOW, **_shown(one.id) | {"form": form})
    told = {"reason": form.reason.data, "contact": form.contact.data}
    with scope(one.id), transaction():
        actions.close_organisation(by=_acting(), **told)
    flash(f"{one.name} is closed.", "success")
    return _to(one.id)


@pages.post("/<uuid:organisation_id>/reopen")
@operator
@fresh
def reopen(organisation_id: UUID) -> Response:
    one = _one(organisation_id)
    with scope(one.id), transaction():
        actions.reopen_organisation(by=_acting())
    flash(f"{one.name} is open again.", "success")
    return _to(one.id)


@pages.get("/log")
@operator
def log() -> str:
    """What operators did, and commands at the machine."""
    before = request.args.get("before", type=Cursor.parse)
    with scope(INSTALLATION):
        found = audit.page(verbs=tuple(DID), before=before, limit=PAGE)
        lines = _lines(found.entries)
    return page(
        "operators/log.html",
        lines=lines,
        next=str(found.next) if found.next else None,
        is_first=before is None,
    )


def _one(organisation_id: UUID) -> Listed:
    return operators.organisation(str(organisation_id), operator_id=current_user.id)


def _shown(organisation_id: UUID) -> dict[str, Any]:
    return {
        "one": _one(organisation_id),
        "form": CloseForReasonForm(formdata=None),
        "owner_form": OwnerForm(formdata=None),
    }


def _open(form: OpenForForm) -> UUID:
    """Its id; Invalid under the field that can't be."""
    slug = form.slug.data or operators.free_slug(form.organisation.data)
    with scope(uuid4()), transaction():
        opened, _ = actions.open_for(
            name=form.organisation.data,
            slug=slug,
            time_zone=form.time_zone.data,
            email=form.email.data,
            owner=form.owner.data,
            by=_acting(),
        )
        return opened.id


def _acting() -> Actor:
    return Actor(kind="operator", id=current_user.id)


def _to(organisation_id: UUID) -> Response:
    return redirect(url_for("operators.show", organisation_id=organisation_id), 303)


def _lines(entries: list[AuditEntry]) -> list[Line]:
    ids = {each for one in entries for each in (one.actor_id, one.subject_id) if each}
    names = operators.names(ids)
    return [_line(one, names) for one in entries]


def _line(entry: AuditEntry, names: dict[UUID, str]) -> Line:
    assert entry.subject_id is not None
    about: dict[str, Any] = {"organisation_id": entry.subject_id}
    is_organisation = entry.subject_kind == "organisation"
    gone = "somebody who is not here any more"
    return Line(
        entry=entry,
        who=names.get(entry.actor_id, gone) if entry.actor_id else "A command at the machine",
        did=DID[entry.verb],
        what=entry.details["slug"] if is_organisation else names.get(entry.subject_id, gone),
        href=url_for("operators.show", **about) if is_organisation else None,
    )
