"""The live board of an assessment: who sits now, how far, how long still, and a word to them."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, request
from werkzeug.wrappers import Response

from assay.assessments import queries as assessments
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.decisions import naming
from assay.sittings import board, messaging
from assay.sittings.board import Board, Line
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.live import EVERYONE, MessageForm
from assay.web.guards import member

pages = Blueprint("live", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>/live")

SHOW = "live/index.html"
ONE = "one candidate"
"""Whom a message went to, where names are hidden."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One sitting as the board tells it."""

    line: Line
    heard: str
    left: str


@pages.get("")
@member("candidates.read")
def index(assessment_id: UUID) -> str:
    return page(SHOW, **_shown(assessment_id))


@pages.get("/rows")
@member("candidates.read")
def rows(assessment_id: UUID) -> str:
    """What changes on the page, for its script."""
    return page("live/rows.html", **_shown(assessment_id))


@pages.post("/message")
@member("candidates.invite")
def message(assessment_id: UUID) -> Response:
    shown = _shown(assessment_id)
    form = shown["form"]
    if form.validate():
        try:
            with transaction():
                messaging.send(
                    assessment_id, form.text.data, to=form.sitting_id, by=acting(), at=clock.now()
                )
            flash("The message is sent; it shows on their page within seconds.")
            return go("live.index", assessment_id=assessment_id)
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **shown)


def _shown(assessment_id: UUID) -> dict[str, Any]:
    assessment = assessments.one(assessment_id, viewer=g.member)
    found = board.running(assessment_id, at=clock.now())
    messages = messaging.told(assessment_id)
    if assessment.hides_names:
        found = _without_names(found)
        messages = [replace(one, to=one.to and ONE) for one in messages]
    form = MessageForm(to=request.args.get("to") or EVERYONE)
    form.offer(found.lines)
    return {
        "assessment": assessment,
        "board": found,
        "rows": [_row(line) for line in found.lines],
        "messages": messages,
        "form": form,
    }


def _without_names(found: Board) -> Board:
    codes = naming.codes(line.invitation_id for line in found.lines)
    lines = (
        replace(line, candidate=codes.get(line.invitation_id, line.candidate))
        for line in found.lines
    )
    return replace(found, lines=tuple(lines))


def _row(line: Line) -> Row:
    return Row(line=line, heard=_heard(line), left=_left(line.left))


def _heard(line: Line) -> str:
    if line.seen_at is None:
        return "Not yet"
    if line.is_there:
        return "Now"
    return f"{_rough(line.at - line.seen_at)} ago"


def _left(span: timedelta) -> str:
    return _rough(span) if span else "Time is up"


def _rough(span: timedelta) -> str:
    """`under a minute`, `4 min`, `1 h 20 min`."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    if not (hours or minutes):
        return "under a minute"
    return " ".join([f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes))
