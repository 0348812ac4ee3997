"""One question a page: shown, saved by form or by script, flagged; and what the clock says."""

from dataclasses import replace
from typing import Any

from flask import current_app, g, jsonify, redirect, render_template, request, url_for

from assay.bank.asked import Question, answer_in
from assay.core import clock as wall
from assay.core.db import transaction
from assay.core.errors import Invalid, TimeIsUp, TooMany
from assay.core.languages import N_, said_in
from assay.marking import running
from assay.sittings import actions, queries
from assay.sittings.saving import Save, Saved, Stale
from assay.testroom import guards, languages, sections, seen, surroundings, wire
from assay.testroom.keeping import keep
from assay.testroom.questions import question

STALE = N_(
    "This question was answered in another tab or window after this page was opened."
    " That answer is shown now; what you sent was not saved."
)


TOO_MANY_WORDS = N_(
    "Your text is saved, and has more words than it may have. Shorten it, or press again to go on."
)


@guards.sitting
@sections.open_alone
def show(position: int) -> Any:
    if _is_over():
        return redirect(url_for("done"), 303)
    return _page(position)


@guards.sitting
@sections.open_alone
def post_answer(position: int) -> Any:
    """The plain form's way: save, then go where the pressed button points.

    A text with too many words is saved as it is; the page says so once before it goes on.
    """
    try:
        saved = _keep_form(position)
    except Stale:
        return _page(position, problem=STALE, typed=request.form.get("text", "")), 409
    except Invalid as invalid:
        problem = next(iter(invalid.fields.values()))
        return _page(position, problem=problem, text=request.form.get("text")), 422
    except TimeIsUp:
        return redirect(url_for("done"), 303)
    seen.mark(position)
    if saved and _question(position).is_too_long:
        return _page(position, problem=TOO_MANY_WORDS), 422
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
@sections.open_alone
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
    seen.mark(position)
    with transaction():
        actions.flag(g.sitting.id, position=position, on=request.form.get("on") == "1", at=g.at)
    return redirect(url_for("room", position=position), 303)


@guards.sitting
@sections.open_alone
def speak_in(position: int) -> Any:
    """Choose a language beside an answer, which is saved first; what can't be taken stays there."""
    try:
        _keep_form(position)
    except Stale:
        return _page(position, problem=STALE, typed=request.form.get("text", "")), 409
    except Invalid as invalid:
        return _page(position, problem=next(iter(invalid.fields.values()))), 422
    except TimeIsUp:
        return redirect(url_for("done"), 303)
    return languages.chosen(g.sitting.invitation_id, url_for("room", position=position))


@guards.sitting
@sections.open_alone
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
        return _page(position, problem=refusal.args[0]), 429
    return redirect(url_for("room", position=position, _anchor="trial"), 303)


@guards.sitting
def clock() -> Any:
    """What time it is in this sitting: instants of the server's only."""
    phase = queries.phase_of(g.sitting, g.at)
    return jsonify(
        phase="over" if g.sitting.state != "started" else phase.name,
        server_now=wire.instant(wall.now()),
        ends_at=wire.instant(g.sitting.ends_at),
        section=sections.told(),
    )


def _keep_form(position: int) -> Saved | None:
    """Save what the form brings, unless it brings nothing or only what stands already."""
    if not request.form.get("seq"):
        return None
    asked = _question(position)
    value = answer_in(asked, request.form)
    if value == asked.value:
        return None
    seq, key = request.form.get("seq", type=int), request.form.get("key")
    save = wire.make_save(seq, key, value, g.ticket, position, g.at)
    if save is None:
        raise Invalid("answer", N_("This answer can’t be taken. Reload the page and try again."))
    return _keep(save)


def _keep(save: Save) -> Saved:
    return keep(current_app.extensions["assay.settings"], save)


def _question(position: int) -> Question:
    return question(g.sitting, position, of=queries.questions(g.sitting.paper_id))


def _page(position: int, *, problem: str = "", typed: str = "", text: str | None = None) -> str:
    """`typed` is told of, in place of which another answer stands; `text` stands in its box."""
    face = surroundings.room(g.sitting, g.at)
    asked = sections.with_ways(question(g.sitting, position, of=face.questions))
    q = replace(asked, typed=text)
    return render_template(
        "room/question.html",
        face=face,
        q=q,
        problem=said_in(languages.language(), problem) if problem else "",
        typed=typed,
    )


def _next(position: int, go: str) -> str:
    if go.isdecimal() and int(go) > 0:
        return url_for("room", position=int(go))
    if go == "leave" and (there := sections.leave_href()):
        return there
    if go == "next" and (there := sections.next_href(position)):
        return there
    if go == "next" and position < queries.questions(g.sitting.paper_id):
        return url_for("room", position=position + 1)
    return url_for("review")


def _is_over() -> bool:
    return g.sitting.state != "started" or not queries.phase_of(g.sitting, g.at).takes_answers
