"""The error at the cut, against what can be worked out by hand."""

from math import sqrt

import pytest

from assay.assessments.precision import Weighed, error_at, questions_for


def equal(count, p, points=1.0):
    return [Weighed(1.0, points, p)] * count


def test_equal_questions_give_the_binomial_error():
    assert error_at(60, equal(20, 0.6)) == pytest.approx(100 * sqrt(0.6 * 0.4 / 20))


@pytest.mark.parametrize("p", [0.3, 0.5, 0.9])
def test_however_hard_they_are_what_counts_is_who_stands_at_the_cut(p):
    assert error_at(60, equal(20, p)) == pytest.approx(10.954, abs=0.001)


def test_points_do_not_matter_while_they_are_equal():
    assert error_at(50, equal(8, 0.5, points=7)) == pytest.approx(error_at(50, equal(8, 0.5)))


def test_unequal_difficulties_err_less_than_equal_ones():
    mixed = [Weighed(1.0, 1.0, p) for p in (0.9, 0.9, 0.3, 0.3)]
    assert error_at(60, mixed) == pytest.approx(100 * sqrt(2 * 0.09 + 2 * 0.21) / 4, abs=1e-6)


def test_a_question_that_weighs_most_of_the_points_makes_it_wide():
    heavy = [*equal(4, 0.5), Weighed(1.0, 12.0, 0.5)]
    assert error_at(50, heavy) == pytest.approx(100 * sqrt((4 + 144) / 4) / 16)


def test_a_pool_counts_each_item_by_its_chance():
    pool = [Weighed(0.5, 1.0, 0.5)] * 40
    assert error_at(50, pool) == pytest.approx(error_at(50, equal(20, 0.5)))


@pytest.mark.parametrize(("cut", "count"), [(0, 20), (100, 20), (60, 3)])
def test_where_there_is_nothing_to_err_there_is_no_error(cut, count):
    assert error_at(cut, equal(count, 0.5)) is None


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_a_question_that_all_or_none_should_answer_is_no_division_by_nothing(p):
    assert error_at(60, [*equal(5, 0.5), Weighed(1.0, 1.0, p)]) is not None


def test_half_the_error_needs_four_times_the_questions():
    assert questions_for(10, 20, 15) == 60
