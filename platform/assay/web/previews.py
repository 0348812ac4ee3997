"""A paper that a member answers as a candidate would. Nothing of it is kept: looking and answering
write no row, count in no figure, and are gone with the browser's tab."""

from typing import Any
from uuid import UUID

from flask import Blueprint, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from assay.assessments import previews, queries
from assay.assessments.ai_use import SAID
from assay.assessments.assembly import Placed, Shortage
from assay.assessments.previews import Preview
from assay.bank import content as contents
from assay.bank.answers import Value
from assay.bank.asked import Question, answer_in, first_words, shown
from assay.bank.content import Content
from assay.bank.models import ItemVersion
from assay.bank.view import candidate_view
from assay.core.errors import Invalid, NotFound
from assay.web.answering import go, page
from assay.web.guards import member
from assay.web.looks import counted

pages = Blueprint(
    "previews", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>/preview"
)

QUESTION = "assessments/preview_question.html"
TOO_MANY_WORDS = (
    "Your text has more words than it may have. A candidate is told so once; press again to go on."
)


@pages.get("/questions/<int:position>")
@member("assessments.read")
def show(assessment_id: UUID, position: int) -> str | Response:
    if (paper := _paper(assessment_id)) is None:
        return go("assembly.preview", assessment_id=assessment_id)
    return _page(paper, position)


@pages.post("/questions/<int:position>")
@member("assessments.read")
def answer(assessment_id: UUID, position: int) -> Response:
    """What the form brings is looked at as in the room, and forgotten; then where it points."""
    if (paper := _paper(assessment_id)) is None:
        return go("assembly.preview", assessment_id=assessment_id)
    asked = _question(paper, position)
    try:
        value = answer_in(asked, request.form)
    except Invalid as refusal:
        wrong = next(iter(refusal.fields.values()))
        return make_response(_page(paper, position, problem=wrong), 422)
    if _question(paper, position, value).is_too_long and not request.form.get("told"):
        again = _page(paper, position, value, problem=TOO_MANY_WORDS, told=True)
        return make_response(again, 422)
    return redirect(_next(paper, position, request.form.get("go", "next")), 303)


@pages.get("/review")
@member("assessments.read")
def review(assessment_id: UUID) -> str | Response:
    if (paper := _paper(assessment_id)) is None:
        return go("assembly.preview", assessment_id=assessment_id)
    lines = [first_words(item.content["stem"]) for _, item in paper.questions]
    return page("assessments/preview_review.html", lines=lines, **_around(paper))


@pages.get("/done")
@member("assessments.read")
def done(assessment_id: UUID) -> str | Response:
    """What handing in would lead to."""
    if (paper := _paper(assessment_id)) is None:
        return go("assembly.preview", assessment_id=assessment_id)
    return page("assessments/preview_done.html", **_around(paper))


def _paper(assessment_id: UUID) -> Preview | None:
    """None where the rules give no paper: the page of the assembly's preview says why."""
    assessment = queries.one(assessment_id, viewer=g.member)
    seed, number = request.args.get("seed", 1, type=int), request.args.get("version", type=int)
    try:
        paper = previews.preview(assessment, seed=seed, number=number)
    except Shortage:
        return None
    return paper if paper.questions else None


def _question(paper: Preview, position: int, value: Value | None = None) -> Question:
    place, item, content = _placed(paper, position)
    is_last = position == len(paper.questions)
    return Question(
        position=position,
        is_last=is_last,
        points=counted(place.points, "point", "points"),
        minutes=counted(item.minutes, "minute", "minutes"),
        answerable=content.answerable,
        value=value,
        seq=0,
        key="",
        flagged=False,
        next_href=_href("review") if is_last else _href("show", position=position + 1),
        previous=position - 1,
        **shown(candidate_view(content, place.option_order), value),
    )


def _placed(paper: Preview, position: int) -> tuple[Placed, ItemVersion, Content]:
    """NotFound where the paper has no such place."""
    if not 1 <= position <= len(paper.questions):
        raise NotFound("Question")
    place, item = paper.questions[position - 1]
    return place, item, contents.parse(item.kind, item.content)


def _page(paper: Preview, position: int, value: Value | None = None, **more: Any) -> str:
    _, _, content = _placed(paper, position)
    return page(
        QUESTION,
        q=_question(paper, position, value),
        part=paper.section_at(position),
        can_be_tried=content.can_be_tried,
        **_around(paper),
        **more,
    )


def _around(paper: Preview) -> dict[str, Any]:
    """What stands around every question; `key` tells this paper from others in the browser."""
    version, of = request.args.get("version", type=int), paper.of
    places = [(one.position, paper.sections[one.section].title) for one, _ in paper.questions]
    return {
        "paper": of,
        "assessment_id": _assessment_id(),
        "version": version,
        "seed": request.args.get("seed", 1, type=int),
        "places": places,
        "has_sections": len({title for _, title in places}) > 1,
        "href": _href,
        "ai_said": SAID[of.ai_use],
        "key": f"{of.id}:{request.args.get('seed', 1, type=int)}",
    }


def _next(paper: Preview, position: int, where: str) -> str:
    if where.isdecimal() and 1 <= int(where) <= len(paper.questions):
        return _href("show", position=int(where))
    if where == "next" and position < len(paper.questions):
        return _href("show", position=position + 1)
    return _href("review")


def _href(view: str, **values: Any) -> str:
    """Another page of the same paper."""
    kept: dict[str, Any] = {
        name: value
        for name in ("seed", "version")
        if (value := request.args.get(name, type=int)) is not None
    }
    return url_for(
        f"previews.{view}",
        slug=g.organisation.slug,
        assessment_id=_assessment_id(),
        **kept,
        **values,
    )


def _assessment_id() -> UUID:
    """Of the address."""
    assert request.view_args is not None
    return UUID(str(request.view_args["assessment_id"]))
