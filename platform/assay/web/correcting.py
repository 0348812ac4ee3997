"""A fault found in a question: what is done about it, whom that changes, and what was done before.

A preview is a page that is only read; nothing is kept before somebody says yes to it, and why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, request
from werkzeug.wrappers import Response

from assay.accounts import queries as accounts
from assay.assessments.asking import asking
from assay.assessments.models import Assessment
from assay.bank import content as contents
from assay.bank import keys, queries
from assay.bank.content import MACHINE_KINDS, Content
from assay.bank.corrections import BY_OPTIONS, BY_TEXTS, WITH_KEYS, added
from assay.bank.models import ItemVersion
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Invalid
from assay.decisions import queries as decided
from assay.decisions.naming import whose
from assay.marking import correcting, corrections, effects
from assay.marking.effects import Effect
from assay.marking.models import Correction
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.correcting import DOES, EVERYWHERE, HELP, CorrectionForm, ReasonForm
from assay.web.guards import member
from assay.web.library import told

pages = Blueprint(
    "correcting",
    __name__,
    url_prefix="/o/<slug>/library/<uuid:organisation_id>/<uuid:version_id>/corrections",
)

INDEX, PREVIEW = "correcting/index.html", "correcting/preview.html"
MOST_SHOWN = 100
"""Candidates who are shown one by one; the rest are counted."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A correction as pages tell it; `lines`: what counts as right by it, as Markdown."""

    does: str
    lines: tuple[str, ...]
    where: str
    reason: str
    by: str
    made_at: datetime
    stands: bool


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What a correction does in all. `decided`: of those whose score changes."""

    marked: int
    changed: int
    up: int
    down: int
    crossing: int
    to_run: int
    by_person: int
    decided: int


@pages.get("")
@member("keys.correct")
def index(organisation_id: UUID, version_id: UUID) -> str:
    return page(INDEX, **_shown(organisation_id, version_id))


@pages.get("/preview")
@member("keys.correct")
def preview(organisation_id: UUID, version_id: UUID) -> str | Response:
    """Who changes by how much, before anybody says yes."""
    shown = _shown(organisation_id, version_id)
    if not request.args:
        return page(INDEX, **shown)
    form = _filled(CorrectionForm(formdata=request.args, meta={"csrf": False}), shown)
    shown["form"] = form
    if form.validate():
        try:
            more = _previewed(shown, form)
            confirm = _filled(ReasonForm(formdata=request.args, meta={"csrf": False}), shown)
            return page(PREVIEW, **{**shown, **more, "form": confirm})
        except Invalid as refusal:
            blame(form, refusal)
    return refused(INDEX, **shown)


@pages.post("")
@member("keys.correct")
def correct(organisation_id: UUID, version_id: UUID) -> Response:
    """Keep it, with the reason; everybody whom it touches is marked again by themselves."""
    shown = _shown(organisation_id, version_id)
    form = _filled(ReasonForm(), shown)
    shown["form"] = form
    if form.validate():
        try:
            with transaction():
                correcting.correct(
                    organisation_id, version_id, **_asked(form), reason=form.reason.data,
                    by=acting(), at=clock.now(),
                )  # fmt: skip
            flash("It is corrected. Who sat it is marked again now, one after another.")
            return go("correcting.index", organisation_id=organisation_id, version_id=version_id)
        except Invalid as refusal:
            blame(form, refusal)
    return _again(shown, form)


def _again(shown: dict[str, Any], form: ReasonForm) -> Response:
    """The preview with what is wrong; where that is not the reason, the first form."""
    if not set(form.errors) <= {"reason"} or form.form_errors:
        return refused(INDEX, **shown)
    try:
        more = _previewed(shown, form)
    except Invalid as refusal:
        blame(form, refusal)
        return refused(INDEX, **shown)
    return refused(PREVIEW, **{**shown, **more})


def _shown(organisation_id: UUID, version_id: UUID) -> dict[str, Any]:
    item = queries.version(organisation_id, version_id)
    asked, key = contents.parse(item.kind, item.content), keys.parse_key(item.kind, item.key)
    places = asking(organisation_id, version_id, viewer=g.member)
    history = corrections.history(organisation_id, version_id)
    names = {one.id: one.name for one in places}
    shown = {
        "item": item,
        "asked": asked,
        "key": told(item.kind, asked, item.key),
        "can_be_corrected": item.kind in MACHINE_KINDS,
        "by_options": item.kind in BY_OPTIONS,
        "by_texts": item.kind in BY_TEXTS,
        "help": HELP,
        "places": places,
        "made": _made(history, asked, key, names),
        "come": effects.come(organisation_id, version_id),
    }
    stands = corrections.standing_in(history, None)
    shown["form"] = _filled(CorrectionForm(formdata=None, data=_before(stands, key)), shown)
    return shown


def _before(stands: Correction | None, key: keys.Key) -> dict[str, Any]:
    """What the form holds at first: what counts now."""
    now = (stands.key if stands else None) or keys.key_to_json(key)
    return {"right": now.get("right", []), "accept": "\n".join(added(key, now))}


def _filled(form: CorrectionForm, shown: dict[str, Any]) -> CorrectionForm:
    """The form with what may be chosen for this question."""
    item: ItemVersion = shown["item"]
    asked: Content = shown["asked"]
    kept = set(DOES) - (set() if item.kind in WITH_KEYS else {"key"})
    kept -= set() if shown["made"] else {"as_it_was"}
    form.does.choices = [(does, words) for does, words in DOES.items() if does in kept]
    form.right.choices = [(one.id, one.text) for one in asked.options]
    places: list[Assessment] = shown["places"]
    form.where.choices = [
        (EVERYWHERE, "Every assessment that asks it"),
        *((str(one.id), one.name) for one in places),
    ]
    return form


def _asked(form: CorrectionForm) -> dict[str, Any]:
    """What the room is asked for."""
    return {
        "does": form.does.data,
        "assessment_id": UUID(form.where.data) if form.where.data else None,
        "right": form.right.data or [],
        "accept": [line.strip() for line in (form.accept.data or "").splitlines()],
    }


def _previewed(shown: dict[str, Any], form: CorrectionForm) -> dict[str, Any]:
    item: ItemVersion = shown["item"]
    draft = correcting.drafted(item, **_asked(form))
    found = effects.effects(item, draft)
    changed = [one for one in found if one.changes]
    verdicts = decided.standing([one.invitation_id for one in changed])
    return {
        "draft": draft,
        "does": DOES[draft.does],
        "sums": _sums(found, changed, len(verdicts)),
        "rows": changed[:MOST_SHOWN],
        "whose": whose([one.invitation_id for one in changed[:MOST_SHOWN]], viewer=g.member),
        "verdicts": verdicts,
        "where": dict(form.where.choices)[form.where.data],
    }


def _sums(found: Sequence[Effect], changed: Sequence[Effect], verdicts: int) -> Sums:
    return Sums(
        marked=len(found),
        changed=len(changed),
        up=sum(one.by > 0 for one in changed),
        down=sum(one.by < 0 for one in changed),
        crossing=sum(one.crosses for one in changed),
        to_run=sum(one.after is None for one in changed),
        by_person=sum(one.by_person for one in found),
        decided=verdicts,
    )


def _made(
    history: Sequence[Correction], asked: Content, key: keys.Key, names: dict[UUID, str]
) -> list[Made]:
    """The newest first; one stands where no later one counts in its place."""
    people = accounts.everyone()
    texts = {option.id: option.text for option in asked.options}
    return [
        Made(
            does=DOES[row.does],
            lines=_lines(row, key, texts),
            where=names.get(row.assessment_id, "") if row.assessment_id else "",
            reason=row.reason,
            by=people.get(row.made_by, ""),
            made_at=row.made_at,
            stands=corrections.standing_in(history, row.assessment_id) is row,
        )
        for row in history
    ]


def _lines(row: Correction, key: keys.Key, texts: dict[str, str]) -> tuple[str, ...]:
    if row.key is None:
        return ()
    if "right" in row.key:
        return tuple(texts.get(name, name) for name in row.key["right"])
    return tuple(keys.as_code(text) for text in added(key, row.key))
