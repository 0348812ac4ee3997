"""What presets make of the library that ships: papers alike in weight and apart in questions."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID, uuid5

import pytest

from assay.assessments.assembly import Draw, Eligible, ItemRef, Placed, assemble
from assay.assessments.blueprint import Pool
from assay.assessments.presets import PRESETS
from assay.bank import package
from assay.bank.commands import FOLDER
from assay.bank.package import Package

NAMES = [name for name in PRESETS if name != "empty"]
LIBRARY = UUID(int=1)
ITEMS = [one for one in package.load_all(FOLDER) if isinstance(one, Package)]
IDS = {item.id: uuid5(LIBRARY, item.id) for item in ITEMS}
BY_ID = {IDS[item.id]: item for item in ITEMS}
MOST_SHARED = 0.35
FEWER = {"junior-45": 2, "senior-75": 2}
"""So many apart where a responsibility has two items of the level, or one. Five are meant."""


def eligible(item: Package) -> Eligible:
    return Eligible(
        ref=ItemRef(item_organisation_id=LIBRARY, item_version_id=IDS[item.id]),
        item_id=IDS[item.id],
        points=item.points,
        difficulty=item.difficulty,
        enemies=frozenset(IDS[name] for name in item.enemies),
    )


def draws(name: str) -> Iterator[Draw]:
    for section, number, rule in PRESETS[name].blueprint.rules():
        assert isinstance(rule, Pool)
        fit = [
            eligible(item)
            for item in ITEMS
            if item.level == rule.level
            and item.kind in rule.kinds
            and item.responsibility in (rule.responsibilities or [item.responsibility])
        ]
        yield Draw(section=section, rule=number, count=rule.count, eligible=tuple(fit))


@pytest.fixture(scope="module", params=NAMES)
def drawn(request: pytest.FixtureRequest) -> tuple[str, list[list[Package]]]:
    """(the preset, papers that were drawn one after the other)"""
    rules, exposure, papers = list(draws(request.param)), Counter[UUID](), []
    for seed in range(40):
        placed = assemble(rules, seed=seed, exposure=exposure)
        exposure.update(one.ref.item_version_id for one in placed)
        papers.append([asked(one) for one in placed])
    return request.param, papers


def asked(placed: Placed) -> Package:
    return BY_ID[placed.ref.item_version_id]


def test_every_responsibility_is_in_every_paper(drawn: tuple[str, list[list[Package]]]) -> None:
    areas = {item.responsibility for item in ITEMS}
    for paper in drawn[1]:
        assert {item.responsibility for item in paper} == areas


def test_no_paper_is_harder_by_luck(drawn: tuple[str, list[list[Package]]]) -> None:
    expected = [
        sum(item.points * item.difficulty for item in paper) / sum(item.points for item in paper)
        for paper in drawn[1]
    ]
    assert max(expected) - min(expected) <= 0.05


def test_the_minutes_are_enough(drawn: tuple[str, list[list[Package]]]) -> None:
    name, papers = drawn
    most = max(sum(item.minutes for item in paper) for paper in papers)
    assert 0.6 * PRESETS[name].minutes <= most <= PRESETS[name].minutes


def test_five_papers_are_there_of_which_no_two_share_much(
    drawn: tuple[str, list[list[Package]]],
) -> None:
    name, papers = drawn
    apart: list[set[str]] = []
    for paper in papers:
        named = {item.id for item in paper}
        if all(len(named & other) <= MOST_SHARED * len(named) for other in apart):
            apart.append(named)
    assert len(apart) >= FEWER.get(name, 5)
