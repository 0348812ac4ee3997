"""A resit's paper: without what was met, as far as any paper of its rules can do without."""

import random
from itertools import product
from uuid import UUID

import pytest

from assay.assessments import actions, papers, returning
from assay.assessments.assembly import Draw, Shortage, assemble
from assay.assessments.blueprint import Fixed, Pool
from assay.assessments.meeting import NOTHING, Met, Return, met_in
from assay.core.db import reading, transaction
from tests.assessments.bench import Bench
from tests.assessments.test_assembly import item, numbers, pool

SEEDS = range(50)


@pytest.fixture
def bench(app):
    with Bench(app) as bench:
        yield bench


def met(*items: int, enemies: tuple[int, ...] = ()) -> Met:
    every = [item(number) for number in (*items, *enemies)]
    ids = [one.item_id for one in every]
    return Met(items=frozenset(ids[: len(items)]), enemies=frozenset(ids[len(items) :]))


def draw(version, *sat):
    with transaction():
        return actions.draw_paper(version.id, sat=[paper.id for paper in sat])


def items_of(paper):
    with reading():
        return {one.item_id for _, one in papers.paper(paper.id)}


def fewest(draws: list[Draw], known: set[int]) -> int:
    """How many of the known items any paper has at the least, by trying them all."""
    pools = [
        [one.item_id.int for one in draw.eligible] for draw in draws for _ in range(draw.count)
    ]
    papers = (set(chosen) for chosen in product(*pools) if len(set(chosen)) == len(chosen))
    return min(len(paper & known) for paper in papers)


def bank(chance: random.Random) -> list[Draw]:
    """A few pools that overlap, made around a paper that exists."""
    paper, draws = chance.sample(range(1, 9), 8), []
    for rule in range(chance.randint(1, 3)):
        count = chance.randint(1, 2)
        others = chance.sample(range(1, 9), chance.randint(0, 4))
        members = sorted({*others, *paper[2 * rule : 2 * rule + count]})
        draws.append(pool(rule, count, [item(number) for number in members]))
    return draws


def worn(chance: random.Random) -> dict[UUID, int]:
    return {item(n).ref.item_version_id: chance.randint(0, 9) for n in range(1, 9)}


@pytest.mark.parametrize("seed", range(40))
def test_no_paper_has_fewer_of_what_was_met(seed):
    chance = random.Random(seed)
    draws, known = bank(chance), set(chance.sample(range(1, 9), chance.randint(0, 8)))
    placed = assemble(draws, seed=seed, exposure=worn(chance), met=met(*known))
    assert len(set(numbers(placed)) & known) == fewest(draws, known)


@pytest.mark.parametrize("seed", range(10))
def test_who_has_met_nothing_gets_the_paper_of_a_first_sitting(seed):
    draws, exposure = bank(random.Random(seed)), worn(random.Random(seed))
    first = assemble(draws, seed=seed, exposure=exposure)
    assert assemble(draws, seed=seed, exposure=exposure, met=NOTHING) == first


def test_where_there_are_enough_others_nothing_returns_whatever_the_seed_and_the_exposure():
    draws = [pool(0, 4, [item(n) for n in range(1, 9)])]
    often = {item(n).ref.item_version_id: 50 for n in range(5, 9)}
    for seed in SEEDS:
        placed = assemble(draws, seed=seed, exposure=often, met=met(1, 2, 3, 4))
        assert set(numbers(placed)) == {5, 6, 7, 8}


def test_an_enemy_of_what_was_met_comes_before_it_and_after_all_else():
    draws = [pool(0, 2, [item(1), item(2, enemies=(1,)), item(3)])]
    for seed in SEEDS:
        assert set(numbers(assemble(draws, seed=seed, exposure={}, met=met(1)))) == {2, 3}
    draws = [pool(0, 1, [item(2, enemies=(1,)), item(3)])]
    for seed in SEEDS:
        assert numbers(assemble(draws, seed=seed, exposure={}, met=met(1))) == [3]


def test_an_item_that_was_an_enemy_of_a_version_that_was_met_comes_late_too():
    draws = [pool(0, 1, [item(2), item(3)])]
    known = met(1, enemies=(2,))
    for seed in SEEDS:
        assert numbers(assemble(draws, seed=seed, exposure={}, met=known)) == [3]


def test_enemies_among_what_may_be_drawn_do_not_bring_back_more_than_need_be():
    """3 and 4 bar each other, so one of 1 and 2, which were met, has to come back."""
    free = [item(3, enemies=(4,)), item(4, enemies=(3,)), item(5)]
    draws = [pool(0, 3, [item(1), item(2), *free])]
    for seed in SEEDS:
        asked = set(numbers(assemble(draws, seed=seed, exposure={}, met=met(1, 2))))
        assert len(asked & {1, 2}) == 1


def test_what_is_named_by_a_rule_returns():
    draws = [pool(0, 1, [item(1)], fixed=True), pool(1, 1, [item(n) for n in (1, 2, 3)])]
    for seed in SEEDS:
        asked = numbers(assemble(draws, seed=seed, exposure={}, met=met(1, 2)))
        assert asked == [1, 3]


def test_a_shortage_is_a_shortage_still():
    with pytest.raises(Shortage):
        assemble([pool(0, 2, [item(1)])], seed=1, exposure={}, met=met(1))


def test_what_was_asked_is_not_its_own_enemy():
    one, other = item(1).item_id, item(2).item_id
    known = met_in([(one, [str(other)]), (other, [str(one)])])
    assert (known.items, known.enemies) == ({one, other}, frozenset())


def test_a_second_paper_shares_nothing_with_the_first_and_a_third_with_neither(bench):
    for _ in range(9):
        bench.make_item()
    version = bench.published(Pool(count=3))
    papers = []
    for _ in range(3):
        papers.append(draw(version, *papers))
    first, second, third = map(items_of, papers)
    assert len(first | second | third) == 9
    assert papers[2].met == sorted(map(str, first | second))


def test_another_version_of_an_item_that_was_met_is_met(bench):
    old = bench.make_item()
    before = draw(bench.published())
    new, other = bench.revise_item(old), bench.make_item()
    version = bench.published()
    assert items_of(draw(version, before)) == {other.item_id}
    assert new.item_id == old.item_id


def test_what_will_return_is_foreseen_and_is_what_returns(bench):
    named = bench.make_item()
    for _ in range(4):
        bench.make_item()
    fixed = Fixed(item_organisation_id=named.organisation_id, item_version_id=named.id)
    version = bench.published(fixed, Pool(count=3))
    first = draw(version)
    with reading():
        found = returning.foreseen(version.id, sat=[first.id])
    assert found == Return(questions=4, again=3, fixed=1)
    assert found.pooled == 2
    second = draw(version, first)
    assert len(items_of(first) & items_of(second)) == 3
    with reading():
        assert returning.asked_again(first.id, sat=[]) == 0
        assert returning.asked_again(second.id, sat=[first.id]) == 3


def test_what_is_like_a_question_that_was_asked_is_told_apart(bench):
    one = bench.make_item()
    first = draw(bench.published())
    like = bench.make_item(enemies=[str(one.item_id)])
    version = bench.published(Pool(count=1))
    with reading():
        found = returning.foreseen(version.id, sat=[first.id])
    assert found == Return(questions=1, alike=1)
    assert items_of(draw(version, first)) == {like.item_id}
