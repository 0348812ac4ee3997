"""How pages tell an outlook: rules in words, what no paper asks about, whether the time fits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from assay.assessments.blueprint import Blueprint, Fixed, Rule
from assay.assessments.exposure import Exposure
from assay.assessments.outlook import Outlook
from assay.assessments.precision import FEWEST, GOAL, WIDE, questions_for
from assay.bank.models import ItemVersion
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.web.forms.assessments import KINDS

AREAS = dict(RESPONSIBILITIES)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One rule, for a reader."""

    count: int
    words: str
    level: str
    eligible: int | None
    shortage: str | None
    exposure: Exposure | None


@dataclass(frozen=True, kw_only=True)
class Part:
    title: str
    minutes: int | None
    locks: bool
    lines: tuple[Line, ...]


Exposures = Mapping[tuple[int, int], Exposure]


def parts(
    blueprint: Blueprint, outlook: Outlook, items: Iterable[ItemVersion], exposed: Exposures
) -> list[Part]:
    """The sections with their rules in words."""
    by_id = {item.id: item for item in items}
    return [
        Part(
            title=section.title,
            minutes=section.minutes,
            locks=section.locks,
            lines=tuple(
                _line(rule, outlook, (i, j), by_id, exposed) for j, rule in enumerate(section.rules)
            ),
        )
        for i, section in enumerate(blueprint.sections)
    ]


def missing(outlook: Outlook) -> list[str]:
    """The names of the responsibilities that no paper asks about."""
    return [name for slug, name in RESPONSIBILITIES if slug not in outlook.areas]


def locking(minutes: Sequence[int | None], of: int | None) -> str:
    """How much of the time is spent in sections that lock after these minutes."""
    found = [each for each in minutes if each]
    if not found:
        return ""
    who = "1 section ends" if len(found) == 1 else f"{len(found)} sections end"
    whole = f" of the {of}" if of else ""
    return f"{who} and can’t be gone back to: {sum(found)}{whole} minutes."


def verdict(outlook: Outlook, minutes: int | None) -> str:
    """How the predicted minutes stand to those given."""
    if not outlook.questions or not minutes:
        return ""
    if (spare := minutes - outlook.minutes) >= 0:
        return f"The authors expect {outlook.minutes} minutes of work: {spare} to spare."
    return f"The authors expect {outlook.minutes} minutes of work: {-spare} more than is given."


def told(outlook: Outlook, minutes: int | None, cut: int | None) -> dict[str, Any]:
    """All that assessments/outlook.html shows."""
    return {
        "outlook": outlook,
        "missing": missing(outlook),
        "verdict": verdict(outlook, minutes),
        "table": table(outlook),
        "precision": precision(outlook, cut),
        "assumed": ASSUMED,
        "warnings": warnings(outlook, cut),
    }


def linked(problems: Mapping[str, str]) -> list[tuple[str, str]]:
    """(where on the assembly page, what stands in the way of publishing)."""
    return [(_anchor(field), words) for field, words in problems.items()]


def _anchor(field: str) -> str:
    match field.split("-"):
        case ["sections", i, "rules", j, *_]:
            return f"rule-{i}-{j}"
        case ["sections", i, *_]:
            return f"section-{i}"
    return field


@dataclass(frozen=True, kw_only=True)
class Area:
    """One responsibility's line of the blueprint table. `is_number`: its own score is told."""

    name: str
    questions: float
    percent: float
    is_number: bool


def table(outlook: Outlook) -> list[Area]:
    """The share of each responsibility that may be asked about, in their order."""
    return [
        Area(
            name=name,
            questions=share.questions,
            percent=share.percent,
            is_number=share.questions >= FEWEST,
        )
        for slug, name in RESPONSIBILITIES
        if (share := outlook.shares.get(slug))
    ]


def precision(outlook: Outlook, cut: int | None) -> str:
    """What is known of the error at the cut before anybody has sat it; empty without a cut."""
    if cut is None or outlook.error is None:
        return ""
    error = round(outlook.error)
    return (
        f"Whoever stands at the cut of {cut} is measured within ±{error} points, two times in"
        f" three: scores from {max(0, cut - error)} to {min(100, cut + error)} can’t be told"
        " from it and are for review."
    )


ASSUMED = (
    "Worked out from the authors’ difficulties, moved so that the cut is what somebody at it is"
    " expected to earn; every question is taken as all or nothing and by itself. Partial credit"
    " makes the error smaller. Once people have sat it, reports go by what they did."
)


def warnings(outlook: Outlook, cut: int | None) -> list[str]:
    """What makes scores less sure than they look."""
    told = []
    if 0 < outlook.questions < FEWEST:
        told.append(f"Under {FEWEST} questions no score is told, only points.")
    if cut is not None and outlook.error is not None and outlook.error > WIDE:
        more = questions_for(GOAL, outlook.error, outlook.questions) - outlook.questions
        told.append(
            f"The error at the cut is wide: ±{round(outlook.error)} points. About {more} more"
            f" questions like these would bring it to ±{round(GOAL)}."
        )
    return told


def rule_lines(blueprint: Blueprint, titles: Mapping[UUID, str]) -> list[str]:
    """Sections and rules in words, a line each, to be compared."""
    lines = []
    for section in blueprint.sections:
        spent = f", {section.minutes} minutes" if section.minutes else ""
        spent += ", then locked" if section.locks else ""
        lines.append(f"Section “{section.title}”{spent}")
        lines += [f"{section.title}: {_sentence(rule, titles)}" for rule in section.rules]
    return lines


def _sentence(rule: Rule, titles: Mapping[UUID, str]) -> str:
    if isinstance(rule, Fixed):
        points = f", {rule.points} points" if rule.points else ""
        return f"always “{titles.get(rule.item_version_id, 'a question')}”{points}"
    areas = ", ".join(AREAS[slug] for slug in rule.responsibilities) or "any responsibility"
    kinds = ", ".join(KINDS[kind].lower() for kind in rule.kinds) or "any kind"
    return f"{rule.count} of {areas}; {rule.level or 'any'} level; {kinds}"


def _line(
    rule: Rule,
    outlook: Outlook,
    at: tuple[int, int],
    items: dict[UUID, ItemVersion],
    exposed: Exposures,
) -> Line:
    if isinstance(rule, Fixed):
        item = items.get(rule.item_version_id)
        words = item.title if item else "A question that is no longer published"
        level = item.level if item else ""
    else:
        words = ", ".join(AREAS[slug] for slug in rule.responsibilities) or "Any responsibility"
        level = rule.level or "any"
    fact = outlook.at(*at)
    return Line(
        count=rule.count,
        words=words,
        level=level.capitalize(),
        eligible=fact.eligible,
        shortage=fact.shortage,
        exposure=exposed.get(at),
    )
