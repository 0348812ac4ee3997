"""The verbs of assessments: create, revise, publish, share, retire and bring back, draw a paper.

Each is one transition in the caller's transaction: lock, check, write, record, publish.
"""

import secrets
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from uuid import UUID

from assay.accounts.models import Member
from assay.assessments import drawing, panels, papers, queries, returning
from assay.assessments.ai_use import NO
from assay.assessments.assembly import Draw, assemble
from assay.assessments.blueprint import Blueprint, parse, to_json
from assay.assessments.frame import Frame, clean
from assay.assessments.models import (
    Assessment,
    AssessmentVersion,
    Paper,
    PaperItem,
    Share,
    VersionItem,
)
from assay.assessments.presets import PRESETS
from assay.audit.actions import SYSTEM, Actor, record
from assay.core import clock
from assay.core.db import session
from assay.core.errors import Conflict, Invalid, NotFound
from assay.events import outbox
from assay.events.catalogue import AssessmentPublished
from assay.tenancy.queries import fetch

COPY = " (copy)"


def create(*, name: str, by: Actor, preset: str = "empty") -> Assessment:
    """A draft that starts from a preset."""
    if (start := PRESETS.get(preset)) is None:
        raise Invalid("preset", "Choose what to start from.")
    frame = clean(Frame(name=name, minutes=start.minutes))
    assessment = _draft(frame, start.blueprint, by)
    record("assessment.create", "assessment", assessment.id, actor=by, details={"preset": preset})
    return assessment


def duplicate(assessment_id: UUID, *, by: Actor) -> Assessment:
    """A new draft with the same frame and blueprint; shared with nobody."""
    original = fetch(Assessment, assessment_id)
    name = original.name[: 120 - len(COPY)] + COPY
    frame = Frame(
        name=name, minutes=original.minutes,
        cut_score=original.cut_score, cut_reason=original.cut_reason or "",
        ai_use=original.ai_use, ai_note=original.ai_note,
    )  # fmt: skip
    assessment = _draft(clean(frame), queries.blueprint(original), by)
    assessment.hides_names = original.hides_names
    record(
        "assessment.duplicate", "assessment", assessment.id,
        actor=by, details={"original_id": str(original.id)},
    )  # fmt: skip
    return assessment


def _draft(frame: Frame, blueprint: Blueprint, by: Actor) -> Assessment:
    assessment = Assessment(
        name=frame.name,
        blueprint=to_json(blueprint),
        minutes=frame.minutes,
        cut_score=frame.cut_score,
        cut_reason=frame.cut_reason,
        ai_use=frame.ai_use,
        ai_note=frame.ai_note,
        state="draft",
        created_by=by.id,
    )
    session.add(assessment)
    session.flush()
    return assessment


def revise(
    assessment_id: UUID,
    *,
    name: str,
    blueprint: Blueprint,
    minutes: int,
    cut_score: int | None,
    cut_reason: str,
    start_by: datetime | None,
    finish_by: datetime | None,
    ai_use: str = NO,
    ai_note: str = "",
    by: Actor,
) -> Assessment:
    """Change what the next publication will freeze; versions and invitations stay as they are.

    The windows are the exception: they stand on the assessment, and new invitations take them.
    Conflict where it is retired; Invalid with every field that is wrong.
    """
    frame = clean(
        Frame(
            name=name, minutes=minutes, cut_score=cut_score, cut_reason=cut_reason,
            start_by=start_by, finish_by=finish_by, ai_use=ai_use, ai_note=ai_note,
        )
    )  # fmt: skip
    assessment = locked(assessment_id)
    assessment.name = frame.name
    assessment.blueprint = to_json(blueprint)
    assessment.minutes = frame.minutes
    assessment.cut_score = frame.cut_score
    assessment.cut_reason = frame.cut_reason
    assessment.start_by = frame.start_by
    assessment.finish_by = frame.finish_by
    assessment.ai_use = frame.ai_use
    assessment.ai_note = frame.ai_note
    record("assessment.revise", "assessment", assessment.id, actor=by)
    return assessment


def rearrange(
    assessment_id: UUID, change: Callable[[Blueprint], Blueprint], *, by: Actor
) -> Assessment:
    """Give the draft the blueprint that `change` makes of its own, which is locked meanwhile.

    Conflict where it is retired, or `change` names a rule that is not there; Invalid where it grows
    too large.
    """
    assessment = locked(assessment_id)
    try:
        changed = to_json(change(queries.blueprint(assessment)))
    except IndexError:
        raise Conflict("no such rule") from None
    assessment.blueprint = to_json(parse(changed))
    record("assessment.revise", "assessment", assessment.id, actor=by)
    return assessment


def publish(assessment_id: UUID, *, by: Actor) -> AssessmentVersion:
    """Freeze a version: the frame, and for each rule the item versions that it may draw.

    Invalid names each field that is missing and the rule that can't be filled. Where nothing has
    changed since the last version, that one is returned.
    """
    assessment = locked(assessment_id)
    draws = queries.draws(assessment)
    if problems := queries.problems(assessment, draws, at=clock.now()):
        raise Invalid(fields=problems)
    latest = queries.latest_version(assessment_id)
    if latest and not queries.is_changed(assessment, latest, draws):
        return latest
    version = _freeze(assessment, latest.number + 1 if latest else 1, draws, by)
    assessment.state = "published"
    record(
        "assessment.publish", "assessment", assessment.id,
        actor=by, details={"version": version.number, "version_id": str(version.id)},
    )  # fmt: skip
    outbox.publish(AssessmentPublished(assessment_version_id=version.id))
    return version


def _freeze(
    assessment: Assessment, number: int, draws: Sequence[Draw], by: Actor
) -> AssessmentVersion:
    version = AssessmentVersion(
        assessment_id=assessment.id,
        number=number,
        name=assessment.name,
        blueprint=assessment.blueprint,
        minutes=assessment.minutes,
        cut_score=assessment.cut_score,
        cut_reason=assessment.cut_reason,
        cut_panel_id=panel.id if (panel := panels.behind(assessment)) else None,
        ai_use=assessment.ai_use,
        ai_note=assessment.ai_note,
        published_at=clock.now(),
        published_by=by.id,
    )
    session.add(version)
    session.flush()
    session.add_all(
        VersionItem(
            assessment_version_id=version.id,
            section=draw.section,
            rule=draw.rule,
            item_organisation_id=item.ref.item_organisation_id,
            item_version_id=item.ref.item_version_id,
            points=item.points,
        )
        for draw in draws
        for item in draw.eligible
    )
    session.flush()
    return version


def retire(assessment_id: UUID, *, by: Actor) -> Assessment:
    """Offer it no more. Who is invited may still sit; a second call changes nothing."""
    assessment = fetch(Assessment, assessment_id, lock=True)
    if assessment.state != "retired":
        assessment.state = "retired"
        record("assessment.retire", "assessment", assessment.id, actor=by)
    return assessment


def bring_back(assessment_id: UUID, *, by: Actor) -> Assessment:
    """Offer again what was retired, as it was: published where it has a version, else a draft.

    Quiet where it is not retired.
    """
    assessment = fetch(Assessment, assessment_id, lock=True)
    if assessment.state == "retired":
        has_version = queries.latest_version(assessment_id) is not None
        assessment.state = "published" if has_version else "draft"
        record("assessment.bring_back", "assessment", assessment.id, actor=by)
    return assessment


def hide_names(assessment_id: UUID, hidden: bool, *, by: Actor) -> Assessment:
    """Whether members see who its candidates are before they have decided; from now on."""
    assessment = fetch(Assessment, assessment_id, lock=True)
    if assessment.hides_names != hidden:
        assessment.hides_names = hidden
        verb = "assessment.hide_names"
        record(verb, "assessment", assessment.id, actor=by, details={"is": hidden})
    return assessment


def share(assessment_id: UUID, member_id: UUID, *, by: Actor) -> None:
    """Let a member see it who sees only what is shared; again is the same as once."""
    fetch(Assessment, assessment_id, lock=True)
    if fetch(Member, member_id).removed_at:
        raise NotFound("Member")
    if member_id in queries.shares(assessment_id):
        return
    session.add(Share(assessment_id=assessment_id, member_id=member_id))
    _record_share("assessment.share", assessment_id, member_id, by)


def unshare(assessment_id: UUID, member_id: UUID, *, by: Actor) -> None:
    """Take the sight of it back; quiet where it was not shared."""
    fetch(Assessment, assessment_id, lock=True)
    if found := queries.share(assessment_id, member_id):
        session.delete(found)
        _record_share("assessment.unshare", assessment_id, member_id, by)


def _record_share(verb: str, assessment_id: UUID, member_id: UUID, by: Actor) -> None:
    record(verb, "assessment", assessment_id, actor=by, details={"member_id": str(member_id)})


def draw_paper(version_id: UUID, *, seed: int | None = None, sat: Collection[UUID] = ()) -> Paper:
    """A new paper of this version, by a fresh seed; what made it is kept to explain it.

    `sat`: the papers that the candidate has sat before; their questions are left out where the
    rules can do without. Each call draws another: `invitations.draw` calls once per invitation.
    """
    version = queries.version(version_id)
    exposure = papers.exposure(version_id)
    seed = secrets.randbits(63) if seed is None else seed
    draws = drawing.frozen(version, queries.version_items(version_id))
    met = returning.met(sat)
    placed = assemble(draws, seed=seed, exposure=exposure, met=met)
    paper = Paper(
        assessment_version_id=version_id,
        seed=seed,
        exposure={str(item): times for item, times in exposure.items()},
        met=sorted(map(str, met.items)),
        digest=drawing.digest(placed),
        drawn_at=clock.now(),
    )
    session.add(paper)
    session.flush()
    session.add_all(
        PaperItem(
            paper_id=paper.id,
            position=one.position,
            section=one.section,
            item_organisation_id=one.ref.item_organisation_id,
            item_version_id=one.ref.item_version_id,
            points=one.points,
            option_order=list(one.option_order),
        )
        for one in placed
    )
    session.flush()
    record("paper.draw", "paper", paper.id, actor=SYSTEM)
    return paper


def locked(assessment_id: UUID) -> Assessment:
    """The draft, to be changed; Conflict where it is retired."""
    assessment = fetch(Assessment, assessment_id, lock=True)
    if assessment.state == "retired":
        raise Conflict("retired")
    return assessment
