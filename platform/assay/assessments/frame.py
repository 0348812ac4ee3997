"""Frame: what surrounds the questions (name, minutes, cut score, windows, AI), checked. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from assay.assessments.ai_use import NO, clean_note, clean_use
from assay.assessments.blueprint import MOST_MINUTES, Blueprint
from assay.assessments.reading import line_problem
from assay.core.errors import Invalid

LONGEST_NAME = 120
LONGEST_REASON = 2000


@dataclass(frozen=True, kw_only=True)
class Frame:
    """`cut_score` is per cent of the points; `cut_reason` says how it was set, for the reports."""

    name: str
    minutes: int
    cut_score: int | None = None
    cut_reason: str = ""
    start_by: datetime | None = None
    finish_by: datetime | None = None
    ai_use: str = NO
    ai_note: str = ""


def clean(frame: Frame) -> Frame:
    """Without space around words; Invalid with every field that not even a draft may have."""
    frame = replace(frame, name=frame.name.strip(), cut_reason=frame.cut_reason.strip())
    wrong: dict[str, str] = {}
    if problem := line_problem(frame.name, at_most=LONGEST_NAME):
        wrong["name"] = problem
    if not 1 <= frame.minutes <= MOST_MINUTES:
        wrong["minutes"] = f"Give whole minutes, from 1 to {MOST_MINUTES}."
    if frame.cut_score is not None and not 0 <= frame.cut_score <= 100:
        wrong["cut_score"] = "Give a number from 0 to 100."
    if len(frame.cut_reason) > LONGEST_REASON or "\0" in frame.cut_reason:
        wrong["cut_reason"] = f"Keep it to {LONGEST_REASON} characters."
    if frame.start_by and frame.finish_by and frame.finish_by <= frame.start_by:
        wrong["finish_by"] = "Finish by must be later than start by."
    try:
        frame = replace(frame, ai_use=clean_use(frame.ai_use), ai_note=clean_note(frame.ai_note))
    except Invalid as refusal:
        wrong |= refusal.fields
    if wrong:
        raise Invalid(fields=wrong)
    return frame


def missing(frame: Frame, blueprint: Blueprint, *, at: datetime) -> dict[str, str]:
    """What stands between a draft and its publication, by field."""
    wrong: dict[str, str] = {}
    if frame.cut_score is None:
        wrong["cut_score"] = "Set the cut score before you publish."
    if not frame.cut_reason:
        wrong["cut_reason"] = "Say how the cut score was set: reports show it."
    if not blueprint.questions:
        wrong["sections"] = "Add at least one question."
    timed = sum(section.minutes or 0 for section in blueprint.sections)
    if timed > frame.minutes:
        wrong["minutes"] = f"The sections take {timed} minutes together: give at least as many."
    for field in ("start_by", "finish_by"):
        instant = getattr(frame, field)
        if instant and instant <= at:
            wrong[field] = "This moment has passed."
    return wrong
