"""What candidates asked for before the start, and a member's answer to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, flash, g, request
from werkzeug.wrappers import Response

from assay.assessments import queries as assessments
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid
from assay.decisions.naming import Called
from assay.invitations import queries
from assay.invitations import requests as asked
from assay.invitations.models import Request
from assay.sittings import before
from assay.tenancy.queries import fetch
from assay.web.answering import acting, go
from assay.web.guards import member

pages = Blueprint("requests", __name__, url_prefix="/o/<slug>/requests/<uuid:request_id>")

ANSWERABLE = ("more_time", "something_else")
"""Kinds that are granted or refused here."""
SAID = {
    "granted": "Granted. The candidate’s page says so.",
    "refused": "Not granted. The candidate’s page says so.",
}
BEGUN = "The sitting has begun: its time can’t be changed by a request any more."


@dataclass(frozen=True, kw_only=True)
class Told:
    """A request as pages tell it."""

    id: UUID
    invitation_id: UUID
    words: str
    text: str
    asked_at: datetime
    answer: str | None
    waits: bool


def told(requests: Iterable[Request], whose: Mapping[UUID, Called]) -> list[Told]:
    """Those that are answered here, and what was said on declining; `whose` has each invitation."""
    return [
        Told(
            id=one.id, invitation_id=one.invitation_id, words=_words(one),
            text=whose[one.invitation_id].text(one.text),
            asked_at=one.asked_at, answer=one.answer,
            waits=one.kind in ANSWERABLE and one.answered_at is None,
        )
        for one in requests
        if one.kind in (*ANSWERABLE, "decline")
    ]  # fmt: skip


@pages.post("/answer")
@member("candidates.invite")
def answer(request_id: UUID) -> Response:
    """Grant or refuse, once; more time only as long as nobody has begun."""
    found = fetch(Request, request_id)
    _visible(found.invitation_id)
    verdict = request.form.get("verdict", "")
    try:
        with transaction():
            if verdict == "granted" and found.kind == "more_time":
                before.hold(found.invitation_id)
            given = asked.answer(request_id, verdict=verdict, by=acting(), at=clock.now())
        flash(SAID.get(given.answer or "", "This was taken back by the candidate."))
    except Conflict:
        flash(BEGUN, "warning")
    except Invalid:
        flash("Nothing was changed: choose to grant it or not.", "warning")
    return go("invitations.show", invitation_id=found.invitation_id)


def _visible(invitation_id: UUID) -> None:
    """NotFound where the assessment is not this member's to see."""
    version = assessments.version(queries.one(invitation_id).assessment_version_id)
    assessments.one(version.assessment_id, viewer=g.member)


def _words(one: Request) -> str:
    if one.kind == "more_time":
        return f"{one.percent} % more time"
    return "Takes no part" if one.kind == "decline" else "Something else"
