"""Blueprints to start from: preset(name), PRESETS. Pure.

In those of a level each responsibility has a rule of its own, so that every candidate meets each of
them; those of emphases.py ask more about fewer. A rule names one level and, where it can, one
responsibility: a bank with more items only widens the choice. Where a cell of the library is small,
the rule beside it is of another level or of more responsibilities, so that two papers differ.

What is answered with files takes minutes where the rest takes two: it stands in a section of its
own, so that no paper holds more of it by luck. A tenth of the minutes, about, is left for
reading once more.
"""

from assay.assessments.blueprint import AREAS, Blueprint, Section
from assay.assessments.emphases import API_60, CODE_60, SECURITY_60, SENIOR_60
from assay.assessments.preset_parts import (
    AROUND,
    HANDS_ON,
    WORK,
    Preset,
    everything,
    hands_on,
    piece,
)
from assay.assessments.preset_parts import SHORT as SHORT
from assay.core.errors import NotFound

AT_THE_DOOR = frozenset({"routing-and-views", "template-rendering", "application-development"})
"""Of a mid level's fifteen short questions these three are easier …"""
IN_DEPTH = frozenset({"security-measures", "authentication-and-authorization", "deployment"})
"""… and these three harder."""

JUNIOR = {area: "mid" if area in IN_DEPTH else "junior" for area in AREAS}
MID = {
    area: "junior" if area in AT_THE_DOOR else "senior" if area in IN_DEPTH else "mid"
    for area in AREAS
}
SENIOR = {
    area: "mid" if area in AT_THE_DOOR or area == "documentation" else "senior" for area in AREAS
}
"""Of documentation the library aims at one senior short question, which everybody would meet."""

JUNIOR_45 = Preset(
    name="junior-45",
    title="Flask developer, junior level",
    words="All fifteen responsibilities, one short question each, and one piece of code.",
    minutes=45,
    blueprint=everything(
        JUNIOR,
        hands_on(
            12,
            piece(
                "junior",
                WORK,
                "routing-and-views",
                "template-rendering",
                "application-development",
                "backend-development",
                "database-integration",
                "error-handling",
            ),
        ),
    ),
)
MID_45 = Preset(
    name="mid-45",
    title="Flask developer, mid level",
    words="All fifteen responsibilities, one short question each.",
    minutes=45,
    blueprint=everything(MID),
)
MID_60 = Preset(
    name="mid-60",
    title="Flask developer, mid level, hands on",
    words="All fifteen responsibilities, one short question each, and one piece of hands-on work.",
    minutes=60,
    blueprint=everything(MID, hands_on(15, piece("mid", HANDS_ON))),
)
SENIOR_75 = Preset(
    name="senior-75",
    title="Flask developer, senior level, every responsibility",
    words="All fifteen responsibilities, most in depth; then code that is reviewed or tested.",
    minutes=75,
    blueprint=everything(SENIOR, hands_on(15, piece("senior", AROUND))),
)
EMPTY = Preset(
    name="empty",
    title="An empty page",
    words="One section without rules; you choose everything.",
    minutes=45,
    blueprint=Blueprint(sections=(Section(title="Section 1"),)),
)

PRESETS = {
    one.name: one
    for one in (
        JUNIOR_45, MID_45, MID_60, SENIOR_60, SENIOR_75, API_60, SECURITY_60, CODE_60, EMPTY,
    )
}  # fmt: skip


def preset(name: str) -> Blueprint:
    """The blueprint under this name; NotFound where there is none."""
    if name not in PRESETS:
        raise NotFound("Preset")
    return PRESETS[name].blueprint
