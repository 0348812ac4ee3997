"""How an assessment's texts are marked, and how far its markers agree."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g
from werkzeug.wrappers import Response

from assay.accounts import queries as accounts
from assay.accounts.rules import may
from assay.assessments import queries as assessments
from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.marking import desk, queue, twofold
from assay.marking.agreement import FEWEST, Agreement, agreement
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.marking import TermsForm
from assay.web.guards import member

pages = Blueprint(
    "agreement", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>/marking"
)

SHOW = "marking/agreement.html"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One criterion of a question, or all of them; `found` is None where there are too few."""

    words: str
    found: Agreement | None


@dataclass(frozen=True, kw_only=True)
class Block:
    """One question, by criterion and as a whole."""

    title: str
    answers: int
    lines: tuple[Line, ...]


@pages.get("")
@member("results.read")
def show(assessment_id: UUID) -> str:
    return page(SHOW, **_shown(assessment_id))


@pages.post("")
@member("assessments.write")
def settle(assessment_id: UUID) -> Response:
    shown = _shown(assessment_id)
    form = TermsForm()
    shown["form"] = form
    if form.validate():
        try:
            with transaction():
                desk.settle_terms(
                    assessment_id, markers=int(form.markers.data),
                    distance=Decimal(form.percent.data or 0) / 100, by=acting(),
                )  # fmt: skip
            flash("Texts that come in from now on are marked like this.")
            return go("agreement.show", assessment_id=assessment_id)
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **shown)


def _shown(assessment_id: UUID) -> dict[str, Any]:
    assessment = assessments.one(assessment_id, viewer=g.member)
    terms = queue.terms(assessment_id)
    found = twofold.twice(assessment_id)
    pairs = [pair for one in found for pair in chain(*one.pairs.values())]
    answers = sum(one.answers for one in found)
    return {
        "assessment": assessment,
        "terms": terms,
        "form": TermsForm(
            data={"markers": str(terms.markers), "percent": int(terms.distance * 100)}
        ),
        "waiting": queue.waiting(assessment_id),
        "people": sum(may(one.role, "marks.write") for one in accounts.members()),
        "whole": Line(words="All questions", found=_found(answers, pairs)),
        "answers": answers,
        "blocks": [_block(one) for one in found],
        "fewest": FEWEST,
    }


def _block(one: twofold.Twice) -> Block:
    says = {criterion.id: criterion.says for criterion in queue.rubric_of(one.item).criteria}
    whole = list(chain(*one.pairs.values()))
    lines = [Line(words=says[id_], found=_found(one.answers, p)) for id_, p in one.pairs.items()]
    return Block(
        title=one.item.title,
        answers=one.answers,
        lines=(*lines, Line(words="All criteria", found=_found(one.answers, whole))),
    )


def _found(answers: int, pairs: list[tuple[int, int]]) -> Agreement | None:
    return agreement(pairs) if answers >= FEWEST else None
