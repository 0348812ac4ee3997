"""Between the assembly form and the blueprint's JSON (pure)."""

from typing import Any

from assay.assessments.blueprint import Blueprint, Fixed, Rule


def values_of(blueprint: Blueprint) -> dict[str, list[str]]:
    """The blueprint as the form would post it."""
    values: dict[str, list[str]] = {}
    for i, section in enumerate(blueprint.sections):
        values[f"sections-{i}-title"] = [section.title]
        values[f"sections-{i}-minutes"] = _words(section.minutes)
        if section.locks:
            values[f"sections-{i}-locks"] = ["y"]
    for i, j, rule in blueprint.rules():
        for leaf, given in _rule_values(rule).items():
            values[f"sections-{i}-rules-{j}-{leaf}"] = given
    return values


def json_of(sections: Any) -> dict[str, Any]:
    """What the form's `sections` say, for blueprint.parse(): it refuses what is wrong."""
    return {
        "sections": [
            {
                "title": section.form.title.data,
                "minutes": section.form.minutes.data,
                "locks": section.form.locks.data,
                "rules": [_rule_json(rule.form) for rule in section.form.rules],
            }
            for section in sections
        ]
    }


def item_value(organisation_id: object, version_id: object) -> str:
    """How a fixed rule's choice names an item version."""
    return f"{organisation_id}:{version_id}"


def _rule_values(rule: Rule) -> dict[str, list[str]]:
    if isinstance(rule, Fixed):
        item = item_value(rule.item_organisation_id, rule.item_version_id)
        return {"kind": ["fixed"], "item": [item], "points": _words(rule.points)}
    return {
        "kind": ["pool"],
        "count": [str(rule.count)],
        "responsibilities": list(rule.responsibilities),
        "level": [rule.level or ""],
        "kinds": list(rule.kinds),
    }


def _rule_json(rule: Any) -> dict[str, Any]:
    if rule.kind.data == "fixed":
        organisation, _, version = (rule.item.data or "").partition(":")
        return {
            "kind": "fixed",
            "item_organisation_id": organisation,
            "item_version_id": version,
            "points": rule.points.data,
        }
    return {
        "kind": "pool",
        "count": rule.count.data,
        "responsibilities": rule.responsibilities.data or [],
        "level": rule.level.data or None,
        "kinds": rule.kinds.data or [],
    }


def _words(number: int | None) -> list[str]:
    return ["" if number is None else str(number)]
