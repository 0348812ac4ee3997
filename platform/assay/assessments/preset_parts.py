"""What presets are made of: kinds of questions, sections, rules. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from assay.assessments.blueprint import AREAS, Blueprint, Pool, Section
from assay.bank.content import CODE_KINDS, PURE_KINDS

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
LETTERS = {"j": "junior", "m": "mid", "s": "senior"}


@dataclass(frozen=True, kw_only=True)
class Preset:
    name: str
    title: str
    words: str
    minutes: int
    blueprint: Blueprint


def everything(levels: Mapping[str, str], *more: Section) -> Blueprint:
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


def about(title: str, **levels: str) -> Section:
    """Short questions: `security_measures="mms"` asks two of a mid and one of a senior level."""
    return Section(
        title=title,
        rules=tuple(
            Pool(
                count=asked.count(letter),
                responsibilities=(area.replace("_", "-"),),
                level=LETTERS[letter],
                kinds=SHORT,
            )
            for area, asked in levels.items()
            for letter in dict.fromkeys(asked)
        ),
    )


def piece(level: str, kinds: tuple[str, ...], *areas: str) -> Pool:
    """One piece of work from any of these responsibilities; none named: from all."""
    found = tuple(sorted(areas, key=AREAS.index))
    return Pool(count=1, responsibilities=found, level=level, kinds=kinds)


def hands_on(minutes: int, *rules: Pool) -> Section:
    return Section(title="Hands on", minutes=minutes, rules=rules)
