"""The marker's desk: what waits, and one answer at a time, with nothing of who wrote it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, request
from werkzeug.wrappers import Response

from assay.assessments import panels
from assay.bank.answers import words_in
from assay.bank.view import candidate_view
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid
from assay.marking import desk, queue
from assay.web.answering import acting, blame, go, page, refused
from assay.web.answers import as_given
from assay.web.forms.marking import PutBackForm, TurnForm
from assay.web.guards import member

pages = Blueprint("marking", __name__, url_prefix="/o/<slug>/marking")

TURN = "marking/turn.html"
LEVEL = "level-"
"""Begins the name of a criterion's field."""
GONE = (
    "This answer is not yours to mark any more: others have marked it, it went back, or another"
    " answer counts in its place."
)


@pages.get("")
@member("marks.write")
def index() -> str:
    at = clock.now()
    return page(
        "marking/index.html",
        counts=queue.counts(g.member.id, at=at),
        held=queue.in_hand(g.member.id, at=at),
        panels=panels.waiting(g.member),
    )


@pages.post("/take")
@member("marks.write")
def take() -> Response:
    """The answer in hand, or the next one."""
    return _next()


def _next() -> Response:
    with transaction():
        turn = desk.take(by=acting(), at=clock.now())
    if turn is None:
        flash("Nothing waits for you.")
        return go("marking.index")
    return go("marking.show", turn_id=turn.id)


@pages.get("/<uuid:turn_id>")
@member("marks.write")
def show(turn_id: UUID) -> str:
    return page(TURN, **_shown(turn_id))


@pages.post("/<uuid:turn_id>")
@member("marks.write")
def give(turn_id: UUID) -> Response:
    """Keep the levels, and go on to the next answer, or to the desk where there is none."""
    shown = _shown(turn_id)
    form, levels = shown["form"], shown["levels"]
    if not form.validate():
        return refused(TURN, **shown)
    try:
        with transaction():
            desk.give(turn_id, levels, comment=form.comment.data or "", by=acting(), at=clock.now())
    except Invalid as refusal:
        shown["wrong"] = {name: words for name, words in refusal.fields.items() if name in levels}
        blame(form, Invalid(fields={
            name: words for name, words in refusal.fields.items() if name not in levels
        }))  # fmt: skip
        return refused(TURN, **shown)
    except Conflict:
        flash(GONE, "warning")
        return go("marking.index")
    flash("Kept.")
    return go("marking.index") if request.form.get("then") == "stop" else _next()


@pages.post("/<uuid:turn_id>/put-back")
@member("marks.write")
def put_back(turn_id: UUID) -> Response:
    shown = _shown(turn_id)
    form = shown["back_form"]
    if form.validate():
        try:
            with transaction():
                desk.put_back(turn_id, reason=form.reason.data, by=acting(), at=clock.now())
            flash("It went back for others to mark, and is not given to you again.")
            return go("marking.index")
        except Invalid as refusal:
            blame(form, refusal)
        except Conflict:
            flash(GONE, "warning")
            return go("marking.index")
    return refused(TURN, **shown)


def _shown(turn_id: UUID) -> dict[str, Any]:
    """The turn, if it is this member's own, with what was chosen so far."""
    at = clock.now()
    turn = queue.turn(turn_id, member_id=g.member.id)
    work = queue.work(turn)
    given = as_given(work.content, work.value)
    return {
        "turn": turn,
        "counts": queue.counts(g.member.id, at=at),
        "ran_out": turn.until <= at,
        "view": candidate_view(work.content),
        "given": given,
        "words": words_in(given.text),
        "versions": queue.versions(turn),
        "criteria": work.key.criteria,
        "why": work.key.why,
        "out_of": work.out_of,
        "levels": {one.id: request.form.get(LEVEL + one.id, "") for one in work.key.criteria},
        "wrong": {},
        "form": TurnForm(),
        "back_form": PutBackForm(),
    }
