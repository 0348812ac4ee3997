"""The list of assessments: filters, orders, pages; the archive, and the way back out of it."""

from datetime import UTC, datetime, timedelta

import pytest

from assay.assessments import actions, listing, queries
from assay.assessments.listing import ORDERS, Wanted
from assay.audit.actions import Actor
from assay.core import clock
from assay.core.db import reading, transaction
from tests.assessments.bench import Bench

MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)
NAMES = ("Élan", "zeta", "Alpha", "alpha 2", "Beta", "%_wild")


@pytest.fixture
def bench(app):
    with Bench(app) as bench:
        yield bench


@pytest.fixture
def made(bench):
    """name -> the draft, made an hour apart in the order of NAMES."""
    found = {}
    for hour, name in enumerate(NAMES):
        with clock.frozen(MORNING + timedelta(hours=hour)):
            found[name] = bench.draft(name=name)
    return found


def names(bench, limit=50, **wanted):
    """Of all pages, one after the other."""
    found, after = [], None
    while True:
        with reading():
            page = listing.page(
                viewer=bench.recruiter, wanted=Wanted(**wanted), after=after, limit=limit
            )
        found += [row.name for row in page.rows]
        if (after := page.next) is None:
            return found


def test_newest_first_unless_asked_otherwise(bench, made):
    assert names(bench) == [*reversed(NAMES)]


def test_by_name_case_does_not_count(bench, made):
    plain = [name for name in names(bench, order="name") if name.isascii() and name[0] != "%"]
    assert plain == ["Alpha", "alpha 2", "Beta", "zeta"]


def test_what_was_changed_last_comes_first_where_asked(bench, made):
    with clock.frozen(MORNING + timedelta(days=1)), transaction():
        actions.revise(
            made["zeta"].id, name="zeta", blueprint=queries.blueprint(made["zeta"]), minutes=50,
            cut_score=60, cut_reason="New judges.", start_by=None, finish_by=None, by=bench.by,
        )  # fmt: skip
    assert names(bench, order="changed")[:2] == ["zeta", "%_wild"]
    assert names(bench)[0] == "%_wild"


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_follow_one_another_in_every_order(bench, made, order, limit):
    assert names(bench, limit, order=order) == names(bench, order=order)


@pytest.mark.parametrize(
    ("starts", "found"),
    [("ALPHA", {"Alpha", "alpha 2"}), ("é", {"Élan"}), ("%", {"%_wild"}), ("_", set()),
     ("lpha", set()), ("a' or 'a'='a", set())],
)  # fmt: skip
def test_a_name_is_found_by_how_it_begins(bench, made, starts, found):
    assert set(names(bench, starts=starts)) == found


def test_what_is_archived_is_listed_only_where_asked_for(bench, made):
    with transaction():
        actions.retire(made["Beta"].id, by=bench.by)
    assert "Beta" not in names(bench)
    assert names(bench, state="retired") == ["Beta"]
    assert "Beta" not in names(bench, state="draft")


def test_an_owner_has_their_own(bench, made):
    with transaction():
        other = bench.make_member("recruiter")
        theirs = actions.create(name="Theirs", by=Actor(kind="member", id=other.id))
    assert names(bench, owner=other.id) == [theirs.name]
    assert "Theirs" not in names(bench, owner=bench.recruiter.id)


@pytest.mark.parametrize("order", ORDERS)
def test_rows_cost_nothing_in_statements(bench, order):
    costs = []
    for count in (1, 2):
        for _ in range(count):
            bench.draft()
        wanted = Wanted(order=order, starts="fl", owner=bench.recruiter.id)
        costs.append(
            len(bench.statements(lambda: listing.page(viewer=bench.recruiter, wanted=wanted)))  # noqa: B023
        )
    assert costs == [1, 1]


@pytest.mark.parametrize("published", [True, False])
def test_what_is_brought_back_is_as_it_was(bench, published):
    bench.make_item()
    draft = bench.draft()
    if published:
        bench.publish(draft)
    for verb in (actions.retire, actions.bring_back, actions.bring_back):
        with transaction():
            verb(draft.id, by=bench.by)
    with reading():
        stands = queries.one(draft.id, viewer=bench.recruiter)
        assert stands.state == ("published" if published else "draft")
    noted = bench.noted("assessment", draft.id)
    assert noted[-2:] == ["assessment.retire", "assessment.bring_back"]


def test_the_levels_of_an_assessment_are_those_that_its_pools_name(bench):
    with transaction():
        made = actions.create(name="Mid", preset="mid-45", by=bench.by)
        empty = actions.create(name="Empty", by=bench.by)
    assert "mid" in queries.blueprint(made).levels
    assert queries.blueprint(empty).levels == ()
