"""One answer of a sitting that has ended: what was given, what of it holds, the marks it earned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g
from werkzeug.wrappers import Response

from assay.accounts import queries as accounts
from assay.assessments import papers
from assay.assessments import queries as assessments
from assay.bank import content as contents
from assay.bank.answers import words_in
from assay.bank.code_keys import CodeKey, SuiteKey
from assay.bank.content import PERSON_KINDS, Content, File
from assay.bank.keys import Key, parse_key
from assay.bank.rubrics import RubricKey
from assay.bank.view import as_block
from assay.core import clock
from assay.core.db import transaction
from assay.core.errors import Conflict, Invalid, NotFound, NotReady
from assay.decisions import naming
from assay.decisions.naming import Called
from assay.invitations import queries as invitations
from assay.marking import overriding, runs
from assay.marking import queries as marking
from assay.marking.models import CodeRun, Mark
from assay.sittings import queries as sittings
from assay.web.answering import acting, blame, go, page, refused
from assay.web.forms.marking import OverrideForm
from assay.web.guards import member

pages = Blueprint(
    "answers", __name__, url_prefix="/o/<slug>/invitations/<uuid:invitation_id>/answers"
)


@dataclass(frozen=True, kw_only=True)
class Held:
    """One line of the manifest; `verdict` is empty while the answer was not run."""

    says: str
    id: str
    weight: int
    gate: bool
    verdict: str
    message: str

    @property
    def holds(self) -> bool:
        return self.verdict in ("passed", "caught")


SHOW = "answers/show.html"
SOURCES = {"automatic": "By the engine", "human": "By people", "override": "By a person, instead"}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A mark as the page tells it; `stands`: no later one has taken its place."""

    points: Decimal
    out_of: Decimal
    source: str
    round: int
    marked_at: datetime
    by: str
    reason: str
    stands: bool


@pages.get("/<int:position>")
@member("answers.read")
def show(invitation_id: UUID, position: int) -> str:
    return page(SHOW, **_shown(invitation_id, position))


@pages.post("/<int:position>/override")
@member("marks.override")
def override(invitation_id: UUID, position: int) -> Response:
    """Other points than the engine gave, with a reason; the report is made anew."""
    shown = _shown(invitation_id, position)
    form = shown["form"]
    if form.validate():
        try:
            with transaction():
                overriding.override(
                    shown["sitting_id"], position, form.points.data,
                    reason=form.reason.data, by=acting(), at=clock.now(),
                )  # fmt: skip
            flash("These points count from now on. The result and its report are made anew.")
            return go("answers.show", invitation_id=invitation_id, position=position)
        except Invalid as refusal:
            blame(form, refusal)
        except (Conflict, NotReady):
            form.form_errors.append("This answer can’t be given other points now.")
    return refused(SHOW, **shown)


def _shown(invitation_id: UUID, position: int) -> dict[str, Any]:
    invitation = invitations.one(invitation_id)
    version = assessments.version(invitation.assessment_version_id)
    assessment = assessments.one(version.assessment_id, viewer=g.member)
    sitting = sittings.of_invitation(invitation_id)
    if sitting is None or sitting.state == "started":
        raise NotFound("Sitting")
    place, item = papers.question(sitting.paper_id, position)
    content, key = contents.parse(item.kind, item.content), parse_key(item.kind, item.key)
    answer = sittings.answer(sitting.id, position)
    run = runs.latest(sitting.id, position, purpose="mark") if content.is_code else None
    marks = marking.history(sitting.id, position)
    called = naming.called(invitation_id)
    given = as_given(content, answer.value if answer else None, called)
    return {
        "assessment": assessment,
        "invitation_id": invitation_id,
        "sitting_id": sitting.id,
        "position": position,
        "out_of": place.points,
        "item": item,
        "mark": marks[0] if marks else None,
        "told": _told(marks),
        "can_override": bool(marks)
        and marks[0].source in overriding.OURS
        and sitting.state != "voided"
        and marking.find_result(sitting.id) is not None,
        "form": OverrideForm(),
        "run": run,
        "held": _held(key, run) if content.is_code else (),
        "criteria": key.criteria if isinstance(key, RubricKey) else (),
        "files": given.files,
        "lines": given.lines,
        "text": given.text,
        "words": words_in(given.text),
        "most_words": content.words,
    }


def _told(marks: list[Mark]) -> list[Told]:
    """The history of an answer's marks, the one that stands first."""
    return [
        Told(
            points=mark.points,
            out_of=mark.out_of,
            source=SOURCES[mark.source],
            round=mark.round,
            marked_at=mark.marked_at,
            by=accounts.person(mark.marked_by).name if mark.marked_by else "",
            reason=mark.detail.get("override", {}).get("reason", ""),
            stands=n == 0,
        )
        for n, mark in enumerate(marks)
    ]


def _held(key: Key, run: CodeRun | None) -> tuple[Held, ...]:
    assert isinstance(key, CodeKey | SuiteKey)
    told = {one["id"]: one for one in (run.tests or [] if run else [])}
    return tuple(
        Held(
            says=one.says,
            id=one.id,
            weight=one.weight,
            gate=one.gate,
            verdict=told.get(one.id, {}).get("verdict", ""),
            message=told.get(one.id, {}).get("message", ""),
        )
        for one in key.manifest
    )


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer for people: files, lines of Markdown, or a text, whichever its kind has."""

    files: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    text: str

    @property
    def is_nothing(self) -> bool:
        return not (self.files or self.lines or self.text)


def as_given(
    content: Content, value: Mapping[str, Any] | None, called: Called | None = None
) -> Given:
    """`called`: whose it is; their name is not in it while it is hidden."""
    given = Given(
        files=_files(content, value), lines=_lines(content, value), text=_text(content, value)
    )
    return _without_name(given, called) if called and called.is_hidden else given


def _without_name(given: Given, called: Called) -> Given:
    return Given(
        files=tuple((called.text(name), called.text(block)) for name, block in given.files),
        lines=tuple(map(called.text, given.lines)),
        text=called.text(given.text),
    )


def _files(content: Content, value: Mapping[str, Any] | None) -> tuple[tuple[str, str], ...]:
    """(name, the file as Markdown) of each that was sent."""
    sent = (value or {}).get("files", {}) if content.is_code else {}
    return tuple((name, as_block(File(name=name, text=text))) for name, text in sent.items())


def _text(content: Content, value: Mapping[str, Any] | None) -> str:
    """A text that a person marks, as it was written."""
    return str((value or {}).get("text", "")) if content.kind in PERSON_KINDS else ""


def _lines(content: Content, value: Mapping[str, Any] | None) -> tuple[str, ...]:
    """What was chosen, matched, put in order, marked or typed, as Markdown of one line each."""
    if not value or content.is_code or content.kind in PERSON_KINDS:
        return ()
    (given,) = value.values()
    if content.kind == "matching":
        return _pairs(content, given)
    names = [given] if isinstance(given, str) else list(given)
    if content.kind == "hotspot":
        shown = dict(enumerate(content.files[0].text.splitlines(), start=1))
        return tuple(f"{name}: `{shown.get(int(name), '').strip()}`" for name in names)
    texts = {option.id: option.text for option in content.options}
    return tuple(texts.get(name, name) for name in names)


def _pairs(content: Content, given: Mapping[str, str]) -> tuple[str, ...]:
    """Each row with what was given to it; `–` where nothing was."""
    texts = {option.id: option.text for option in content.options}
    return tuple(f"{row.text} → {texts.get(given.get(row.id, ''), '–')}" for row in content.rows)
