"""The assembly page of an assessment, and its preview: both leave alone what is published."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from assay.assessments import actions, drawing, papers, queries
from assay.assessments.assembly import Placed, Shortage
from assay.assessments.blueprint import parse
from assay.assessments.models import Assessment
from assay.assessments.outlook import Outlook, outlook
from assay.bank import content
from assay.bank import queries as bank
from assay.bank.models import ItemVersion
from assay.bank.view import View, candidate_view
from assay.core.db import transaction
from assay.core.errors import Invalid, NotFound
from assay.web.answering import acting, blame, go, in_place, page, refused
from assay.web.forms.assessments import AssessmentForm, Choices
from assay.web.forms.blueprints import item_value, json_of, values_of
from assay.web.forms.fields import to_instant, to_local
from assay.web.forms.rearranging import Values, rearranged
from assay.web.guards import member
from assay.web.looks import zone
from assay.web.outlook import AREAS, locking, told

pages = Blueprint("assembly", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>")

EDIT = "assessments/edit.html"
LEAVING = ("save", "preview", "pick")
"""Buttons that go on only with all of it saved."""
NOTHING = Outlook(questions=0, points=0, minutes=0, areas=frozenset())


@pages.get("/edit")
@member("assessments.write")
def edit(assessment_id: UUID) -> str:
    assessment = queries.one(assessment_id, viewer=g.member)
    return page(EDIT, **_shown(assessment, _saved(assessment)))


@pages.post("/edit")
@member("assessments.write")
def revise(assessment_id: UUID) -> Response:
    """Every button saves; what can't be saved yet comes back as it was typed, moved as asked."""
    assessment = queries.one(assessment_id, viewer=g.member)
    button = request.form.get("do", "save")
    values, anchor = rearranged(request.form, button)
    typed: Any = MultiDict(values)
    form = AssessmentForm(formdata=typed)
    if not form.validate():
        if button.partition(":")[0] in LEAVING:
            return refused(EDIT, **_shown(assessment, form))
        again = _shown(assessment, AssessmentForm(formdata=typed))
        return in_place(EDIT, anchor, unsaved=True, **again)
    try:
        with transaction():
            actions.revise(assessment_id, by=acting(), **_revision(form))
    except Invalid as refusal:
        blame(form, refusal)
        return refused(EDIT, **_shown(assessment, form))
    if button == "preview":
        return go("assembly.preview", assessment_id=assessment_id)
    if button.startswith("pick:"):
        return go("picker.index", assessment_id=assessment_id, section=button[len("pick:") :])
    if button == "save":
        flash("Saved.")
    if request.headers.get("HX-Request"):
        return in_place(EDIT, anchor, **_shown(assessment, _saved(assessment)))
    return go("assembly.edit", anchor, assessment_id=assessment_id)


@pages.get("/preview")
@member("assessments.read")
def preview(assessment_id: UUID) -> str:
    """One paper of those that the rules allow; nothing of it is kept."""
    assessment = queries.one(assessment_id, viewer=g.member)
    seed = request.args.get("seed", 1, type=int)
    sections = queries.blueprint(assessment).sections
    shown: dict[str, Any] = {"assessment": assessment, "seed": seed}
    try:
        paper = papers.preview(queries.draws(assessment), seed=seed)
    except Shortage as short:
        return page("assessments/preview.html", placed=(), shortage=short.words, **shown)
    questions = [(one, sections[one.section].title, item, _view(one, item)) for one, item in paper]
    return page("assessments/preview.html", placed=questions, **shown)


def _view(one: Placed, item: ItemVersion) -> View:
    return candidate_view(content.parse(item.kind, item.content), one.option_order)


def _shown(assessment: Assessment, form: AssessmentForm) -> dict[str, Any]:
    """What the assembly page shows beside the form: counts, and shortages at their rules."""
    items = bank.published()
    return {
        "assessment": assessment,
        "version": queries.latest_version(assessment.id),
        "form": form.offer({**_choices(items), **_gone(form, items)}),
        **told(_outlook(form, items), form.minutes.data, form.cut_score.data),
        "locking": locking(
            [one.form.minutes.data for one in form.sections if one.form.locks.data],
            form.minutes.data,
        ),
    }


def _outlook(form: AssessmentForm, items: Sequence[ItemVersion]) -> Outlook:
    """Of what the form says now, saved or not; empty where it can't be read."""
    try:
        draws = drawing.offered(parse(json_of(form.sections)), items)
        return outlook(draws, form.cut_score.data)
    except Invalid:
        return NOTHING


def _choices(items: Sequence[ItemVersion]) -> Choices:
    """Published questions by responsibility, for fixed rules."""
    groups: Choices = {}
    for item in items:
        by = ", marked by people" if item.kind in content.PERSON_KINDS else ""
        words = f"{item.title} ({item.level}, {item.points} p{by})"
        value = item_value(item.organisation_id, item.id)
        groups.setdefault(AREAS[item.responsibility], {})[value] = words
    return dict(sorted(groups.items()))


def _gone(form: AssessmentForm, items: Sequence[ItemVersion]) -> Choices:
    """Questions that rules name and that are offered no longer, each with what replaced it."""
    named = {
        value
        for section in form.sections
        for rule in section.form.rules
        if rule.form.kind.data == "fixed" and (value := rule.form.item.data)
    }
    newest = {item.item_id: item for item in items}
    told = {}
    for value in named - {item_value(item.organisation_id, item.id) for item in items}:
        with suppress(ValueError, NotFound):
            old = bank.version(*(UUID(part) for part in value.split(":", 1)))
            new = newest.get(old.item_id)
            became = f"replaced by version {new.number}" if new else "no longer offered"
            told[value] = f"{old.title} (version {old.number}: {became})"
    return {"No longer offered": told} if told else {}


def _saved(assessment: Assessment) -> AssessmentForm:
    """The form as the draft was saved."""
    return AssessmentForm(formdata=MultiDict(_values(assessment)))


def _values(assessment: Assessment) -> Values:
    """The saved draft as its form would post it."""
    local = {
        name: at.strftime("%Y-%m-%dT%H:%M") if at else ""
        for name in ("start_by", "finish_by")
        for at in [to_local(getattr(assessment, name), zone())]
    }
    cut = assessment.cut_score
    return {
        "name": [assessment.name],
        "minutes": [str(assessment.minutes)],
        "cut_score": ["" if cut is None else str(cut)],
        "cut_reason": [assessment.cut_reason or ""],
        "start_by": [local["start_by"]],
        "finish_by": [local["finish_by"]],
        "ai_use": [assessment.ai_use],
        "ai_note": [assessment.ai_note],
        **values_of(parse(assessment.blueprint)),
    }


def _revision(form: AssessmentForm) -> dict[str, Any]:
    """What actions.revise() takes; Invalid where the rules can't be read."""
    return {
        "name": form.name.data,
        "blueprint": parse(json_of(form.sections)),
        "minutes": form.minutes.data,
        "cut_score": form.cut_score.data,
        "cut_reason": form.cut_reason.data or "",
        "start_by": to_instant(form.start_by.data, zone()),
        "finish_by": to_instant(form.finish_by.data, zone()),
        "ai_use": form.ai_use.data,
        "ai_note": form.ai_note.data or "",
    }
