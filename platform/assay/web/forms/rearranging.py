"""Moves rows about in a nested form that was posted, keeping every letter that was typed (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

POOL = {"kind": ["pool"], "count": ["1"]}
FIXED = {"kind": ["fixed"]}

Values = dict[str, list[str]]


class Posted(Protocol):
    """What werkzeug's MultiDict gives: each name with all of its values."""

    def lists(self) -> Iterable[tuple[str, list[str]]]: ...


@dataclass
class Section:
    values: Values = field(default_factory=dict)
    rules: list[Values] = field(default_factory=list)


@dataclass
class Draft:
    """`sections-0-rules-1-count` becomes sections[0].rules[1]["count"]."""

    values: Values
    sections: list[Section]


def read(posted: Posted) -> Draft:
    """Take the form apart; rows come in the order of their numbers, gaps closed."""
    values: Values = {}
    sections: dict[int, Section] = {}
    rules: dict[tuple[int, int], Values] = {}
    for name, given in posted.lists():
        match name.split("-"):
            case ["sections", i, "rules", j, leaf] if i.isdecimal() and j.isdecimal():
                sections.setdefault(int(i), Section())
                rules.setdefault((int(i), int(j)), {})[leaf] = given
            case ["sections", i, leaf] if i.isdecimal():
                sections.setdefault(int(i), Section()).values[leaf] = given
            case _:
                values[name] = given
    for (at, _), rule in sorted(rules.items()):
        sections[at].rules.append(rule)
    return Draft(values, [section for _, section in sorted(sections.items())])


def write(draft: Draft) -> Values:
    """Put it together again under fresh numbers."""
    flat = dict(draft.values)
    for i, section in enumerate(draft.sections):
        flat |= {f"sections-{i}-{leaf}": given for leaf, given in section.values.items()}
        for j, rule in enumerate(section.rules):
            flat |= {f"sections-{i}-rules-{j}-{leaf}": given for leaf, given in rule.items()}
    return flat


def rearranged(posted: Posted, button: str) -> tuple[Values, str]:
    """The form after the button, and the anchor to come back to.

    Buttons: add-section, remove-section:i, section-up:i, add-pool:i, add-fixed:i, remove:i:j,
    up:i:j, down:i:j (over the edge of a section into the next one), to:i:j:k (to the place k of its
    section), add-item:i:organisation:version. Any other button, or a row that is not there, changes
    nothing.
    """
    draft = read(posted)
    verb, *numbers = button.split(":")
    at = [int(number) for number in numbers if number.isdecimal()]
    try:
        anchor = _add_item(draft, numbers) if verb == "add-item" else _act(draft, verb, at)
    except (IndexError, ValueError):
        anchor = ""
    return write(draft), anchor


def _act(draft: Draft, verb: str, at: list[int]) -> str:
    sections = draft.sections
    match verb, at:
        case "add-section", []:
            sections.append(Section({"title": [f"Section {len(sections) + 1}"]}, [dict(POOL)]))
            return f"section-{len(sections) - 1}"
        case "remove-section", [i]:
            del sections[i]
            return "sections"
        case "section-up", [i]:
            _swap(sections, i, i - 1)
            return f"section-{i - 1}"
        case (("add-pool" | "add-fixed"), [i]):
            rules = sections[i].rules
            rules.append(dict(POOL if verb == "add-pool" else FIXED))
            return f"rule-{i}-{len(rules) - 1}"
        case "remove", [i, j]:
            del sections[i].rules[j]
            return f"section-{i}"
        case "up", [i, 0] if i > 0:
            others = sections[i - 1].rules
            others.append(sections[i].rules.pop(0))
            return f"rule-{i - 1}-{len(others) - 1}"
        case "up", [i, j]:
            _swap(sections[i].rules, j, j - 1)
            return f"rule-{i}-{j - 1}"
        case "down", [i, j] if j == len(sections[i].rules) - 1 and i < len(sections) - 1:
            sections[i + 1].rules.insert(0, sections[i].rules.pop())
            return f"rule-{i + 1}-0"
        case "down", [i, j]:
            _swap(sections[i].rules, j, j + 1)
            return f"rule-{i}-{j + 1}"
        case "to", [i, j, k]:
            sections[i].rules.insert(k, sections[i].rules.pop(j))
            return f"rule-{i}-{min(k, len(sections[i].rules) - 1)}"
    return ""


def _add_item(draft: Draft, told: list[str]) -> str:
    """A fixed rule with its question, last in the section; in a draft without one, in its first."""
    section, organisation, version = told
    if not section.isdecimal():
        raise ValueError(section)
    if not draft.sections:
        draft.sections.append(Section({"title": ["Section 1"]}))
    rules = draft.sections[int(section)].rules
    rules.append({**FIXED, "item": [f"{organisation}:{version}"]})
    return f"rule-{int(section)}-{len(rules) - 1}"


def _swap(rows: list[Any], i: int, j: int) -> None:
    if j < 0:
        raise IndexError
    rows[i], rows[j] = rows[j], rows[i]
