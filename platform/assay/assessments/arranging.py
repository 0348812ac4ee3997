"""A blueprint with a rule more, a rule moved, a rule less. Pure.

IndexError where there is no such section or rule. What is too much is for blueprint.parse() to say.
"""

import hashlib
import json
from dataclasses import replace

from assay.assessments.blueprint import Blueprint, Rule, Section, to_json


def mark_of(blueprint: Blueprint) -> str:
    """Changes with the blueprint: tells whether a page shows it as it is."""
    told = json.dumps(to_json(blueprint), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def added(blueprint: Blueprint, section: int, rule: Rule) -> Blueprint:
    """With the rule last in the section; the number after the last one begins another."""
    sections = list(blueprint.sections)
    if section == len(sections):
        sections.append(Section(title=f"Section {section + 1}"))
    sections[_at(section, sections)] = replace(
        sections[section], rules=(*sections[section].rules, rule)
    )
    return Blueprint(sections=tuple(sections))


def moved(blueprint: Blueprint, section: int, rule: int, *, down: bool) -> Blueprint:
    """One place on; over the edge of its section into the next one. At the very end it stays."""
    to = section + (1 if down else -1)
    rules = list(_section(blueprint, section).rules)
    taken = rules.pop(_at(rule, rules))
    at = rule + (1 if down else -1)
    if 0 <= at <= len(rules):
        rules.insert(at, taken)
        return _with(blueprint, {section: rules})
    if not 0 <= to < len(blueprint.sections):
        return blueprint
    others = list(blueprint.sections[to].rules)
    others.insert(0 if down else len(others), taken)
    return _with(blueprint, {section: rules, to: others})


def without(blueprint: Blueprint, section: int, rule: int) -> Blueprint:
    rules = list(_section(blueprint, section).rules)
    del rules[_at(rule, rules)]
    return _with(blueprint, {section: rules})


def _section(blueprint: Blueprint, section: int) -> Section:
    return blueprint.sections[_at(section, blueprint.sections)]


def _at(place: int, rows: "list[Rule] | list[Section] | tuple[Section, ...]") -> int:
    if not 0 <= place < len(rows):
        raise IndexError(place)
    return place


def _with(blueprint: Blueprint, rules: dict[int, list[Rule]]) -> Blueprint:
    return Blueprint(
        sections=tuple(
            replace(section, rules=tuple(rules[i])) if i in rules else section
            for i, section in enumerate(blueprint.sections)
        )
    )
