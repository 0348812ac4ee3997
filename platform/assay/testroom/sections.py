"""Sections that lock: the page that starts one, the page that warns before one is left, and ways.

A clock never starts by looking: the page before a section is a GET, its button a POST.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import current_app, g, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from assay.bank.asked import Question, answer_in
from assay.core.db import transaction
from assay.core.errors import AssayError, Conflict
from assay.sittings import passing, queries, walking
from assay.sittings.sections import Part, Walk
from assay.testroom import guards, problems, surroundings, wire
from assay.testroom.keeping import keep
from assay.testroom.languages import language
from assay.testroom.problems import Help
from assay.testroom.questions import question
from assay.testroom.surroundings import Room
from assay.testroom.when import minutes


@dataclass(frozen=True, kw_only=True)
class Before:
    """A section that is about to start. `is_cut`: the sitting ends before its time would."""

    number: int
    title: str
    questions: int
    time: str
    is_cut: bool
    more: int
    """Locking sections after it."""
    free: int
    """The first question that may be answered before it; 0: none."""
    done: tuple["Done", ...]


@dataclass(frozen=True, kw_only=True)
class Done:
    title: str
    answered: int
    questions: int


@guards.sitting
def onward() -> Response:
    """Where one is: a question, the start of a section, or the review."""
    return redirect(_onward(_walk()), 303)


@guards.sitting
def show(section: int) -> Any:
    """Of the section that is due (numbers count from 1); any other leads to where one is."""
    now = _walk()
    if _is_over() or now.running is not None or now.due is None or now.due.number != section - 1:
        return redirect(_onward(now), 303)
    face = surroundings.room(g.sitting, g.at)
    return render_template("room/section.html", face=face, it=_before(now, now.due, face))


@guards.sitting
def begin(section: int) -> Response:
    """Its clock starts. Again is the same as once."""
    try:
        with transaction():
            passing.begin_section(g.sitting.id, section - 1, at=g.at)
    except Conflict:
        pass  # where one is says what is next
    return redirect(_onward(_walk()), 303)


@guards.sitting
def leaving(section: int) -> Any:
    """What is left open, before it can't be changed any more."""
    now = _walk()
    if _is_over() or now.running != section - 1 or now.here is None:
        return redirect(_onward(now), 303)
    face = surroundings.room(g.sitting, g.at)
    marks = [mark for mark in face.marks if mark.position in now.here.places]
    return render_template("room/leave.html", face=face, number=section, marks=marks)


@guards.sitting
def leave(section: int) -> Response:
    """Lock it. "Its time is up" from a browser is not believed while there is time left."""
    phase = walking.section_phase(g.sitting, g.at)
    is_early = phase is not None and phase.name == "running"
    if request.form.get("because") == "time" and is_early:
        return redirect(_onward(_walk()), 303)
    with transaction():
        passing.leave_section(g.sitting.id, section - 1, at=g.at)
    return redirect(_onward(_walk(), section - 1), 303)


def open_alone(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view of a question: leads on where its section takes no answers now.

    What a form brings is kept first, as late where the section is locked.
    """

    @wraps(view)
    def inside(position: int) -> Any:
        if _is_over() or walking.takes(g.sitting, position, g.at):
            return view(position)
        refusal = _keep_what_came(position) if request.method == "POST" else ""
        if refusal == "NotNow":
            return problems.page(NOT_NOW, 409)
        return _led_on(position, late=refusal == "SectionOver")

    return inside


def _led_on(position: int, *, late: bool) -> Response:
    """To where one may be, for who asked for this question; `late`: what they sent is kept so."""
    now = _walk()
    part = now.part_at(position)
    if part is None:
        return redirect(url_for("room", position=position), 303)
    after = part.number if now.state(part) == "locked" else -1
    return redirect(_onward(now, after, late=late), 303)


def with_ways(asked: Question) -> Question:
    """With what comes before and after it, in a paper that has sections that lock."""
    if g.sitting.open_positions is None:
        return asked
    now, position = _walk(), asked.position
    part = now.part_at(position)
    is_last = part is None or position == part.places[-1]
    return replace(
        asked,
        previous=position - 1 if now.takes(position - 1) else 0,
        next_href=_next(now, position) if is_last else url_for("room", position=position + 1),
        is_last=is_last and part is not None and now.onward(part.number) is None,
        ends_section=is_last and now.running is not None,
    )


def next_href(position: int) -> str | None:
    """Where "next" leads; None in a paper without sections that lock."""
    return None if g.sitting.open_positions is None else _next(_walk(), position)


def leave_href() -> str | None:
    """Where the section that runs is left; None where none does."""
    running = None if g.sitting.open_positions is None else _walk().running
    return None if running is None else url_for("leaving", section=running + 1)


def _next(now: Walk, position: int) -> str:
    part = now.part_at(position)
    if part is None or position != part.places[-1]:
        return url_for("room", position=position + 1)
    if now.running is not None:
        return url_for("leaving", section=part.number + 1)
    return _onward(now, part.number)


def _onward(now: Walk, after: int = -1, *, late: bool = False) -> str:
    """The section that runs, else what comes after this one."""
    told: dict[str, Any] = {"late": "yes"} if late or request.args.get("late") else {}
    part = now.here or now.onward(after)
    if part is None:
        return url_for("review", **told)
    if now.state(part) == "ahead":
        return url_for("section", section=part.number + 1, **told)
    return url_for("room", position=part.places[0], **told)


def told() -> dict[str, Any] | None:
    """What the clock's reply says of the section that runs; None where none does."""
    phase = walking.section_phase(g.sitting, g.at)
    if g.sitting.section is None or phase is None or phase.ends_at is None:
        return None
    ends_at = wire.instant(phase.ends_at)
    return {"number": g.sitting.section + 1, "phase": phase.name, "ends_at": ends_at}


def _before(now: Walk, part: Part, face: Room) -> Before:
    wanted = walking.section_time(part, g.sitting, walking.version_of(g.sitting))
    left = timedelta(milliseconds=face.left_ms)
    return Before(
        number=part.number + 1,
        title=part.title,
        questions=len(part.places),
        time=minutes(min(wanted, left), language()),
        is_cut=left < wanted,
        more=sum(now.state(one) == "ahead" for one in now.parts) - 1,
        free=next(iter(now.open_places), 0),
        done=tuple(
            Done(
                title=one.title,
                answered=sum(m.answered for m in face.marks if m.position in one.places),
                questions=len(one.places),
            )
            for one in now.parts
            if now.state(one) == "locked"
        ),
    )


def _keep_what_came(position: int) -> str:
    """The answer that a form brings, where it is another one; the code of what refused it."""
    asked = question(g.sitting, position, of=position)
    try:
        value = answer_in(asked, request.form)
        seq, key = request.form.get("seq", type=int), request.form.get("key")
        save = wire.make_save(seq, key, value, g.ticket, position, g.at)
        if save and value != asked.value:
            keep(current_app.extensions["assay.settings"], save)
    except AssayError as refused:
        return refused.code
    return ""


def _walk() -> Walk:
    return walking.walk(g.sitting, g.at)


def _is_over() -> bool:
    return g.sitting.state != "started" or not queries.phase_of(g.sitting, g.at).takes_answers


NOT_NOW = Help(
    title=_("Another section is running"),
    words=(
        _("This question can be answered again when that section is over."),
        _("What you sent was not saved. Go back to see it, and send it again afterwards."),
    ),
)
