"""Blueprints to start from: preset(name), PRESETS. Pure.

Each responsibility has a rule of its own, so that every candidate meets each of them and a bank
with more items per responsibility only widens the choice. What is answered with files takes minutes
where the rest takes one or two: it stands in a section of its own, so that no paper holds more of
it by luck.
"""

from dataclasses import dataclass

from assay.assessments.blueprint import AREAS, Blueprint, Pool, Section
from assay.bank.content import CODE_KINDS, PURE_KINDS
from assay.core.errors import NotFound

SHORT = tuple(kind for kind in PURE_KINDS if kind != "hotspot")
"""Kinds that are answered in a minute or two."""
WORK = ("code", "bugfix", "query")
"""An application or a query is written or mended."""
AROUND = ("hotspot", "config", "docs", "tests")
"""Code is reviewed, or what stands around an application is written."""
HANDS_ON = ("hotspot", *CODE_KINDS)

SECTIONS = {
    "Requests and pages": (
        "application-development",
        "backend-development",
        "routing-and-views",
        "template-rendering",
        "frontend-collaboration",
    ),
    "Data, access and safety": (
        "database-integration",
        "authentication-and-authorization",
        "middleware-and-extensions",
        "security-measures",
        "error-handling",
    ),
    "Bringing it into service": (
        "testing",
        "deployment",
        "logging-and-monitoring",
        "documentation",
        "continuous-learning",
    ),
}
AT_THE_DOOR = frozenset({"routing-and-views", "template-rendering", "application-development"})
"""Of a mid level's fifteen short questions these three are easier …"""
IN_DEPTH = frozenset({"security-measures", "authentication-and-authorization", "deployment"})
"""… and these three harder."""


@dataclass(frozen=True, kw_only=True)
class Preset:
    name: str
    title: str
    words: str
    minutes: int
    blueprint: Blueprint


def _everything(levels: dict[str, str], *more: Section) -> Blueprint:
    """One short question on each responsibility, at its level, and these sections."""
    short = (
        Section(
            title=title,
            rules=tuple(
                Pool(count=1, responsibilities=(area,), level=levels[area], kinds=SHORT)
                for area in areas
            ),
        )
        for title, areas in SECTIONS.items()
    )
    return Blueprint(sections=(*short, *more))


def _hands_on(minutes: int, *rules: Pool) -> Section:
    return Section(title="Hands on", minutes=minutes, rules=rules)


JUNIOR = {area: "mid" if area in IN_DEPTH else "junior" for area in AREAS}
MID = {
    area: "junior" if area in AT_THE_DOOR else "senior" if area in IN_DEPTH else "mid"
    for area in AREAS
}
SENIOR = {area: "mid" if area in AT_THE_DOOR else "senior" for area in AREAS}

JUNIOR_45 = Preset(
    name="junior-45",
    title="Flask developer, junior level",
    words="All fifteen responsibilities, one short question each, and one piece of code.",
    minutes=45,
    blueprint=_everything(JUNIOR, _hands_on(12, Pool(count=1, level="junior", kinds=WORK))),
)
MID_45 = Preset(
    name="mid-45",
    title="Flask developer, mid level",
    words="All fifteen responsibilities, one short question each.",
    minutes=45,
    blueprint=_everything(MID),
)
MID_60 = Preset(
    name="mid-60",
    title="Flask developer, mid level, hands on",
    words="All fifteen responsibilities, one short question each, and one piece of hands-on work.",
    minutes=60,
    blueprint=_everything(MID, _hands_on(15, Pool(count=1, level="mid", kinds=HANDS_ON))),
)
SENIOR_75 = Preset(
    name="senior-75",
    title="Flask developer, senior level",
    words="All fifteen responsibilities, most in depth; then code that is reviewed or tested.",
    minutes=75,
    blueprint=_everything(SENIOR, _hands_on(15, Pool(count=1, level="senior", kinds=AROUND))),
)
EMPTY = Preset(
    name="empty",
    title="An empty page",
    words="One section without rules; you choose everything.",
    minutes=45,
    blueprint=Blueprint(sections=(Section(title="Section 1"),)),
)

PRESETS = {one.name: one for one in (MID_45, MID_60, JUNIOR_45, SENIOR_75, EMPTY)}


def preset(name: str) -> Blueprint:
    """The blueprint under this name; NotFound where there is none."""
    if name not in PRESETS:
        raise NotFound("Preset")
    return PRESETS[name].blueprint
