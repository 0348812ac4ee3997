"""Cohen's weighted kappa against published figures, and what agreement tells beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.marking.agreement import agreement, kappa

LEVELS = st.integers(0, 4)
PAIRS = st.lists(st.tuples(LEVELS, LEVELS), min_size=1, max_size=60)


def table(*rows):
    """The pairs that a table of counts holds: rows are the first marker's levels."""
    return [
        (i, j) for i, row in enumerate(rows) for j, count in enumerate(row) for _ in range(count)
    ]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ([1, 2, 3], [1, 2, 3], 1.0),
        ([1, 2, 1], [1, 2, 2], 0.4),
        ([1, 2, 3, 1, 2, 3], [1, 2, 3, 1, 3, 2], 0.75),
    ],
)
def test_small_examples_of_the_automated_essay_scoring_prize(first, second, told):
    """Hamner, github.com/benhamner/Metrics, Python/ml_metrics/test/test_quadratic_weighted_kappa"""
    assert kappa(list(zip(first, second, strict=True))) == pytest.approx(told, abs=1e-9)


def test_two_levels_are_cohens_kappa_of_1960():
    """With two levels every weight is that of the plain kappa: the table of 50 that textbooks show
    (20, 5 / 10, 15): observed .70, by chance .50, kappa .40."""
    assert kappa(table((20, 5), (10, 15))) == pytest.approx(0.4)


def test_where_everybody_gives_one_level_there_is_no_kappa():
    found = agreement([(2, 2)] * 12)
    assert (found.exact, found.adjacent, found.kappa) == (1, 1, None)


def test_shares_count_pairs():
    found = agreement([(0, 0), (1, 2), (4, 1), (3, 3)])
    assert (found.pairs, found.exact, found.adjacent) == (4, 0.5, 0.75)


def test_nothing_agrees_about_nothing():
    assert agreement([]) is None


@given(PAIRS)
def test_kappa_is_at_most_one_and_does_not_ask_who_was_first(pairs):
    found = kappa(pairs)
    if found is not None:
        assert found <= 1
        assert found == pytest.approx(kappa([(other, one) for one, other in pairs]))


@given(st.lists(LEVELS, min_size=2, max_size=40).filter(lambda given: len(set(given)) > 1))
def test_kappa_is_one_where_all_agree_and_the_scale_may_be_shifted(given):
    assert kappa([(one, one) for one in given]) == pytest.approx(1)
