"""Rules are added to a blueprint, moved in it and taken out of it; nothing else changes."""

import pytest

from assay.assessments.arranging import added, mark_of, moved, without
from assay.assessments.blueprint import Blueprint, Pool, Section

RULES = [Pool(count=count) for count in range(1, 6)]
PLAN = Blueprint(
    sections=(
        Section(title="One", minutes=10, locks=True, rules=(RULES[0], RULES[1])),
        Section(title="Two", rules=(RULES[2],)),
    )
)


def counts(blueprint):
    return [[rule.count for rule in section.rules] for section in blueprint.sections]


def test_a_rule_is_added_last_in_its_section():
    assert counts(added(PLAN, 0, RULES[4])) == [[1, 2, 5], [3]]


def test_the_number_after_the_last_section_begins_another():
    grown = added(PLAN, 2, RULES[4])
    assert (counts(grown), grown.sections[2].title) == ([[1, 2], [3], [5]], "Section 3")
    assert counts(added(Blueprint(), 0, RULES[4])) == [[5]]


@pytest.mark.parametrize(
    ("at", "down", "becomes"),
    [
        ((0, 0), True, [[2, 1], [3]]),
        ((0, 1), False, [[2, 1], [3]]),
        ((0, 1), True, [[1], [2, 3]]),
        ((1, 0), False, [[1, 2, 3], []]),
        ((0, 0), False, [[1, 2], [3]]),
        ((1, 0), True, [[1, 2], [3]]),
    ],
)
def test_a_rule_moves_one_place_and_over_the_edge_of_its_section(at, down, becomes):
    assert counts(moved(PLAN, *at, down=down)) == becomes


def test_a_rule_is_taken_out_and_its_section_stays():
    assert counts(without(PLAN, 1, 0)) == [[1, 2], []]


def test_what_a_section_is_beside_its_rules_stays():
    changed = moved(PLAN, 0, 0, down=True)
    assert [(one.title, one.minutes, one.locks) for one in changed.sections] == [
        ("One", 10, True), ("Two", None, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        lambda: added(PLAN, 3, RULES[4]),
        lambda: added(PLAN, -1, RULES[4]),
        lambda: moved(PLAN, 2, 0, down=True),
        lambda: moved(PLAN, 0, 2, down=True),
        lambda: moved(PLAN, 0, -1, down=True),
        lambda: without(PLAN, 1, 1),
        lambda: without(PLAN, -1, 0),
    ],
    ids=["added-behind", "added-before", "no-section", "no-rule", "before", "gone", "gone-before"],
)
def test_what_is_not_there_is_told(change):
    with pytest.raises(IndexError):
        change()


def test_the_mark_is_that_of_this_blueprint_alone():
    assert mark_of(PLAN) == mark_of(Blueprint(sections=PLAN.sections))
    assert mark_of(PLAN) != mark_of(moved(PLAN, 0, 0, down=True))
