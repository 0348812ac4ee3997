"""Pages of a panel that sets a cut score: how far it is, one question to rate, what it came to."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, request
from werkzeug.wrappers import Response

from assay.accounts import queries as accounts
from assay.assessments import judging, panels, queries
from assay.assessments.angoff import FEWEST_JUDGES, minutes, spread_of
from assay.assessments.models import CutPanel
from assay.assessments.panels import Asked
from assay.bank import content
from assay.bank.view import candidate_view
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid, NotFound
from assay.insights.facility import facility
from assay.web import judged
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.judging import AdoptForm, PanelForm, RatingForm
from assay.web.guards import member
from assay.web.library import told as told_key
from assay.web.outlook import AREAS

pages = Blueprint("judging", __name__, url_prefix="/o/<slug>/assessments/<uuid:assessment_id>/cut")

SHOW = "assessments/panel.html"
QUESTION = "assessments/panel_question.html"
CLOSED = "The panel is closed: what was rated stands."
MOVED_ON = "The panel has moved on since this page was opened."


@dataclass(frozen=True, kw_only=True)
class Judge:
    name: str
    rated: int
    is_me: bool


@pages.get("")
@member("panels.read")
def show(assessment_id: UUID) -> str:
    return page(SHOW, **_shown(assessment_id))


@pages.post("/open")
@member("assessments.write")
def open_panel(assessment_id: UUID) -> Response:
    shown = _shown(assessment_id)
    form = shown["form"]
    if form.validate():
        try:
            with transaction():
                judging.open_panel(assessment_id, definition=form.definition.data, by=acting())
            flash("The panel is open. Tell its members: they find it under Marking, and here.")
            return go("judging.show", assessment_id=assessment_id)
        except Invalid as refusal:
            blame(form, refusal)
    return refused(SHOW, **shown)


@pages.get("/questions/<uuid:version_id>")
@member("panels.rate")
def question(assessment_id: UUID, version_id: UUID) -> str | Response:
    panel = _panel(assessment_id)
    if panel.state != "open":
        return go("judging.show", assessment_id=assessment_id)
    return page(QUESTION, **_asked(panel, version_id))


@pages.post("/questions/<uuid:version_id>")
@member("panels.rate")
def rate(assessment_id: UUID, version_id: UUID) -> Response:
    """Keep the rating, and go on to the next question that this judge has not rated."""
    panel = _panel(assessment_id)
    if panel.state != "open":
        flash(CLOSED, "warning")
        return go("judging.show", assessment_id=assessment_id)
    shown = _asked(panel, version_id)
    form = shown["form"]
    if not form.validate():
        return refused(QUESTION, **shown)
    try:
        with transaction():
            judging.rate(panel.id, version_id, int(form.share.data), by=acting())
    except Conflict:
        flash(CLOSED, "warning")
        return go("judging.show", assessment_id=assessment_id)
    if following := shown["following"]:
        return go("judging.question", assessment_id=assessment_id, version_id=following)
    flash("You have rated every question. What you said can be changed until the panel is closed.")
    return go("judging.show", assessment_id=assessment_id)


@pages.post("/keep")
@member("panels.rate")
def keep(assessment_id: UUID) -> Response:
    panel = _panel(assessment_id)
    with transaction():
        kept = judging.keep_the_rest(panel.id, by=acting())
    flash(f"Kept from the round before: {kept}." if kept else "There was nothing to keep.")
    return go("judging.show", assessment_id=assessment_id)


@pages.post("/close")
@member("assessments.write")
def close(assessment_id: UUID) -> Response:
    panel = _panel(assessment_id)
    try:
        with transaction():
            judging.close(panel.id, by=acting())
    except Conflict:
        flash(judging.TOO_FEW, "warning")
    return go("judging.show", assessment_id=assessment_id)


@pages.post("/again")
@member("assessments.write")
def ask_again(assessment_id: UUID) -> Response:
    panel = _panel(assessment_id)
    after = request.form.get("round", panel.round, type=int)
    try:
        with transaction():
            judging.ask_again(panel.id, after_round=after, by=acting())
        flash("A further round is open. What was rated before stays on record.")
    except Conflict:
        flash(MOVED_ON, "warning")
    return go("judging.show", assessment_id=assessment_id)


@pages.post("/adopt")
@member("assessments.write")
def adopt(assessment_id: UUID) -> Response:
    panel = _panel(assessment_id)
    shown = _shown(assessment_id)
    form = shown["adopting"]
    if form.validate():
        try:
            with transaction():
                judging.adopt(panel.id, form.cut.data, rationale=form.rationale.data, by=acting())
            flash("The draft has this cut now. Publishing makes it that of new invitations.")
            return go("judging.show", assessment_id=assessment_id)
        except Invalid as refusal:
            blame(form, refusal)
        except Conflict:
            flash(MOVED_ON, "warning")
            return go("judging.show", assessment_id=assessment_id)
    return refused(SHOW, **shown)


@pages.post("/withdraw")
@member("assessments.write")
def withdraw(assessment_id: UUID) -> Response:
    panel = _panel(assessment_id)
    try:
        with transaction():
            judging.withdraw(panel.id, by=acting())
        flash("The panel is withdrawn. The cut stays as it was.")
    except Conflict:
        flash(MOVED_ON, "warning")
    return go("judging.show", assessment_id=assessment_id)


def _panel(assessment_id: UUID) -> CutPanel:
    """The one that is going on; NotFound where there is none, or the assessment is not seen."""
    queries.one(assessment_id, viewer=g.member)
    return panels.going(assessment_id)


def _shown(assessment_id: UUID) -> dict[str, Any]:
    assessment = queries.one(assessment_id, viewer=g.member)
    asked, panel = panels.asked(assessment), panels.newest(assessment_id)
    shown: dict[str, Any] = {
        "assessment": assessment,
        "panel": panel,
        "asked": asked,
        "fewest": FEWEST_JUDGES,
        "minutes": minutes(len(asked)),
        "form": PanelForm(),
        "adopting": AdoptForm(),
        "names": accounts.everyone() if panel else {},
    }
    if panel and panel.state == "open":
        return shown | _standing(panel, asked, shown["names"])
    return shown | (judged.shown(panel, asked) if panel else {})


def _standing(panel: CutPanel, asked: dict[UUID, Asked], names: dict[UUID, str]) -> dict[str, Any]:
    """Of an open panel: how many each has rated, and nothing of what they said but one's own."""
    rated = panels.progress(panel, asked)
    said = panels.said_by(panel, g.member.id)
    before = panels.said_by(panel, g.member.id, number=panel.round - 1) if panel.round > 1 else {}
    return {
        "judges": [
            Judge(name=name, rated=rated[one], is_me=one == g.member.id)
            for one, name in names.items()
            if one in rated
        ],
        "finished": sum(number == len(asked) for number in rated.values()),
        "said": said,
        "left": [one for one in asked if one not in said],
        "to_keep": [one for one in asked if one in before and one not in said],
    }


def _asked(panel: CutPanel, version_id: UUID) -> dict[str, Any]:
    """One question as a candidate sees it, its key, and what this judge said of it."""
    assessment = queries.one(panel.assessment_id, viewer=g.member)
    asked = panels.asked(assessment)
    if version_id not in asked:
        raise NotFound("ItemVersion")
    order, said = list(asked), panels.said_by(panel, g.member.id)
    at, item = order.index(version_id), asked[version_id].version
    parsed = content.parse(item.kind, item.content)
    return {
        "assessment": assessment,
        "panel": panel,
        "item": item,
        "area": AREAS[item.responsibility],
        "view": candidate_view(parsed),
        "key": told_key(item.kind, parsed, item.key),
        "form": RatingForm(data={"share": str(said[version_id])} if version_id in said else {}),
        "position": at + 1,
        "count": len(order),
        "rated": sum(one in said for one in order),
        "before": order[at - 1] if at else None,
        "after": order[at + 1] if at + 1 < len(order) else None,
        "following": next((one for one in order[at + 1 :] + order[:at] if one not in said), None),
        **_last_round(panel, asked, version_id),
    }


def _last_round(panel: CutPanel, asked: dict[UUID, Asked], version_id: UUID) -> dict[str, Any]:
    """What was said of it in the round before, by oneself and by all, and what people earned."""
    if panel.round == 1:
        return {}
    said = panels.ratings(panel, number=panel.round - 1)
    return {
        "said_before": said.get(g.member.id, {}).get(version_id),
        "spread": spread_of(version_id, said),
        "facility": facility(asked[version_id].version.organisation_id, version_id),
    }
