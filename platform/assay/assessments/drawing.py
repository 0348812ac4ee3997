"""From item versions to draws: published ones for a draft, frozen ones for a version."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from assay.assessments.assembly import Draw, Eligible, ItemRef, Placed
from assay.assessments.blueprint import Blueprint, Fixed, Pool, parse
from assay.assessments.models import AssessmentVersion, VersionItem
from assay.bank.content import CODE_KINDS, PERSON_KINDS
from assay.bank.content import parse as parse_content
from assay.bank.keys import OptionsKey, parse_key
from assay.bank.models import ItemVersion


def offered(blueprint: Blueprint, published: Iterable[ItemVersion]) -> list[Draw]:
    """For each rule, what it may draw from what the bank offers now."""
    items = list(published)
    return [
        Draw(
            section=section,
            rule=number,
            count=rule.count,
            fixed=isinstance(rule, Fixed),
            eligible=tuple(
                eligible(item, _points(rule, item)) for item in items if _fits(rule, item)
            ),
        )
        for section, number, rule in blueprint.rules()
    ]


def _points(rule: Fixed | Pool, item: ItemVersion) -> int:
    return (isinstance(rule, Fixed) and rule.points) or item.points


def frozen(
    version: AssessmentVersion, rows: Iterable[tuple[VersionItem, ItemVersion]]
) -> list[Draw]:
    """For each rule, what publication froze."""
    kept: dict[tuple[int, int], list[Eligible]] = {}
    for row, item in rows:
        kept.setdefault((row.section, row.rule), []).append(eligible(item, row.points))
    return [
        Draw(
            section=section,
            rule=number,
            count=rule.count,
            fixed=isinstance(rule, Fixed),
            eligible=tuple(kept.get((section, number), ())),
        )
        for section, number, rule in parse(version.blueprint).rules()
    ]


def _fits(rule: Fixed | Pool, item: ItemVersion) -> bool:
    if isinstance(rule, Fixed):
        named = (rule.item_organisation_id, rule.item_version_id)
        return (item.organisation_id, item.id) == named
    return rule.takes(item.kind, item.responsibility, item.level)


def digest(placed: Sequence[Placed]) -> bytes:
    """SHA-256 over the paper as canonical JSON: which questions, their points, their options."""
    told = [
        [
            one.position, one.section, str(one.ref.item_organisation_id),
            str(one.ref.item_version_id), one.points, list(one.option_order),
        ]
        for one in placed
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).digest()


def eligible(version: ItemVersion, points: int) -> Eligible:
    """An item version as assembly sees it."""
    options, shuffled, solved = _options(version)
    return Eligible(
        ref=ItemRef(item_organisation_id=version.organisation_id, item_version_id=version.id),
        item_id=version.item_id,
        points=points,
        difficulty=version.difficulty,
        minutes=version.minutes,
        area=version.responsibility,
        options=options,
        shuffled=shuffled,
        solved=solved,
        enemies=frozenset(map(UUID, version.enemies)),
        is_code=version.kind in CODE_KINDS,
        by_person=version.kind in PERSON_KINDS,
    )


def _options(version: ItemVersion) -> tuple[tuple[str, ...], bool, tuple[str, ...] | None]:
    """(option ids, may they change places, the order that is the key of an ordering item)."""
    content = parse_content(version.kind, version.content)
    ids = content.option_ids
    if content.kind != "ordering":
        keeps = content.fixed_order or all(_is_number(one.text) for one in content.options)
        return ids, not keeps, None
    key = parse_key(version.kind, version.key)
    assert isinstance(key, OptionsKey)
    return ids, True, key.right


def _is_number(text: str) -> bool:
    """`404`, `2.5`, `1 s`, in code font or not: options like these are read as a scale."""
    return re.fullmatch(r"`*-?[0-9][0-9.,_ ]*[a-zA-Z%]{0,3}`*", text.strip()) is not None
