"""Scores carry their error: published oracles, and what must hold for any marks."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assay.marking.scoring import (
    Measure,
    Range,
    are_distinguishable,
    band,
    effective_n,
    summary,
    wilson,
)


@pytest.mark.parametrize(
    ("right", "items", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (14, 20, 0.481, 0.855),
    ],
)
def test_95_percent_interval_is_newcombes(right: int, items: int, low: float, high: float) -> None:
    assert wilson(right / items, items, z=1.96) == pytest.approx((low, high), abs=0.0006)


def test_likely_range_of_14_of_20_is_the_published_one() -> None:
    assert wilson(14 / 20, 20, z=1) == pytest.approx((0.590, 0.791), abs=0.0006)


def test_summary_puts_the_oracle_on_the_scale_of_100() -> None:
    measure = summary([1] * 14 + [0] * 6, [1] * 20).measure
    assert measure is not None
    assert measure.percent == 70
    assert (round(measure.interval.low, 1), round(measure.interval.high, 1)) == (48.1, 85.5)
    assert measure.band is None


@pytest.mark.parametrize("right", [0, 20])
def test_nothing_right_and_all_right_still_have_a_width(right: int) -> None:
    measure = summary([1] * right + [0] * (20 - right), [1] * 20).measure
    assert measure is not None
    assert measure.likely.half > 2
    assert measure.interval.half > 8


def test_effective_n_counts_unequal_items_for_less() -> None:
    assert effective_n([1, 1, 1, 1]) == 4
    assert effective_n([3, 1, 1, 1]) == 3
    assert effective_n([0, 0]) == 0


def test_under_four_items_there_is_no_number() -> None:
    three = summary([1, 1, 1], [1, 1, 1], cut=70)
    assert (three.items, three.points, three.out_of, three.measure) == (3, 3, 3, None)
    assert summary([1, 1, 1, 0], [1, 1, 1, 1]).measure is not None


def test_an_item_without_points_is_not_measured() -> None:
    assert summary([1, 1, 1, 0], [1, 1, 1, 0]).measure is None


def test_partial_credit_is_added_exactly() -> None:
    third = Decimal("0.3333")
    assert summary([third] * 3, [1] * 3).points == Decimal("0.9999")


@pytest.mark.parametrize(
    ("cut", "expected"),
    [(58.9, "above"), (59.1, "review"), (70, "review"), (79.0, "review"), (79.2, "below")],
)
def test_band_is_review_while_the_cut_lies_in_the_likely_range(cut: float, expected: str) -> None:
    measure = summary([1] * 14 + [0] * 6, [1] * 20, cut=cut).measure
    assert measure is not None
    assert measure.band == expected


def test_a_cut_on_the_very_end_is_still_review() -> None:
    assert band(Range(low=60, high=80), 80) == "review"
    assert band(Range(low=60, high=80), 60) == "review"


@pytest.mark.parametrize("marks", [([1], [1, 1]), ([2], [1]), ([-1], [1]), ([0], [-1])])
def test_marks_off_their_scale_are_refused(marks: tuple[list[int], list[int]]) -> None:
    with pytest.raises(ValueError):
        summary(*marks)


@pytest.mark.parametrize(("p", "n"), [(-0.1, 5), (1.1, 5), (0.5, 0), (0.5, float("nan"))])
def test_an_interval_of_nonsense_is_refused(p: float, n: float) -> None:
    with pytest.raises(ValueError):
        wilson(p, n, z=1)


def test_74_and_66_of_eighteen_questions_are_not_told_apart() -> None:
    better = _right(13, of=18)
    assert not are_distinguishable(better, _right(12, of=18))
    assert are_distinguishable(better, _right(3, of=18))


def test_two_full_scores_are_not_told_apart() -> None:
    assert not are_distinguishable(_right(5, of=5), _right(30, of=30))


def _right(right: int, *, of: int) -> Measure:
    measure = summary([1] * right + [0] * (of - right), [1] * of).measure
    assert measure is not None
    return measure


shares = st.floats(0, 1)
counts = st.floats(0.5, 5000)


@given(shares, counts, st.floats(0.1, 4))
def test_interval_holds_its_share_and_stays_on_the_scale(p: float, n: float, z: float) -> None:
    low, high = wilson(p, n, z=z)
    assert 0 <= low < high <= 1
    assert low - 1e-12 <= p <= high + 1e-12


@given(shares, counts)
def test_95_percent_interval_holds_the_likely_range(p: float, n: float) -> None:
    inner, outer = wilson(p, n, z=1), wilson(p, n, z=1.96)
    assert outer[0] - 1e-12 <= inner[0] < inner[1] <= outer[1] + 1e-12


@given(shares, counts)
def test_more_questions_never_widen_it(p: float, n: float) -> None:
    few, many = wilson(p, n, z=1.96), wilson(p, 2 * n, z=1.96)
    assert many[1] - many[0] <= few[1] - few[0] + 1e-12


@given(shares, counts)
def test_it_is_the_same_from_the_other_side(p: float, n: float) -> None:
    low, high = wilson(p, n, z=1)
    assert wilson(1 - p, n, z=1) == pytest.approx((1 - high, 1 - low), abs=1e-9)


maxima = st.lists(st.integers(1, 12), min_size=4, max_size=40)


@given(maxima)
def test_unequal_items_are_never_worth_more_than_their_count(most: list[int]) -> None:
    assert 1 - 1e-9 <= effective_n(most) <= len(most) + 1e-9


@given(maxima, st.integers(2, 50))
def test_points_in_another_unit_change_nothing(most: list[int], unit: int) -> None:
    got = [each // 2 for each in most]
    here, there = summary(got, most).measure, _scaled(got, most, unit)
    assert here is not None
    assert (here.percent, here.likely.low) == pytest.approx((there.percent, there.likely.low))


def _scaled(got: list[int], most: list[int], unit: int) -> Measure:
    measure = summary([g * unit for g in got], [m * unit for m in most]).measure
    assert measure is not None
    return measure


@given(maxima, st.integers(0, 100))
def test_another_point_never_lowers_the_band(most: list[int], cut: int) -> None:
    order = ["below", "review", "above"]
    less = [0] * len(most)
    before, after = summary(less, most, cut).measure, summary([1, *less[1:]], most, cut).measure
    assert before is not None
    assert after is not None
    assume(before.band is not None and after.band is not None)
    assert order.index(str(after.band)) >= order.index(str(before.band))
