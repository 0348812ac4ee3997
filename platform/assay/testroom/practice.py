"""The practice sitting: a question of each kind that the paper has, as often as one likes.

Nothing is stored: what a form brings is shown again beside what is right, and forgotten.
"""

from dataclasses import dataclass
from typing import Any

from flask import g, render_template, request
from flask_babel import gettext
from markupsafe import Markup

from assay.assessments import papers
from assay.bank import markdown
from assay.bank.answers import Value
from assay.bank.asked import Question, answer_in, shown
from assay.bank.content import Content, File
from assay.bank.view import as_block, candidate_view
from assay.core.errors import Invalid
from assay.core.languages import said_in
from assay.invitations import queries as invitations
from assay.testroom import guards, practice_items
from assay.testroom.doorstep import Doorstep, back, before
from assay.testroom.languages import language
from assay.testroom.practice_items import Practice


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was given and what is right, each as lines to read."""

    given: list[str]
    right: list[str]


@guards.link
@before
def show(step: Doorstep, position: int) -> Any:
    items = _items(step)
    if not 1 <= position <= len(items):
        return back()
    return _page(step, items, position)


@guards.link
@before
def answer(step: Doorstep, position: int) -> Any:
    """What is right, beside what the form brings."""
    items = _items(step)
    if not 1 <= position <= len(items):
        return back()
    content, right = items[position - 1]
    asked = _question(content, position, of=len(items), value=None)
    try:
        value = answer_in(asked, request.form)
    except Invalid as invalid:
        problem = said_in(language(), next(iter(invalid.fields.values())))
        return _page(step, items, position, problem=problem), 422
    told = Told(given=lines(asked, value), right=lines(asked, right))
    return _page(step, items, position, value=value, told=told)


def lines(asked: Question, value: Value | None) -> list[str]:
    """An answer in words, a line for each part of it; none for no answer."""
    if not value:
        return []
    texts = {option.id: option.text for option in asked.options}
    given = value[asked.shape]
    if asked.shape == "pairs":
        return [
            Markup("{} → {}").format(row.text, texts[given[row.id]])
            for row in asked.rows
            if row.id in given
        ]
    if asked.shape == "lines":
        return [gettext("Line %(number)s", number=number) for number in given]
    if asked.shape == "files":
        return [_code(name, text) for name, text in given.items()]
    if asked.shape == "text":
        return [given]
    return [texts[name] for name in ([given] if isinstance(given, str) else given)]


def _question(content: Content, position: int, *, of: int, value: Value | None) -> Question:
    """A question of no paper, with what was just given: nothing of it is kept."""
    return Question(
        position=position,
        is_last=position >= of,
        points="",
        minutes="",
        answerable=content.answerable,
        value=value,
        seq=0,
        key="",
        flagged=False,
        next_href="",
        **shown(candidate_view(content), value),
    )


def _items(step: Doorstep) -> list[Practice]:
    """For the paper that was drawn; while there is none, none."""
    paper_id = invitations.one(step.landing.invitation_id).paper_id
    paper = papers.paper(paper_id) if paper_id else []
    return practice_items.for_kinds(version.kind for _, version in paper)


def _code(name: str, text: str) -> Markup:
    block = markdown.render(as_block(File(name=name, text=text)))
    return Markup(block)  # noqa: S704  # cleaned there


def _page(
    step: Doorstep,
    items: list[Practice],
    position: int,
    *,
    value: Value | None = None,
    told: Told | None = None,
    problem: str = "",
) -> str:
    of = len(items)
    return render_template(
        "room/practice.html",
        face=step.landing,
        token=g.token,
        q=_question(items[position - 1].content, position, of=of, value=value),
        of=of,
        told=told,
        problem=problem,
    )
