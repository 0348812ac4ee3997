"""One answer of a sitting that has ended: what was given, what of it holds, how it was run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, g

from assay.assessments import queries as assessments
from assay.bank import content as contents
from assay.bank.code_keys import CodeKey, SuiteKey
from assay.bank.content import Content, File
from assay.bank.keys import Key, parse_key
from assay.bank.view import as_block
from assay.core.errors import NotFound
from assay.invitations import queries as invitations
from assay.marking import queries as marking
from assay.marking import runs
from assay.marking.models import CodeRun
from assay.sittings import queries as sittings
from assay.web.answering import page
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


@pages.get("/<int:position>")
@member("answers.read")
def show(invitation_id: UUID, position: int) -> str:
    invitation = invitations.one(invitation_id)
    version = assessments.version(invitation.assessment_version_id)
    assessment = assessments.one(version.assessment_id, viewer=g.member)
    sitting = sittings.of_invitation(invitation_id)
    if sitting is None or sitting.state == "started":
        raise NotFound("Sitting")
    place, item = assessments.question(sitting.paper_id, position)
    content = contents.parse(item.kind, item.content)
    answer = sittings.answer(sitting.id, position)
    run = runs.latest(sitting.id, position, purpose="mark") if content.is_code else None
    marks = {mark.position: mark for mark in marking.kept(sitting.id)}
    return page(
        "answers/show.html",
        assessment=assessment,
        invitation_id=invitation_id,
        position=position,
        out_of=place.points,
        item=item,
        mark=marks.get(position),
        run=run,
        held=_held(parse_key(item.kind, item.key), run) if content.is_code else (),
        files=_files(content, answer.value if answer else None),
        lines=_lines(content, answer.value if answer else None),
    )


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


def _files(content: Content, value: Mapping[str, Any] | None) -> tuple[tuple[str, str], ...]:
    """(name, the file as Markdown) of each that was sent."""
    sent = (value or {}).get("files", {}) if content.is_code else {}
    return tuple((name, as_block(File(name=name, text=text))) for name, text in sent.items())


def _lines(content: Content, value: Mapping[str, Any] | None) -> tuple[str, ...]:
    """What was chosen, put in order, marked or typed, as Markdown of one line each."""
    if not value or content.is_code:
        return ()
    (given,) = value.values()
    names = [given] if isinstance(given, str) else list(given)
    if content.kind == "hotspot":
        shown = dict(enumerate(content.files[0].text.splitlines(), start=1))
        return tuple(f"{name}: `{shown.get(int(name), '').strip()}`" for name in names)
    texts = {option.id: option.text for option in content.options}
    return tuple(texts.get(name, name) for name in names)
