"""What the builder is told about a blueprint before it is published."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from assay.assessments.assembly import Draw, Eligible, ItemRef
from assay.assessments.outlook import ENEMIES, Fact, outlook


def item(number: int, *, minutes: str = "1.5", points: int = 2) -> Eligible:
    return Eligible(
        ref=ItemRef(item_organisation_id=UUID(int=1), item_version_id=UUID(int=number)),
        item_id=UUID(int=number),
        points=points,
        minutes=Decimal(minutes),
        area="testing",
    )


POOL = Draw(section=0, rule=0, count=2, eligible=(item(1), item(2), item(3, points=5)))


def test_points_and_minutes_are_what_a_paper_has_on_average() -> None:
    seen = outlook([POOL, replace(POOL, rule=1, count=1, eligible=(item(4, minutes="2.2"),))])
    assert (seen.questions, seen.points, seen.minutes) == (3, 8, 6)  # 2 x 3 + 2; 2 x 1.5 + 2.2
    assert seen.areas == {"testing"}
    assert not seen.has_shortage


def test_every_rule_that_is_too_small_is_told_of() -> None:
    short = [replace(POOL, count=4), replace(POOL, rule=1, eligible=()), replace(POOL, rule=2)]
    seen = outlook(short)
    assert seen.at(0, 0) == Fact(eligible=3, shortage="Asks for 4, and 3 fit.")
    assert seen.at(0, 1) == Fact(eligible=0, shortage="Asks for 2, and none fit.")
    assert seen.at(0, 2).shortage is None


def test_rules_that_take_each_others_items_are_told_of() -> None:
    seen = outlook([POOL, replace(POOL, rule=1)])
    assert seen.at(0, 0).shortage is None
    assert "other rules need them" in str(seen.at(0, 1).shortage)


def test_two_named_questions_that_are_enemies_are_told_of() -> None:
    one = replace(item(1), enemies=frozenset({UUID(int=2)}))
    both = [
        Draw(section=0, rule=rule, count=1, eligible=(each,), fixed=True)
        for rule, each in enumerate((one, item(2)))
    ]
    assert outlook(both).at(0, 0).shortage == ENEMIES
    assert not outlook([both[0], replace(both[1], fixed=False, eligible=(item(3),))]).has_shortage


def test_a_rule_that_is_not_there_has_no_fact() -> None:
    assert outlook([POOL]).at(7, 7) == Fact()


def test_nine_papers_in_ten_take_no_longer() -> None:
    long = replace(POOL, count=1, eligible=(item(1, minutes="2"), item(2, minutes="12")))
    seen = outlook([long])
    assert (seen.minutes, seen.most_minutes) == (7, 14)  # 7 + 1.2816 x 5
    assert outlook([replace(long, count=2)]).most_minutes == 14  # both are asked: no chance in it


def test_shares_are_of_the_points() -> None:
    other = replace(item(9, points=6), area="deployment")
    seen = outlook(
        [replace(POOL, eligible=(item(1), item(2))), replace(POOL, count=1, eligible=(other,))]
    )
    assert {area: (one.questions, round(one.percent)) for area, one in seen.shares.items()} == {
        "testing": (2.0, 40), "deployment": (1.0, 60),
    }  # fmt: skip


def test_the_error_is_told_where_there_is_a_cut_and_a_paper() -> None:
    eight = replace(POOL, count=8, eligible=tuple(item(n) for n in range(1, 9)))
    assert outlook([eight]).error is None
    assert outlook([eight], 50).error == pytest.approx(100 * (0.25 / 8) ** 0.5)
    assert outlook([eight], 50).expected == 50
    assert outlook([replace(eight, count=9)], 50).error is None
    assert outlook([], 50).expected is None
