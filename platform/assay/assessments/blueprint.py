"""How many items of what, per section: parse(), to_json(). Pure.

As JSON:

    {"sections": [{"title": "Core", "minutes": 20, "locks": true, "rules": [
        {"kind": "pool", "count": 3, "responsibilities": ["testing"], "level": "mid", "kinds": []},
        {"kind": "fixed", "item_organisation_id": "…", "item_version_id": "…", "points": null}]}]}

An empty list means "any"; `locks` stands only where it is true. Errors are named as the assembly
form names its fields: `sections-0-rules-1-count`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from assay.assessments.reading import Reader
from assay.bank.content import MACHINE_KINDS, PERSON_KINDS
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.core.errors import Invalid

LEVELS = ("junior", "mid", "senior")
AREAS = tuple(slug for slug, _ in RESPONSIBILITIES)

MOST_SECTIONS = 20
MOST_RULES = 50
MOST_DRAWN = 50
MOST_MINUTES = 600
MOST_POINTS = 100
LONGEST_TITLE = 120
LOCKS_AFTER = "Give the minutes after which this section ends."


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """This very item version; `points` in place of the item's own where given."""

    item_organisation_id: UUID
    item_version_id: UUID
    points: int | None = None

    count = 1


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Any `count` published items of these responsibilities, at this level, of these kinds.

    What only a person can mark is never drawn.
    """

    count: int
    responsibilities: tuple[str, ...] = ()
    level: str | None = None
    kinds: tuple[str, ...] = ()

    def takes(self, kind: str, responsibility: str, level: str) -> bool:
        """May an item like this be drawn?"""
        return (
            kind not in PERSON_KINDS
            and (not self.responsibilities or responsibility in self.responsibilities)
            and self.level in (None, level)
            and (not self.kinds or kind in self.kinds)
        )


Rule = Fixed | Pool


@dataclass(frozen=True, kw_only=True)
class Section:
    """`minutes` is what candidates are advised to spend on it; the clock runs over the whole.

    One that `locks` ends after its minutes and can't be gone back to.
    """

    title: str
    minutes: int | None = None
    locks: bool = False
    rules: tuple[Rule, ...] = ()

    @property
    def questions(self) -> int:
        return sum(rule.count for rule in self.rules)


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    sections: tuple[Section, ...] = field(default=())

    def rules(self) -> Iterator[tuple[int, int, Rule]]:
        """(section, rule, the rule), counted from 0, in order."""
        for i, section in enumerate(self.sections):
            for j, rule in enumerate(section.rules):
                yield i, j, rule

    @property
    def questions(self) -> int:
        return sum(section.questions for section in self.sections)

    @property
    def levels(self) -> tuple[str, ...]:
        """Those that its pools name, the lowest first; empty where none does."""
        named = {rule.level for _, _, rule in self.rules() if isinstance(rule, Pool)}
        return tuple(level for level in LEVELS if level in named)


def parse(data: object) -> Blueprint:
    """The blueprint that this JSON says; Invalid with an error for each field that is wrong."""
    top = Reader(data)
    sections = tuple(_section(one) for one in top.many("sections", at_most=MOST_SECTIONS))
    top.nothing_else()
    blueprint = Blueprint(sections=sections)
    _check_fixed_twice(blueprint, top.errors)
    if top.errors:
        raise Invalid(fields=top.errors)
    return blueprint


def to_json(blueprint: Blueprint) -> dict[str, Any]:
    """What parse() reads back as the same blueprint."""
    return {"sections": [_section_json(section) for section in blueprint.sections]}


def _section(read: Reader) -> Section:
    section = Section(
        title=read.line("title", at_most=LONGEST_TITLE),
        minutes=read.optional_number("minutes", 1, MOST_MINUTES),
        locks=read.flag("locks"),
        rules=tuple(_rule(one) for one in read.many("rules", at_most=MOST_RULES)),
    )
    if section.locks and not section.minutes:
        read.errors.setdefault(f"{read.at}minutes", LOCKS_AFTER)
    read.nothing_else()
    return section


def _rule(read: Reader) -> Rule:
    rule: Rule
    if read.one_of("kind", ("pool", "fixed")) == "fixed":
        rule = Fixed(
            item_organisation_id=read.uuid("item_organisation_id"),
            item_version_id=read.uuid("item_version_id"),
            points=read.optional_number("points", 1, MOST_POINTS),
        )
    else:
        rule = Pool(
            count=read.number("count", 1, MOST_DRAWN),
            responsibilities=read.some_of("responsibilities", AREAS),
            level=read.one_of("level", LEVELS, or_none=True),
            kinds=read.some_of("kinds", MACHINE_KINDS),
        )
    read.nothing_else()
    return rule


def _check_fixed_twice(blueprint: Blueprint, errors: dict[str, str]) -> None:
    seen: set[UUID] = set()
    for i, j, rule in blueprint.rules():
        if not isinstance(rule, Fixed):
            continue
        if rule.item_version_id in seen:
            errors[f"sections-{i}-rules-{j}-item"] = "This question is asked for twice."
        seen.add(rule.item_version_id)


def _section_json(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "minutes": section.minutes,
        **({"locks": True} if section.locks else {}),
        "rules": [_rule_json(rule) for rule in section.rules],
    }


def _rule_json(rule: Rule) -> dict[str, Any]:
    if isinstance(rule, Fixed):
        return {
            "kind": "fixed",
            "item_organisation_id": str(rule.item_organisation_id),
            "item_version_id": str(rule.item_version_id),
            "points": rule.points,
        }
    return {
        "kind": "pool",
        "count": rule.count,
        "responsibilities": list(rule.responsibilities),
        "level": rule.level,
        "kinds": list(rule.kinds),
    }
