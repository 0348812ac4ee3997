"""A draft is composed question by question; what can't stand in it is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from assay.assessments import actions, arranging, circulation, composing
from assay.assessments.blueprint import Fixed, Pool, parse
from assay.assessments.models import Assessment
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict, Invalid
from assay.tenancy.scope import scope
from tests.assessments.bench import Bench


@pytest.fixture
def bench(app):
    with Bench(app) as bench:
        yield bench


def pick(bench, draft, item, section=0):
    with transaction():
        return composing.pick(draft.id, section, (item.organisation_id, item.id), by=bench.by)


def kept(draft):
    """What stands in the database now, whatever this session remembers."""
    return select(Assessment.blueprint).where(Assessment.id == draft.id)


def rules(draft):
    with reading():
        blueprint = parse(session.scalar(kept(draft)))
    return [
        [rule.item_version_id if isinstance(rule, Fixed) else rule.count for rule in one.rules]
        for one in blueprint.sections
    ]


def mark(draft):
    with reading():
        return arranging.mark_of(parse(session.scalar(kept(draft))))


def test_a_picked_question_stands_last_and_the_rest_of_the_draft_stays(bench):
    draft, item = bench.draft(Pool(count=2)), bench.make_item()
    changed, card = pick(bench, draft, item)
    assert rules(draft) == [[2, item.id]]
    assert (changed.cut_score, changed.minutes, card.title) == (60, 45, "What happens?")
    assert bench.noted("assessment", draft.id)[-1] == "assessment.revise"


def test_behind_the_last_section_it_begins_another(bench):
    draft, item = bench.draft(Pool(count=2)), bench.make_item()
    pick(bench, draft, item, section=1)
    assert rules(draft) == [[2], [item.id]]


def test_a_question_is_picked_once(bench):
    draft, item = bench.draft(), bench.make_item()
    pick(bench, draft, item)
    with pytest.raises(Invalid, match="in the draft already"):
        pick(bench, draft, item)
    assert rules(draft) == [[1, item.id]]


def test_what_may_not_stand_beside_a_named_one_is_refused(bench):
    one = bench.make_item(title="A cookie that stays")
    other = bench.make_item(enemies=[str(one.item_id)])
    draft = bench.draft()
    pick(bench, draft, one)
    with pytest.raises(Invalid, match="one paper with “A cookie that stays”"):
        pick(bench, draft, other)


def test_what_is_not_offered_is_refused(bench):
    old = bench.make_item()
    bench.revise_item(old)
    unpublished = bench.make_item(published_at=None)
    draft = bench.draft()
    for item in (old, unpublished):
        with pytest.raises(Invalid, match="not offered"):
            pick(bench, draft, item)
    with pytest.raises(Invalid, match="not offered"), transaction():
        composing.pick(draft.id, 0, (UUID(int=1), UUID(int=2)), by=bench.by)
    assert rules(draft) == [[1]]


def test_a_section_that_is_not_there_is_refused(bench):
    draft, item = bench.draft(), bench.make_item()
    for section in (2, -1):
        with pytest.raises(Invalid, match="section is not there"):
            pick(bench, draft, item, section=section)


def test_rules_move_and_are_taken_out(bench):
    draft = bench.draft(Pool(count=1), Pool(count=2))
    with transaction():
        composing.move(draft.id, 0, 0, down=True, seen=mark(draft), by=bench.by)
    assert rules(draft) == [[2, 1]]
    with transaction():
        composing.take_out(draft.id, 0, 0, seen=mark(draft), by=bench.by)
    assert rules(draft) == [[1]]


def test_of_a_draft_that_was_changed_meanwhile_nothing_is_taken(bench):
    draft, item = bench.draft(Pool(count=1), Pool(count=2)), bench.make_item()
    seen = mark(draft)
    pick(bench, draft, item)
    with pytest.raises(composing.Changed), transaction():
        composing.take_out(draft.id, 0, 0, seen=seen, by=bench.by)
    with pytest.raises(composing.Changed), transaction():
        composing.move(draft.id, 0, 0, down=True, seen=seen, by=bench.by)
    assert rules(draft) == [[1, 2, item.id]]


def test_a_rule_that_is_not_there_is_a_conflict(bench):
    draft = bench.draft()
    with pytest.raises(Conflict), transaction():
        composing.take_out(draft.id, 0, 5, seen=mark(draft), by=bench.by)


def test_what_is_retired_is_composed_no_more(bench):
    draft, item = bench.draft(), bench.make_item()
    with transaction():
        actions.retire(draft.id, by=bench.by)
    with pytest.raises(Conflict):
        pick(bench, draft, item)


def test_a_section_takes_no_more_rules_than_it_may_have(bench):
    draft, item = bench.draft(*[Pool(count=1)] * 50), bench.make_item()
    with pytest.raises(Invalid, match="At most 50"):
        pick(bench, draft, item)


def test_six_who_pick_at_once_lose_nothing(app, bench):
    draft = bench.draft()
    items = [bench.make_item(title=f"Question {number}") for number in range(6)]

    def one(item):
        with app.app_context(), scope(bench.organisation_id):
            pick(bench, draft, item)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(one, items))
    (found,) = rules(draft)
    assert (found[0], set(found[1:])) == (1, {item.id for item in items})


def test_papers_of_all_assessments_count_by_item_and_only_the_last_ones(bench):
    first = bench.make_item()
    at = clock.now()
    version = bench.published(Pool(count=1))
    for hours in (3, 2):
        with clock.frozen(at - timedelta(hours=hours)), transaction():
            actions.draw_paper(version.id, seed=1)
    bench.revise_item(first)
    other = bench.published(Pool(count=1), name="Another")
    with clock.frozen(at - timedelta(hours=1)), transaction():
        actions.draw_paper(other.id, seed=1)
    with reading():
        all_of_them, last = circulation.recent(), circulation.recent(1)
    assert (all_of_them.papers, dict(all_of_them.held)) == (3, {first.item_id: 3})
    assert (last.papers, dict(last.held)) == (1, {first.item_id: 1})


def test_where_no_paper_was_drawn_nothing_is_known(bench):
    with reading():
        assert circulation.recent() == circulation.Recent()
