"""What assembly promises, for any bank and any blueprint."""

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.assessments.assembly import (
    Draw,
    Eligible,
    ItemRef,
    Placed,
    Shortage,
    assemble,
    expectation,
)

OURS = UUID(int=1)


def item(number: int, *, enemies: tuple[int, ...] = (), **more: object) -> Eligible:
    return Eligible(
        ref=ItemRef(item_organisation_id=OURS, item_version_id=UUID(int=1000 + number)),
        item_id=UUID(int=number),
        points=2,
        enemies=frozenset(UUID(int=other) for other in enemies),
        **more,  # type: ignore[arg-type]
    )


def pool(rule: int, count: int, items: list[Eligible], *, fixed: bool = False) -> Draw:
    return Draw(section=0, rule=rule, count=count, eligible=tuple(items), fixed=fixed)


def numbers(placed: tuple[Placed, ...]) -> list[int]:
    return [one.ref.item_version_id.int - 1000 for one in placed]


pools = st.lists(st.sets(st.integers(1, 12), min_size=1, max_size=8), min_size=1, max_size=5)


@st.composite
def fillable(draw: st.DrawFn) -> list[Draw]:
    """Overlapping pools made around a paper that exists, so that there is one to find."""
    paper = draw(st.permutations(range(1, 13)))
    draws, at = [], 0
    for rule, noise in enumerate(draw(pools)):
        count = draw(st.integers(0, min(3, 12 - at)))
        members = sorted({*noise, *paper[at : at + count]})
        draws.append(pool(rule, count, [item(n) for n in members]))
        at += count
    return draws


exposures = st.dictionaries(st.integers(1001, 1012).map(lambda n: UUID(int=n)), st.integers(0, 9))


@given(draws=fillable(), seed=st.integers(0, 2**63 - 1), exposure=exposures)
def test_same_seed_and_exposure_give_the_same_paper(
    draws: list[Draw], seed: int, exposure: dict[UUID, int]
) -> None:
    assert assemble(draws, seed=seed, exposure=exposure) == assemble(
        draws, seed=seed, exposure=exposure
    )


@given(draws=fillable(), seed=st.integers(0, 999), exposure=exposures)
def test_each_rule_gets_its_count_from_its_own_pool_and_nothing_twice(
    draws: list[Draw], seed: int, exposure: dict[UUID, int]
) -> None:
    placed = assemble(draws, seed=seed, exposure=exposure)
    assert [one.position for one in placed] == list(range(1, len(placed) + 1))
    assert len(set(numbers(placed))) == len(placed)
    for draw in draws:
        got = [one.ref for one in placed if one.rule == draw.rule]
        assert len(got) == draw.count
        assert set(got) <= {one.ref for one in draw.eligible}


@given(draws=fillable(), seed=st.integers(0, 999), exposure=exposures)
def test_no_other_choice_would_be_less_exposed(
    draws: list[Draw], seed: int, exposure: dict[UUID, int]
) -> None:
    def worn(refs: list[ItemRef]) -> int:
        return sum(exposure.get(ref.item_version_id, 0) for ref in refs)

    placed = assemble(draws, seed=seed, exposure=exposure)
    chosen = {one.ref for one in placed}
    for one in placed:  # swapping any one question within its rule gains nothing
        for other in draws[one.rule].eligible:
            if other.ref not in chosen:
                assert worn([other.ref]) >= worn([one.ref])


@given(seed=st.integers(0, 999))
def test_the_order_of_the_rows_does_not_matter(seed: int) -> None:
    items = [item(n) for n in range(1, 9)]
    one = assemble([pool(0, 4, items)], seed=seed, exposure={})
    other = assemble([pool(0, 4, items[::-1])], seed=seed, exposure={})
    assert one == other


@settings(max_examples=10)
@given(first=st.integers(0, 2**40))
def test_exposure_evens_out_over_many_papers(first: int) -> None:
    draws = [
        pool(0, 3, [item(n) for n in range(1, 11)]),
        pool(1, 2, [item(n) for n in range(6, 14)]),
    ]
    seen: Counter[UUID] = Counter()
    for seed in range(first, first + 130):
        seen.update(p.ref.item_version_id for p in assemble(draws, seed=seed, exposure=seen))
    assert len(seen) == 13
    assert max(seen.values()) - min(seen.values()) <= 2


def test_within_one_pool_no_item_is_ever_two_papers_ahead() -> None:
    seen: Counter[UUID] = Counter({UUID(int=1000 + n): 0 for n in range(1, 8)})
    for seed in range(60):
        draws = [pool(0, 3, [item(n) for n in range(1, 8)])]
        seen.update(p.ref.item_version_id for p in assemble(draws, seed=seed, exposure=seen))
        assert max(seen.values()) - min(seen.values()) <= 1


def expected(items: list[Eligible], placed: tuple[Placed, ...]) -> float:
    """The score that the paper is expected to give."""
    difficulty = {one.ref.item_version_id: one.difficulty for one in items}
    return sum(difficulty[p.ref.item_version_id] for p in placed) / len(placed)


def test_nobodys_paper_is_harder_by_luck() -> None:
    items = [item(n, difficulty=(0.3, 0.5, 0.7)[n % 3]) for n in range(30)]
    draws = [pool(0, 6, items)]
    seen: Counter[UUID] = Counter({one.ref.item_version_id: 0 for one in items})
    scores = []
    for seed in range(50):
        placed = assemble(draws, seed=seed, exposure=seen)
        seen.update(p.ref.item_version_id for p in placed)
        scores.append(expected(items, placed))
    assert expectation(draws) == pytest.approx(0.5)
    assert max(seen.values()) - min(seen.values()) <= 1
    assert max(abs(score - 0.5) for score in scores) <= 0.05


def test_different_seeds_draw_different_papers() -> None:
    draws = [pool(0, 3, [item(n) for n in range(1, 31)])]
    papers = {tuple(numbers(assemble(draws, seed=seed, exposure={}))) for seed in range(20)}
    assert len(papers) == 20


def test_an_item_that_two_rules_may_draw_goes_to_the_one_that_needs_it() -> None:
    for seed in range(20):
        placed = assemble(
            [pool(0, 1, [item(1), item(2)]), pool(1, 1, [item(1)])],
            seed=seed,
            exposure={UUID(int=1002): 50},
        )
        assert numbers(placed) == [2, 1]


def test_a_shortage_names_the_rule_and_what_was_found() -> None:
    with pytest.raises(Shortage) as short:
        assemble(
            [
                pool(0, 1, [item(9)]),
                Draw(section=2, rule=1, count=3, eligible=(item(1), item(2))),
            ],
            seed=1,
            exposure={},
        )
    assert (short.value.section, short.value.rule) == (2, 1)
    assert (short.value.wanted, short.value.found) == (3, 2)
    assert short.value.words == "Asks for 3, and 2 fit."


def test_two_rules_that_need_the_same_item_are_short() -> None:
    with pytest.raises(Shortage, match="other rules need them"):
        assemble([pool(0, 1, [item(1)]), pool(1, 1, [item(1)])], seed=1, exposure={})


def test_a_fixed_question_is_always_asked_and_never_drawn_again() -> None:
    for seed in range(20):
        placed = assemble(
            [pool(0, 2, [item(1), item(2), item(3)]), pool(1, 1, [item(1)], fixed=True)],
            seed=seed,
            exposure={UUID(int=1001): 0, UUID(int=1002): 9, UUID(int=1003): 9},
        )
        assert sorted(numbers(placed)[:2]) == [2, 3]
        assert numbers(placed)[2] == 1


def test_the_same_fixed_question_twice_is_a_shortage() -> None:
    with pytest.raises(Shortage):
        assemble([pool(0, 1, [item(1)], fixed=True), pool(1, 1, [item(1)], fixed=True)], seed=1,
                 exposure={})  # fmt: skip


@given(seed=st.integers(0, 2**32))
def test_enemies_are_not_asked_together(seed: int) -> None:
    items = [item(1, enemies=(2, 3)), item(2, enemies=(1,)), item(3, enemies=(1,)), item(4)]
    chosen = set(numbers(assemble([pool(0, 3, items)], seed=seed, exposure={})))
    assert chosen == {2, 3, 4}


def test_enmity_said_by_one_side_holds_for_both() -> None:
    items = [item(1, enemies=(2,)), item(2), item(3)]
    for seed in range(30):
        assert {1, 2} - set(numbers(assemble([pool(0, 2, items)], seed=seed, exposure={})))


def test_enemies_that_leave_too_few_are_a_shortage() -> None:
    with pytest.raises(Shortage, match="may not stand together"):
        assemble([pool(0, 2, [item(1, enemies=(2,)), item(2)])], seed=1, exposure={})


@given(seed=st.integers(0, 2**63 - 1), size=st.integers(2, 6))
def test_an_ordering_item_never_comes_solved(seed: int, size: int) -> None:
    options = tuple("abcdef"[:size])
    solved = options[::-1]
    one = item(1, options=options, solved=solved, shuffled=False)
    (placed,) = assemble([pool(0, 1, [one])], seed=seed, exposure={})
    assert placed.option_order != solved
    assert sorted(placed.option_order) == sorted(options)


def test_options_with_an_order_of_their_own_keep_it() -> None:
    one = item(1, options=("a", "b", "c", "d"), shuffled=False)
    for seed in range(30):
        (placed,) = assemble([pool(0, 1, [one])], seed=seed, exposure={})
        assert placed.option_order == ("a", "b", "c", "d")


def test_other_options_change_places_evenly() -> None:
    one = item(1, options=("a", "b", "c"))
    firsts = Counter(
        assemble([pool(0, 1, [one])], seed=seed, exposure={})[0].option_order[0]
        for seed in range(600)
    )
    assert all(150 < firsts[option] < 250 for option in "abc")
