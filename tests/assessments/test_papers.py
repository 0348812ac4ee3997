"""Papers: drawn from what was frozen, kept whole, evenly exposed."""

from collections import Counter

import pytest

from assay.assessments import actions, papers, queries
from assay.assessments.blueprint import Pool
from assay.core.db import reading, transaction
from assay.core.errors import NotFound
from tests.assessments.bench import Bench


@pytest.fixture
def bench(app):
    with Bench(app) as bench:
        yield bench


def draw(version, **more):
    with transaction():
        return actions.draw_paper(version.id, **more)


def asked(paper):
    with reading():
        return [item.id for _, item in papers.paper(paper.id)]


def test_an_item_that_is_revised_stays_as_it_was_on_papers_and_in_the_version(bench):
    before = bench.make_item()
    version = bench.published()
    first = draw(version)
    after = bench.revise_item(before, points=9)
    assert asked(first) == [before.id]
    assert asked(draw(version)) == [before.id]
    assert asked(draw(bench.published())) == [after.id]


def test_seed_exposure_and_digest_are_kept(bench):
    item = bench.make_item()
    version = bench.published()
    first, second = draw(version, seed=7), draw(version, seed=7)
    assert (first.seed, first.exposure, second.exposure) == (7, {}, {str(item.id): 1})
    assert first.digest == second.digest
    assert len(first.digest) == 32


def test_the_digest_tells_papers_apart(bench):
    bench.make_item()
    version = bench.published()
    assert len({draw(version, seed=seed).digest for seed in range(12)}) > 1  # options moved


def test_a_seed_is_made_where_none_is_given(bench):
    bench.make_item()
    version = bench.published()
    assert draw(version).seed != draw(version).seed


def test_many_papers_expose_every_item_alike(bench):
    for _ in range(6):
        bench.make_item()
    version = bench.published(Pool(count=2))
    for _ in range(9):
        draw(version)
    with reading():
        assert sorted(papers.exposure(version.id).values()) == [3] * 6


def test_exposure_is_counted_for_each_version_by_itself(bench):
    bench.make_item()
    draw(bench.published())
    with reading():
        assert papers.exposure(bench.published(minutes=50).id) == {}


def test_a_paper_is_read_in_its_order_with_its_questions(bench):
    for area in ("testing", "deployment", "documentation"):
        bench.make_item(area)
    rules = [Pool(count=1, responsibilities=(area,)) for area in ("testing", "documentation")]
    paper = draw(bench.published(*rules))
    with reading():
        rows = papers.paper(paper.id)
        assert [(place.position, item.responsibility) for place, item in rows] == [
            (1, "testing"), (2, "documentation"),
        ]  # fmt: skip
        assert papers.question(paper.id, 2).version.responsibility == "documentation"
        with pytest.raises(NotFound):
            papers.question(paper.id, 3)


def test_an_ordering_item_never_lies_solved_on_a_paper(bench):
    bench.make_item(kind="ordering")
    version = bench.published()
    orders = []
    for seed in range(15):
        with reading():
            ((place, _),) = papers.paper(draw(version, seed=seed).id)
            orders.append(tuple(place.option_order))
    assert ("a", "b", "c", "d") not in orders
    assert len(set(orders)) > 1


def test_numbers_and_declared_orders_are_not_shuffled(bench):
    numbers = [
        {"id": name, "text": text}
        for name, text in zip("abcd", ("`200`", "302", "404 ", "1.5 s"), strict=True)
    ]
    bench.make_item("testing", content={"stem": "Which?", "options": numbers})
    words = [{"id": name, "text": f"Word {name}"} for name in "abcd"]
    bench.make_item("deployment", content={"stem": "?", "options": words, "fixed_order": True})
    version = bench.published(Pool(count=2))
    for seed in range(10):
        with reading():
            for place, _ in papers.paper(draw(version, seed=seed).id):
                assert place.option_order == ["a", "b", "c", "d"]


def test_options_of_others_are_shuffled_by_the_seed(bench):
    bench.make_item()
    version = bench.published()
    firsts = Counter()
    for seed in range(30):
        with reading():
            ((place, _),) = papers.paper(draw(version, seed=seed).id)
            firsts[place.option_order[0]] += 1
    assert set(firsts) == set("abcd")


def test_a_preview_is_kept_nowhere(bench):
    bench.make_item()
    assessment = bench.draft()
    with reading():
        ((placed, item),) = papers.preview(queries.draws(assessment), seed=1)
    assert placed.ref.item_version_id == item.id
    assert bench.told() == []


def test_a_paper_of_fifteen_costs_as_many_statements_as_one_of_one(bench):
    bench.fill_bank()
    one = draw(bench.published(Pool(count=1)))
    many = draw(bench.published(Pool(count=15)))
    assert len(bench.statements(lambda: papers.paper(one.id))) == 1
    assert len(bench.statements(lambda: papers.paper(many.id))) == 1
