"""How pages tell an outlook: rules in words, what no paper asks about, whether the time fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from assay.assessments.blueprint import Blueprint, Fixed, Rule
from assay.assessments.outlook import Outlook
from assay.bank.models import ItemVersion
from assay.bank.responsibilities import RESPONSIBILITIES

AREAS = dict(RESPONSIBILITIES)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One rule, for a reader."""

    count: int
    words: str
    level: str
    eligible: int | None
    shortage: str | None


@dataclass(frozen=True, kw_only=True)
class Part:
    title: str
    minutes: int | None
    lines: tuple[Line, ...]


def parts(blueprint: Blueprint, outlook: Outlook, items: Iterable[ItemVersion]) -> list[Part]:
    """The sections with their rules in words."""
    by_id = {item.id: item for item in items}
    return [
        Part(
            title=section.title,
            minutes=section.minutes,
            lines=tuple(
                _line(rule, outlook, (i, j), by_id) for j, rule in enumerate(section.rules)
            ),
        )
        for i, section in enumerate(blueprint.sections)
    ]


def missing(outlook: Outlook) -> list[str]:
    """The names of the responsibilities that no paper asks about."""
    return [name for slug, name in RESPONSIBILITIES if slug not in outlook.areas]


def verdict(outlook: Outlook, minutes: int | None) -> str:
    """How the predicted minutes stand to those given."""
    if not outlook.questions or not minutes:
        return ""
    if (spare := minutes - outlook.minutes) >= 0:
        return f"The authors expect {outlook.minutes} minutes of work: {spare} to spare."
    return f"The authors expect {outlook.minutes} minutes of work: {-spare} more than is given."


def _line(
    rule: Rule, outlook: Outlook, at: tuple[int, int], items: dict[UUID, ItemVersion]
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
    )
