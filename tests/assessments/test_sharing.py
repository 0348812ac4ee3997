"""Who sees which assessments, a page of them at a time."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from assay.assessments import actions, listing, queries
from assay.core import clock
from assay.core.db import reading, transaction
from assay.core.errors import NotFound
from tests.assessments.bench import Bench

MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture
def bench(app):
    with Bench(app) as bench:
        yield bench


def drafts(bench, count):
    """Made a minute apart, oldest first."""
    made = []
    for minute in range(count):
        with clock.frozen(MORNING + timedelta(minutes=minute)):
            made.append(bench.draft(name=f"Draft {minute}"))
    return made


def names(viewer, **more):
    with reading():
        return [row.name for row in listing.page(viewer=viewer, **more).rows]


def share(bench, assessment, member):
    with transaction():
        actions.share(assessment.id, member.id, by=bench.by)


def test_a_hiring_manager_sees_only_what_is_shared_with_them(bench):
    one, other = drafts(bench, 2)
    share(bench, one, bench.manager)
    assert names(bench.recruiter) == ["Draft 1", "Draft 0"]
    assert names(bench.manager) == ["Draft 0"]
    with reading():
        assert queries.one(one.id, viewer=bench.manager).id == one.id
        assert queries.one(other.id, viewer=bench.recruiter).id == other.id
        with pytest.raises(NotFound):
            queries.one(other.id, viewer=bench.manager)


def test_what_is_shared_with_another_manager_stays_unseen(bench):
    (one,) = drafts(bench, 1)
    with transaction():
        another = bench.make_member("hiring_manager")
    share(bench, one, another)
    assert names(bench.manager) == []


def test_sharing_twice_is_sharing_once(bench):
    (one,) = drafts(bench, 1)
    share(bench, one, bench.manager)
    share(bench, one, bench.manager)
    with reading():
        assert queries.shares(one.id) == [bench.manager.id]
    assert bench.noted("assessment", one.id).count("assessment.share") == 1


def test_a_share_is_taken_back(bench):
    (one,) = drafts(bench, 1)
    share(bench, one, bench.manager)
    for _ in range(2):
        with transaction():
            actions.unshare(one.id, bench.manager.id, by=bench.by)
    assert names(bench.manager) == []
    assert bench.noted("assessment", one.id)[-2:] == ["assessment.share", "assessment.unshare"]


def test_nothing_is_shared_with_somebody_who_is_not_here(bench):
    (one,) = drafts(bench, 1)
    with pytest.raises(NotFound), transaction():
        actions.share(one.id, uuid4(), by=bench.by)


def test_pages_follow_one_another_without_gap_or_repeat(bench):
    drafts(bench, 5)
    seen, after = [], None
    for _ in range(3):
        with reading():
            page = listing.page(viewer=bench.recruiter, after=after, limit=2)
        seen += [row.name for row in page.rows]
        after = page.next
    assert seen == [f"Draft {n}" for n in (4, 3, 2, 1, 0)]
    assert after is None


@pytest.mark.parametrize("role", ["recruiter", "manager"])
def test_three_rows_cost_as_many_statements_as_one(bench, role):
    viewer = getattr(bench, role)
    costs = []
    for count in (1, 2):
        for one in drafts(bench, count):
            share(bench, one, bench.manager)
        costs.append(bench.statements(lambda: listing.page(viewer=viewer)))
    assert [len(each) for each in costs] == [1, 1]
    assert len(names(viewer)) == 3
