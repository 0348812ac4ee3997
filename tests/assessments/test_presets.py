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
from assay.bank.content import MACHINE_KINDS
from assay.bank.package import Package

NAMES = [name for name in PRESETS if name != "empty"]
LIBRARY = UUID(int=1)
ITEMS = [one for one in package.load_all(FOLDER) if isinstance(one, Package)]
IDS = {item.id: uuid5(LIBRARY, item.id) for item in ITEMS}
BY_ID = {IDS[item.id]: item for item in ITEMS}
MOST_SHARED = 0.35
APART = 5
OF_A_LEVEL = {"junior-45", "mid-45", "mid-60", "senior-75"}
EMPHASIS = {
    "junior-45": (0.5, {"routing-and-views", "template-rendering", "application-development",
                        "backend-development", "database-integration", "error-handling"}),
    "senior-60": (0.6, {"security-measures", "authentication-and-authorization", "deployment",
                        "testing", "logging-and-monitoring", "database-integration"}),
    "api-60": (0.8, {"backend-development", "frontend-collaboration", "error-handling",
                     "authentication-and-authorization", "database-integration", "documentation"}),
    "security-60": (0.9, {"security-measures", "authentication-and-authorization",
                          "error-handling", "deployment", "template-rendering",
                          "continuous-learning"}),
}  # fmt: skip
"""Preset -> (of all points at least so many, are about these), as a mean of papers."""
READ_AGAIN = 0.08
LEAST_LEFT = 0.03
"""Of the minutes: as a mean of papers, and of the longest among them."""


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


def test_every_responsibility_is_in_every_paper_of_a_level(
    drawn: tuple[str, list[list[Package]]],
) -> None:
    name, papers = drawn
    if name in OF_A_LEVEL:
        areas = {item.responsibility for item in ITEMS}
        assert all({item.responsibility for item in paper} == areas for paper in papers)


def test_an_emphasis_has_its_share(drawn: tuple[str, list[list[Package]]]) -> None:
    name, papers = drawn
    least, areas = EMPHASIS.get(name, (0, set()))
    points = Counter[bool]()
    for item in (item for paper in papers for item in paper):
        points[item.responsibility in areas] += item.points
    assert points[True] >= least * points.total()


def test_nothing_is_drawn_that_only_a_person_can_mark(
    drawn: tuple[str, list[list[Package]]],
) -> None:
    assert {item.kind for paper in drawn[1] for item in paper} <= set(MACHINE_KINDS)


def test_no_paper_is_harder_by_luck(drawn: tuple[str, list[list[Package]]]) -> None:
    expected = [
        sum(item.points * item.difficulty for item in paper) / sum(item.points for item in paper)
        for paper in drawn[1]
    ]
    assert max(expected) - min(expected) <= 0.05


def test_minutes_are_left_for_reading_again(drawn: tuple[str, list[list[Package]]]) -> None:
    name, papers = drawn
    minutes = [sum(item.minutes for item in paper) for paper in papers]
    assert 0.6 * PRESETS[name].minutes <= max(minutes)
    assert sum(minutes) / len(minutes) <= (1 - READ_AGAIN) * PRESETS[name].minutes
    assert max(minutes) <= (1 - LEAST_LEFT) * PRESETS[name].minutes


def test_five_papers_are_there_of_which_no_two_share_much(
    drawn: tuple[str, list[list[Package]]],
) -> None:
    papers = [frozenset(item.id for item in paper) for paper in drawn[1]]
    assert len(apart(papers, APART)) == APART


def apart(papers: list[frozenset[str]], wanted: int) -> list[frozenset[str]]:
    """So many papers of which each two are apart; none where there are not so many."""
    for at, paper in enumerate(papers if wanted else ()):
        others = [one for one in papers[at + 1 :] if len(one & paper) <= MOST_SHARED * len(paper)]
        if len(others) >= wanted - 1:
            found = apart(others, wanted - 1)
            if len(found) == wanted - 1:
                return [paper, *found]
    return []
