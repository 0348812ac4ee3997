"""One question a page: shown, saved by form or by script, flagged; and what the clock says."""

from typing import Any

from flask import current_app, g, jsonify, redirect, render_template, request, url_for

from assay.core import clock as wall
from assay.core.db import transaction
from assay.core.errors import Invalid, TimeIsUp, TooMany
from assay.marking import running
from assay.sittings import actions, queries
from assay.sittings.saving import Save, Saved, Stale
from assay.testroom import guards, surroundings, wire
from assay.testroom.keeping import keep
from assay.testroom.questions import answer_in, question

STALE = (
    "This question was answered in another tab or window after this page was opened."
    " That answer is shown now; what you sent was not saved."
)


@guards.sitting
def show(position: int) -> Any:
    if _is_over():
        return redirect(url_for("done"), 303)
    return _page(position)


@guards.sitting
def post_answer(position: int) -> Any:
    """The plain form's way: save, then go where the pressed button points."""
    try:
        _keep_form(position)
    except Stale:
        return _page(position, problem=STALE, typed=request.form.get("text", "")), 409
    except Invalid as invalid:
        return _page(position, problem=next(iter(invalid.fields.values()))), 422
    except TimeIsUp:
        return redirect(url_for("done"), 303)
    return redirect(_next(position, request.form.get("go", "next")), 303)


@guards.sitting
def put_answer(position: int) -> Any:
    """The script's way, where the short-cut did not answer: the same save, with the reason."""
    save = wire.read_save(request.get_data(), g.ticket, position, g.at)
    if save is None:
        raise Invalid("value", "not an answer")
    saved = _keep(save)
    body = wire.saved(saved.seq, saved.ends_at, wall.now())
    return current_app.response_class(body, mimetype="application/json")


@guards.sitting
def flag(position: int) -> Any:
    """Flag or unflag; a plain form brings its answer along, which is saved first."""
    try:
        _keep_form(position)
    except Stale:
        return _page(position, problem=STALE, typed=request.form.get("text", "")), 409
    except Invalid:
        pass  # the flag is wanted; the form says again what is wrong with the answer
    except TimeIsUp:
        return redirect(url_for("done"), 303)
    with transaction():
        actions.flag(g.sitting.id, position=position, on=request.form.get("on") == "1", at=g.at)
    return redirect(url_for("room", position=position), 303)


@guards.sitting
def try_out(position: int) -> Any:
    """Run the visible tests with what the form brings, which is saved first."""
    try:
        _keep_form(position)
        with transaction():
            running.try_out(g.sitting.id, position, at=g.at)
    except Stale:
        return _page(position, problem=STALE), 409
    except Invalid as invalid:
        return _page(position, problem=next(iter(invalid.fields.values()))), 422
    except TimeIsUp:
        return redirect(url_for("done"), 303)
    except TooMany as refusal:
        return _page(position, problem=str(refusal)), 429
    return redirect(url_for("room", position=position, _anchor="trial"), 303)


@guards.sitting
def clock() -> Any:
    """What time it is in this sitting: instants of the server's only."""
    phase = queries.phase_of(g.sitting, g.at)
    return jsonify(
        phase="over" if g.sitting.state != "started" else phase.name,
        server_now=wire.instant(wall.now()),
        ends_at=wire.instant(g.sitting.ends_at),
    )


def _keep_form(position: int) -> Saved | None:
    """Save what the form brings, unless it brings nothing or only what stands already."""
    if not request.form.get("seq"):
        return None
    asked = question(g.sitting, position, of=queries.questions(g.sitting.paper_id))
    value = answer_in(asked, request.form)
    if value == asked.value:
        return None
    seq, key = request.form.get("seq", type=int), request.form.get("key")
    save = wire.make_save(seq, key, value, g.ticket, position, g.at)
    if save is None:
        raise Invalid("answer", "This answer can’t be taken. Reload the page and try again.")
    return _keep(save)


def _keep(save: Save) -> Saved:
    return keep(current_app.extensions["assay.settings"], save)


def _page(position: int, *, problem: str = "", typed: str = "") -> str:
    face = surroundings.room(g.sitting, g.at)
    q = question(g.sitting, position, of=face.questions)
    return render_template("room/question.html", face=face, q=q, problem=problem, typed=typed)


def _next(position: int, go: str) -> str:
    if go.isdecimal() and int(go) > 0:
        return url_for("room", position=int(go))
    if go == "next" and position < queries.questions(g.sitting.paper_id):
        return url_for("room", position=position + 1)
    return url_for("review")


def _is_over() -> bool:
    return g.sitting.state != "started" or not queries.phase_of(g.sitting, g.at).takes_answers
