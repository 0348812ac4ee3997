"""Blueprints to start from: preset(name), PRESETS. Pure.

Each responsibility has a rule of its own, so that every candidate meets each of them and a bank
with more items per responsibility only widens the choice. One item each is enough to begin with;
from three on two candidates seldom share more than a third of their paper.
"""

from dataclasses import dataclass

from assay.assessments.blueprint import Blueprint, Pool, Section
from assay.core.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class Preset:
    name: str
    title: str
    words: str
    minutes: int
    blueprint: Blueprint


QUICK = ("single", "multiple", "ordering", "fillin", "output")
"""Kinds that take a minute or three. One of code takes ten: who wants it asks for it by a rule."""


def _section(title: str, *areas: str) -> Section:
    rules = tuple(Pool(count=1, responsibilities=(area,), kinds=QUICK) for area in areas)
    return Section(title=title, rules=rules)


MID_45 = Preset(
    name="mid-45",
    title="Flask developer, mid level",
    words="All fifteen responsibilities, one question each, in 45 minutes.",
    minutes=45,
    blueprint=Blueprint(
        sections=(
            _section(
                "Requests and pages",
                "application-development",
                "backend-development",
                "routing-and-views",
                "template-rendering",
                "frontend-collaboration",
            ),
            _section(
                "Data, access and safety",
                "database-integration",
                "authentication-and-authorization",
                "middleware-and-extensions",
                "security-measures",
                "error-handling",
            ),
            _section(
                "Bringing it into service",
                "testing",
                "deployment",
                "logging-and-monitoring",
                "documentation",
                "continuous-learning",
            ),
        )
    ),
)

EMPTY = Preset(
    name="empty",
    title="An empty page",
    words="One section without rules; you choose everything.",
    minutes=45,
    blueprint=Blueprint(sections=(Section(title="Section 1"),)),
)

PRESETS = {one.name: one for one in (MID_45, EMPTY)}


def preset(name: str) -> Blueprint:
    """The blueprint under this name; NotFound where there is none."""
    if name not in PRESETS:
        raise NotFound("Preset")
    return PRESETS[name].blueprint
