"""The cut of a panel, against what can be worked out by hand."""

from math import sqrt
from uuid import UUID

import pytest

from assay.assessments.angoff import finished, lacking, minutes, outcome, spread_of, weights
from assay.assessments.assembly import Draw, Eligible, ItemRef

ANNA, BERT, CARA, DORA = (UUID(int=n) for n in range(1, 5))
SAID = {ANNA: (60, 70, 50, 80), BERT: (70, 70, 40, 90), CARA: (50, 80, 50, 70)}


def item(number):
    return UUID(int=100 + number)


def ratings(said=SAID):
    return {
        judge: {item(n): share for n, share in enumerate(shares)} for judge, shares in said.items()
    }


def equal(count=4, points=1.0):
    return {item(n): points for n in range(count)}


def test_three_judges_and_four_items_give_the_published_cut_and_error():
    """domain.md, Modified Angoff: judges' cuts 2.6, 2.7, 2.5; cut 2.6; error .0577."""
    found = outcome(equal(), ratings())
    points = {judge: cut * found.out_of / 100 for judge, cut in found.cuts.items()}
    assert points == pytest.approx({ANNA: 2.6, BERT: 2.7, CARA: 2.5})
    assert found.points == pytest.approx(2.6)
    assert found.se * found.out_of / 100 == pytest.approx(0.0577, abs=5e-5)


def test_the_same_as_a_share_of_the_whole():
    found = outcome(equal(), ratings())
    assert (found.mean, found.sd, found.se) == pytest.approx((65, 2.5, 2.5 / sqrt(3)))
    assert found.within(1) == pytest.approx((65 - 1.443376, 65 + 1.443376))
    assert found.within(2) == pytest.approx((65 - 2.886751, 65 + 2.886751))


def test_each_item_has_its_mean_and_spread_and_the_widest_stands_first():
    found = outcome(equal(), ratings())
    first, third = found.items[item(0)], found.items[item(2)]
    assert (first.mean, first.sd, first.low, first.high) == pytest.approx((60, 10, 50, 70))
    assert (third.mean, third.sd) == pytest.approx((140 / 3, 10 / sqrt(3)))
    assert found.widest[:2] == [item(0), item(3)]


def test_the_spread_of_one_item_counts_whoever_rated_it():
    some = ratings() | {DORA: {item(0): 80}}
    assert spread_of(item(0), some).mean == pytest.approx(65)
    assert spread_of(item(4), some) is None


def test_an_item_counts_by_its_points():
    heavy = equal() | {item(3): 5.0}
    found = outcome(heavy, ratings())
    assert found.cuts[ANNA] == pytest.approx(100 * (0.6 + 0.7 + 0.5 + 5 * 0.8) / 8)
    assert found.out_of == 8


def test_judges_who_agree_leave_no_error():
    found = outcome(equal(), ratings(dict.fromkeys((ANNA, BERT, CARA), (60, 70, 50, 80))))
    assert (found.sd, found.se, found.within(2)) == (0, 0, (65, 65))


def test_the_band_stays_on_the_scale():
    found = outcome(equal(1), ratings({ANNA: (100,), BERT: (100,), CARA: (40,)}))
    low, high = found.within(2)
    assert (low, high) == (pytest.approx(40), 100)


def test_fewer_than_three_judges_give_no_cut():
    assert outcome(equal(), ratings({ANNA: SAID[ANNA], BERT: SAID[BERT]})) is None


def test_who_has_not_rated_everything_is_not_counted():
    some = ratings() | {DORA: {item(0): 0}}
    assert outcome(equal(), some) == outcome(equal(), ratings())
    assert finished(equal(), some) == [ANNA, BERT, CARA]


def test_an_item_that_left_is_not_counted_and_one_that_came_must_be_rated():
    assert outcome(equal(3), ratings()).mean == pytest.approx((60 + 60 + 60) / 3)
    assert outcome(equal(5), ratings()) is None


def test_what_too_few_have_rated_is_named():
    said = ratings()
    del said[CARA][item(1)]
    assert lacking(equal(5), said) == [item(1), item(4)]
    assert lacking(equal(), ratings()) == []


def test_without_items_there_is_nothing_to_rate():
    assert outcome({}, ratings()) is None
    assert finished({}, ratings()) == []


def eligible(number, points=1):
    ref = ItemRef(item_organisation_id=UUID(int=9), item_version_id=item(number))
    return Eligible(ref=ref, item_id=UUID(int=1000 + number), points=points)


def rule(count, *items, fixed=False, number=0):
    return Draw(section=0, rule=number, count=count, eligible=items, fixed=fixed)


def test_a_pool_counts_each_item_by_its_chance_of_being_drawn():
    pool = rule(2, *(eligible(n, points=3) for n in range(5)))
    fixed = rule(1, eligible(9, points=2), fixed=True, number=1)
    assert weights([pool, fixed]) == pytest.approx({item(n): 1.2 for n in range(5)} | {item(9): 2})


def test_a_pool_smaller_than_its_rule_counts_no_item_twice():
    assert weights([rule(3, eligible(0, points=4))]) == {item(0): 4}
    assert weights([rule(3)]) == {}


def test_a_pool_does_not_draw_what_a_fixed_rule_names():
    """By item: another version of what is named does not stand in the paper either."""
    named = rule(1, eligible(0, points=2), fixed=True, number=1)
    assert weights([rule(1, eligible(0), eligible(1)), named]) == {item(0): 2, item(1): 1}


def test_what_two_pools_may_draw_counts_in_each():
    pools = [rule(1, eligible(0), eligible(1)), rule(1, eligible(1), eligible(2), number=1)]
    assert weights(pools) == {item(0): 0.5, item(1): 1, item(2): 0.5}


def test_the_weights_of_a_whole_paper_add_up_to_its_points():
    draws = [rule(3, *(eligible(n, points=2) for n in range(7))), rule(2, eligible(8), eligible(9))]
    assert sum(weights(draws).values()) == pytest.approx(8)


@pytest.mark.parametrize(("items", "told"), [(1, 5), (5, 5), (6, 10), (79, 80)])
def test_a_round_takes_about_a_minute_an_item(items, told):
    assert minutes(items) == told
