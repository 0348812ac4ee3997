"""Publishing and sharing from six windows at once."""

import pytest

from assay.assessments import actions, queries
from assay.core.db import reading
from tests.assessments.bench import Bench
from tests.invitations.test_races import at_once


@pytest.fixture
def bench(app):
    with Bench(app) as bench:
        bench.make_item()
        yield bench


def test_six_publications_at_once_are_one_version(bench):
    assessment_id = bench.draft().id
    ids = at_once(bench, lambda _: actions.publish(assessment_id, by=bench.by).id)
    assert len(set(ids)) == 1
    assert bench.told() == ["AssessmentPublished"]


def test_six_shares_at_once_are_one(bench):
    assessment_id, manager_id = bench.draft().id, bench.manager.id
    at_once(bench, lambda _: actions.share(assessment_id, manager_id, by=bench.by))
    with reading():
        assert queries.shares(assessment_id) == [manager_id]
