"""What levels are worth, when a third is asked, and what two or three marks come to."""

from decimal import Decimal
from fractions import Fraction

import pytest

from assay.bank.rubrics import Criterion
from assay.core.errors import Invalid
from assay.marking.panel import final, needed, read_levels, share

CRITERIA = tuple(
    Criterion(id=name, says=f"About the {name}", anchors=tuple("abcde"))
    for name in ("danger", "remedy")
)
QUARTER = Decimal("0.25")


def of(*eighths):
    return [Fraction(one, 8) for one in eighths]


def test_each_criterion_weighs_the_same_where_nothing_else_is_said():
    assert share(CRITERIA, {"danger": 4, "remedy": 1}) == Fraction(5, 8)
    assert share(CRITERIA, {"danger": 0, "remedy": 0}) == 0
    assert share(CRITERIA, {"danger": 4, "remedy": 4}) == 1


def test_a_criterion_counts_by_its_weight_however_many_levels_it_has():
    short = Criterion(id="form", says="About the form", anchors=("no", "yes"), weight=3)
    criteria = (CRITERIA[0], short)
    assert share(criteria, {"danger": 2, "form": 0}) == Fraction(1, 8)
    assert share(criteria, {"danger": 0, "form": 1}) == Fraction(3, 4)
    assert share(criteria, {"danger": 4, "form": 1}) == 1


def test_a_level_above_the_top_of_its_criterion_is_none():
    short = Criterion(id="form", says="About the form", anchors=("no", "yes"))
    with pytest.raises(Invalid):
        read_levels([short], {"form": "2"})


@pytest.mark.parametrize("given", ["", "5", "-1", "1.5", "x", " 1", "٣", None])
def test_a_level_is_one_of_five(given):
    with pytest.raises(Invalid) as refused:
        read_levels(CRITERIA, {"danger": given, "remedy": "0"})
    assert refused.value.fields == {"danger": "Choose a level: About the danger"}


def test_levels_are_read_by_criterion_and_strangers_are_passed_over():
    assert read_levels(CRITERIA, {"danger": "4", "remedy": "0", "x": "9"}) == {
        "danger": 4, "remedy": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("shares", "markers", "wanted"),
    [
        (of(), 1, 1),
        (of(8), 1, 1),
        (of(), 2, 2),
        (of(8), 2, 2),
        (of(8, 6), 2, 2),
        (of(8, 5), 2, 3),
        (of(5, 8), 2, 3),
        (of(8, 5), 3, 3),
        (of(8, 5, 5), 3, 3),
    ],
)
def test_a_third_is_asked_where_two_differ_by_more_than_the_distance(shares, markers, wanted):
    assert needed(shares, markers, QUARTER) == wanted


@pytest.mark.parametrize(
    ("shares", "earned"),
    [(of(5), 5), (of(6, 8), 7), (of(8, 2, 3), 3), (of(0, 8, 8), 8), (of(0, 8, 4), 4)],
)
def test_one_decides_two_make_a_mean_and_of_three_the_median_counts(shares, earned):
    assert final(shares) == Fraction(earned, 8)
