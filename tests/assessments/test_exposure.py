"""How often what a pool may draw was handed out, and will be."""

from dataclasses import replace
from uuid import UUID

import pytest

from assay.assessments import papers, queries
from assay.assessments.actions import draw_paper
from assay.assessments.assembly import Draw
from assay.assessments.exposure import Exposure, exposures
from assay.core.db import reading, transaction
from tests.assessments.bench import Bench
from tests.assessments.test_outlook import item

POOL = Draw(section=0, rule=0, count=1, eligible=(item(1), item(2), item(3), item(4)))


def test_the_least_the_mean_and_the_most():
    times = {UUID(int=1): 5, UUID(int=2): 2, UUID(int=9): 80}
    assert exposures([POOL], times) == {(0, 0): Exposure(low=0, mean=1.75, most=5, rate=0.25)}


@pytest.mark.parametrize(("count", "is_high"), [(1, False), (2, True), (9, True)])
def test_a_small_pool_is_soon_known(count, is_high):
    told = exposures([replace(POOL, count=count)], {})[0, 0]
    assert (told.is_high, told.rate <= 1) == (is_high, True)


def test_a_named_question_and_an_empty_pool_have_none():
    assert exposures([replace(POOL, fixed=True), replace(POOL, rule=1, eligible=())], {}) == {}


def test_papers_of_every_version_are_counted(app):
    with Bench(app) as bench:
        first = bench.make_item()
        version = bench.published()
        with transaction():
            draw_paper(version.id)
            draw_paper(version.id)
        bench.make_item("deployment")
        with reading():
            draft = queries.one(version.assessment_id, viewer=bench.recruiter)
        second = bench.publish(draft)
        with transaction():
            draw_paper(second.id)
        with reading():
            times = papers.drawn(version.assessment_id)
        assert sum(times.values()) == 3
        assert times[first.id] >= 2
