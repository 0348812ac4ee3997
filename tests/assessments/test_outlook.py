"""What the builder is told about a blueprint before it is published."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from assay.assessments.assembly import Draw, Eligible, ItemRef
from assay.assessments.outlook import Fact, outlook


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


def test_a_rule_that_is_not_there_has_no_fact() -> None:
    assert outlook([POOL]).at(7, 7) == Fact()
