"""The page of the audit: what was done, by whom, to what; names are looked up as it is read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, g, request, url_for

from assay.accounts import queries as accounts
from assay.audit import queries
from assay.audit.models import AuditEntry
from assay.audit.queries import Cursor
from assay.invitations import queries as invitations
from assay.web.answering import page
from assay.web.guards import member
from assay.web.verbs import VERBS

pages = Blueprint("audit", __name__, url_prefix="/o/<slug>/audit")

PAGE = 50
KINDS = {"system": "Assay itself", "candidate": "Candidates"}
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
def index() -> str:
    verb, who = request.args.get("verb") or None, request.args.get("who") or None
    before = request.args.get("before", type=Cursor.parse)
    found = queries.page(verb=verb, before=before, limit=PAGE, **_actor(who))
    people = accounts.everyone()
    chosen = {name: value for name, value in (("verb", verb), ("who", who)) if value}
    return page(
        "accounts/audit.html",
        lines=_lines(found.entries, people),
        next=str(found.next) if found.next else None,
        is_first=before is None,
        chosen=chosen,
        verbs=VERBS,
        people={str(member_id): name for member_id, name in people.items()},
        kinds=KINDS,
    )


def _actor(who: str | None) -> dict[str, Any]:
    """A member's id, or a kind; what is neither finds nothing."""
    if who is None or who in KINDS:
        return {"actor_kind": who}
    try:
        return {"actor_kind": "member", "actor_id": UUID(who)}
    except ValueError:
        return {"actor_kind": who}


def _lines(entries: list[AuditEntry], people: dict[UUID, str]) -> list[Line]:
    candidates = invitations.names(
        {one.actor_id for one in entries if one.actor_kind == "candidate" and one.actor_id}
    )
    names = people | candidates
    return [
        Line(
            entry=entry,
            who=_named(entry, names),
            did=VERBS.get(entry.verb, entry.verb),
            href=_href(entry),
        )
        for entry in entries
    ]


def _named(entry: AuditEntry, names: dict[UUID, str]) -> str:
    """Who did it. An erased candidate is nobody any more."""
    if entry.actor_kind == "system" or entry.actor_id is None:
        return KINDS["system"]
    return names.get(entry.actor_id, "Somebody who is not here any more")


def _href(entry: AuditEntry) -> str | None:
    if entry.subject_kind not in SHOWN or entry.subject_id is None:
        return None
    endpoint, name = SHOWN[entry.subject_kind]
    named: dict[str, Any] = {name: entry.subject_id}
    return url_for(endpoint, slug=g.organisation.slug, **named)
