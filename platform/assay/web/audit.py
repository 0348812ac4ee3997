"""The page of the audit: what was done, by whom, to what; names are looked up as it is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, flash, g, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from assay.accounts import queries as accounts
from assay.audit import checking, queries
from assay.audit.models import AuditEntry
from assay.core import cells, clock
from assay.core.cursors import Cursor
from assay.core.db import reading, transaction
from assay.decisions import naming
from assay.tenancy.scope import scope
from assay.web import audit_sheet
from assay.web.answering import acting, go, page, refused
from assay.web.forms.audit import AuditForm
from assay.web.guards import member
from assay.web.verbs import VERBS

pages = Blueprint("audit", __name__, url_prefix="/o/<slug>/audit")

PAGE, PART = 50, 500
"""Entries on a page, and of one turn while they are sent as a table."""
SHOW = "accounts/audit.html"
KINDS = {"system": "Assay itself", "operator": "Operators of Assay", "candidate": "Candidates"}
"""Whom one may ask for beside the members."""
SHOWN = {
    "assessment": ("assessments.show", "assessment_id"),
    "invitation": ("invitations.show", "invitation_id"),
    "member": ("members.show", "member_id"),
    "report": ("reports.show", "report_id"),
}
"""Kinds of subjects that have a page: its endpoint, and what it calls the id."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry as it is read."""

    entry: AuditEntry
    who: str
    did: str
    href: str | None


@pages.get("")
@member("audit.read")
def index() -> ResponseReturnValue:
    form = AuditForm(request.args, meta={"csrf": False})
    people = accounts.everyone()
    told = {"form": form, "people": people, "verbs": VERBS, "kinds": KINDS, **_chain()}
    if not form.validate():
        return refused(SHOW, lines=[], next=None, is_first=True, chosen=form.asked(), **told)
    before = request.args.get("before", type=Cursor.parse)
    found = queries.page(**_wanted(form), before=before, limit=PAGE)
    return page(
        SHOW,
        lines=_lines(found.entries, people),
        next=str(found.next) if found.next else None,
        is_first=before is None,
        chosen=form.asked(),
        **told,
    )


@pages.post("/entries.csv")
@member("audit.read")
def csv() -> ResponseReturnValue:
    """The same entries as a table, sent while it is read; and in the audit that they were taken."""
    form = AuditForm()
    if not form.validate():
        told = {"people": accounts.everyone(), "verbs": VERBS, "kinds": KINDS, **_chain()}
        return refused(SHOW, form=form, lines=[], next=None, is_first=True, chosen={}, **told)
    now, wanted = clock.now(), _wanted(form)
    with transaction():
        checking.export(by=acting(), asked=form.asked())
    if wanted["until"] is None or wanted["until"] > now:
        wanted["until"] = now
    return Response(
        stream_with_context(_sent(g.organisation.id, wanted)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{now:%Y-%m-%d}-audit.csv"',
            "Cache-Control": "private, no-store",
        },
    )


@pages.post("/check")
@member("audit.read")
def check() -> ResponseReturnValue:
    with transaction():
        checking.ask_for_check(by=acting(), at=clock.now())
    flash("The chain is looked through. Reload this page in a moment.")
    return go("audit.index", anchor="chain")


def _sent(organisation_id: UUID, wanted: dict[str, Any]) -> Iterator[bytes]:
    """A part at a time, each read in a transaction of its own: a slow reader holds none open."""
    yield (cells.BOM + cells.lines([audit_sheet.HEAD])).encode()
    before: Cursor | None = None
    while True:
        with scope(organisation_id), reading():
            found = queries.page(**wanted, before=before, limit=PART)
            names = _names(found.entries, accounts.everyone())
            told = [
                audit_sheet.row(one, who=_named(one, names), did=VERBS.get(one.verb, one.verb))
                for one in found.entries
            ]
        yield cells.lines(told).encode()
        if (before := found.next) is None:
            return


def _wanted(form: AuditForm) -> dict[str, Any]:
    """What was asked for, as the room takes it."""
    between = form.between(ZoneInfo(g.organisation.time_zone))
    return {"verb": form.verb.data or None, **_actor(form.who.data or None), **between}


def _chain() -> dict[str, Any]:
    return {
        "last": queries.last_sealed(),
        "unsealed": queries.unsealed(),
        "found": queries.latest_found(),
        "latest": queries.latest_check(),
    }


def _actor(who: str | None) -> dict[str, Any]:
    """A member's id, or a kind; what is neither finds nothing."""
    if who is None or who in KINDS:
        return {"actor_kind": who}
    try:
        return {"actor_kind": "member", "actor_id": UUID(who)}
    except ValueError:
        return {"actor_kind": who}


def _lines(entries: list[AuditEntry], people: dict[UUID, str]) -> list[Line]:
    names = _names(entries, people)
    return [
        Line(
            entry=entry,
            who=_named(entry, names),
            did=VERBS.get(entry.verb, entry.verb),
            href=_href(entry),
        )
        for entry in entries
    ]


def _names(entries: list[AuditEntry], people: dict[UUID, str]) -> dict[UUID, str]:
    """Members' and candidates', by their ids."""
    return people | naming.names(
        {one.actor_id for one in entries if one.actor_kind == "candidate" and one.actor_id}
    )


def _named(entry: AuditEntry, names: dict[UUID, str]) -> str:
    """Who did it. An erased candidate is nobody any more."""
    if entry.actor_kind == "system" or entry.actor_id is None:
        return KINDS["system"]
    if entry.actor_kind == "operator":
        return "An operator of Assay"
    return names.get(entry.actor_id, "Somebody who is not here any more")


def _href(entry: AuditEntry) -> str | None:
    if entry.subject_kind not in SHOWN or entry.subject_id is None:
        return None
    endpoint, name = SHOWN[entry.subject_kind]
    named: dict[str, Any] = {name: entry.subject_id}
    return url_for(endpoint, slug=g.organisation.slug, **named)
