"""The picker: questions that are offered, to be put into a draft one by one, and moved there."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, request
from werkzeug.wrappers import Response

from assay.assessments import arranging, circulation, composing, picking, queries
from assay.assessments.blueprint import Pool
from assay.assessments.models import Assessment
from assay.assessments.picking import EXPOSURES, PROOFS, Named, Wanted
from assay.bank import queries as bank
from assay.bank import shelf, words
from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.web.answering import acting, go, page, refused
from assay.web.forms.assessments import KINDS, LEVELS
from assay.web.forms.blueprints import item_value
from assay.web.guards import member
from assay.web.outlook import AREAS

pages = Blueprint("picker", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>")

PAGE = 25
SHOW = "assessments/picker.html"
CHOICES = (
    ("responsibility", "Responsibility", AREAS),
    ("level", "Level", LEVELS),
    ("kind", "Kind", KINDS),
    ("proof", "Evidence", PROOFS),
    ("exposure", "Exposure", {name: told for name, (told, _) in EXPOSURES.items()}),
)
"""(name in the address, in words, value -> words)"""
CHANGED = "The draft was changed meanwhile. This is how it is now."


@pages.get("/questions")
@member("assessments.write")
def index(assessment_id: UUID) -> str:
    assessment = queries.one(assessment_id, viewer=g.member)
    return page(SHOW, **_shown(assessment))


@pages.post("/questions")
@member("assessments.write")
def change(assessment_id: UUID) -> Response:
    """Take the question that was picked, or move the rule whose button was pressed."""
    assessment = queries.one(assessment_id, viewer=g.member)
    if not (item := request.form.get("item", "")):
        return _rearranged(assessment_id)
    section = request.form.get("section", 0, type=int)
    try:
        with transaction():
            _, card = composing.pick(assessment_id, section, _ids(item), by=acting())
    except Invalid as refusal:
        wrong = next(iter(refusal.fields.values()))
        return refused(SHOW, problem=wrong, **_shown(assessment))
    flash(f"“{card.title}” is in the draft: every paper asks it.")
    return _again(assessment_id, section)


def _rearranged(assessment_id: UUID) -> Response:
    """up:i:j, down:i:j and remove:i:j of the draft's rules; any other button changes nothing."""
    verb, *numbers = request.form.get("do", "").split(":")
    at = [int(number) for number in numbers if number.isdecimal()]
    seen = request.form.get("seen", "")
    try:
        with transaction():
            match verb, at:
                case (("up" | "down"), [i, j]):
                    is_down = verb == "down"
                    composing.move(assessment_id, i, j, down=is_down, seen=seen, by=acting())
                case "remove", [i, j]:
                    composing.take_out(assessment_id, i, j, seen=seen, by=acting())
    except composing.Changed:
        flash(CHANGED, "warning")
    return _again(assessment_id, request.args.get("section", 0, type=int), "draft")


def _again(assessment_id: UUID, section: int, anchor: str | None = None) -> Response:
    """Back to what one was looking through."""
    asked = {**_asked(), "after": request.args.get("after", type=UUID), "section": section}
    kept = {name: value for name, value in asked.items() if value}
    return go("picker.index", anchor, assessment_id=assessment_id, **kept)


def _shown(assessment: Assessment) -> dict[str, Any]:
    blueprint, cards, recent = queries.blueprint(assessment), bank.cards(), circulation.recent()
    asked, after = _asked(), request.args.get("after", type=UUID)
    picks = picking.picks(blueprint, cards, recent)
    rows, following = picking.page(picks, _wanted(asked), after, PAGE)
    draft = picking.draft_of(blueprint, cards, recent)
    return {
        "assessment": assessment,
        "rows": rows,
        "next": following,
        "after": after,
        "found": len(picking.found(picks, _wanted(asked))),
        "all": len(picks),
        "asked": {name: value for name, value in asked.items() if value},
        "choices": CHOICES,
        "areas": AREAS,
        "kinds": KINDS,
        "levels": LEVELS,
        "words": words,
        "item_value": item_value,
        "recent": recent,
        "sections": [section.title for section in blueprint.sections] or ["Section 1"],
        "section": request.values.get("section", 0, type=int),
        "parts": _parts([section.title for section in blueprint.sections], draft),
        "rule_words": _rule_words,
        "seen": arranging.mark_of(blueprint),
    }


def _asked() -> dict[str, Any]:
    """What the address asks for, and nothing that is not there to be asked for."""
    asked: dict[str, Any] = {
        name: value if (value := request.args.get(name, "")) in known else ""
        for name, _, known in CHOICES
    }
    asked["title"] = request.args.get("title", "").strip()[: shelf.LONGEST_SEARCH]
    return {**asked, "least": _minutes("least"), "most": _minutes("most")}


def _minutes(name: str) -> int | None:
    given = request.args.get(name, type=int)
    return given if given and 0 < given < 1000 else None


def _wanted(asked: dict[str, Any]) -> Wanted:
    return Wanted(**asked)


def _ids(item: str) -> tuple[UUID, UUID]:
    """The organisation's and the version's id of item_value()."""
    organisation, _, version = item.partition(":")
    try:
        return UUID(organisation), UUID(version)
    except ValueError:
        raise Invalid("item", composing.NOT_OFFERED) from None


def _parts(titles: list[str], draft: list[Named]) -> list[tuple[str, list[Named]]]:
    """The sections, each with its rules."""
    return [
        (title, [named for named in draft if named.section == i]) for i, title in enumerate(titles)
    ]


def _rule_words(named: Named) -> str:
    if isinstance(named.of, Pool):
        areas = ", ".join(AREAS[slug] for slug in named.of.responsibilities) or "any responsibility"
        kinds = ", ".join(KINDS[kind].lower() for kind in named.of.kinds)
        level = LEVELS[named.of.level].lower() + " level" if named.of.level else ""
        return "; ".join(each for each in (f"{named.of.count} of {areas}", level, kinds) if each)
    return named.card.title if named.card else "A question that is no longer offered"
