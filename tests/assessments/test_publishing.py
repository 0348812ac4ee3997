"""Create, revise, publish: what a version freezes, and what keeps one from being made."""

from datetime import timedelta
from uuid import uuid4

import pytest

from assay.assessments import actions, papers, queries
from assay.assessments.blueprint import Fixed, Pool
from assay.assessments.presets import preset
from assay.core import clock
from assay.core.db import reading, transaction
from assay.core.errors import Conflict, Invalid, NotFound
from tests.assessments.bench import Bench


@pytest.fixture
def bench(app):
    with Bench(app) as bench:
        yield bench


def problems(bench, assessment):
    with pytest.raises(Invalid) as refusal:
        bench.publish(assessment)
    return refusal.value.fields


def test_a_new_assessment_is_a_draft_from_its_preset(bench):
    with transaction():
        made = actions.create(name="  Flask developer, mid level ", preset="mid-45", by=bench.by)
    assert (made.name, made.state, made.minutes) == ("Flask developer, mid level", "draft", 45)
    assert queries.blueprint(made) == preset("mid-45")
    assert made.created_by == bench.recruiter.id
    assert bench.noted("assessment", made.id) == ["assessment.create"]


@pytest.mark.parametrize("name", ["", "a\nb", "n" * 121])
def test_a_name_is_one_line(bench, name):
    with pytest.raises(Invalid) as refusal, transaction():
        actions.create(name=name, by=bench.by)
    assert list(refusal.value.fields) == ["name"]


def test_nobody_starts_from_a_preset_that_is_not_there(bench):
    with pytest.raises(Invalid), transaction():
        actions.create(name="A", preset="mid-46", by=bench.by)


def test_mid_45_can_be_published_with_one_item_for_each_responsibility(bench):
    for _, _, rule in preset("mid-45").rules():
        bench.make_item(rule.responsibilities[0], level=rule.level)
    assessment = bench.draft(blueprint=preset("mid-45"))
    version = bench.publish(assessment)
    with transaction():
        paper = actions.draw_paper(version.id)
    with reading():
        assert len(papers.paper(paper.id)) == 15
        assert len(queries.responsibilities(version.id)) == 15


def test_publishing_freezes_the_frame_and_tells(bench):
    bench.make_item()
    assessment = bench.draft(cut_score=72, minutes=30)
    version = bench.publish(assessment)
    assert (version.number, version.name, version.minutes) == (1, "Flask developer", 30)
    assert (version.cut_score, version.cut_reason) == (72, "Two rounds with three judges.")
    assert version.published_by == bench.recruiter.id
    assert bench.told() == ["AssessmentPublished"]
    assert bench.noted("assessment", assessment.id) == [
        "assessment.create", "assessment.revise", "assessment.publish",
    ]  # fmt: skip
    with reading():
        assert queries.one(assessment.id, viewer=bench.recruiter).state == "published"


def test_publishing_again_without_a_change_is_the_first_publication(bench):
    bench.make_item()
    assessment = bench.draft()
    assert bench.publish(assessment).id == bench.publish(assessment).id
    assert bench.told() == ["AssessmentPublished"]


def test_a_change_makes_the_next_version_and_leaves_the_first(bench):
    bench.make_item()
    assessment = bench.draft(minutes=30)
    first = bench.publish(assessment)
    with transaction():
        actions.revise(
            assessment.id, name="Another name", blueprint=queries.blueprint(assessment), minutes=60,
            cut_score=60, cut_reason="New judges.", start_by=None, finish_by=None, by=bench.by,
        )  # fmt: skip
    second = bench.publish(assessment)
    assert (second.number, second.minutes, second.name) == (2, 60, "Another name")
    with reading():
        assert queries.version(first.id).minutes == 30
        latest = queries.latest_version(assessment.id)
        assert latest is not None
        assert latest.id == second.id


def test_a_new_item_in_the_bank_is_a_change_too(bench):
    bench.make_item()
    assessment = bench.draft()
    first = bench.publish(assessment)
    bench.make_item()
    assert bench.publish(assessment).number == first.number + 1


def test_everything_that_is_missing_is_told_at_once(bench):
    bench.make_item()
    rule = Pool(count=2, responsibilities=("testing",))
    past = clock.now() - timedelta(days=1)
    assessment = bench.draft(rule, cut_score=None, cut_reason="", start_by=past)
    assert problems(bench, assessment) == {
        "cut_score": "Set the cut score before you publish.",
        "cut_reason": "Say how the cut score was set: reports show it.",
        "start_by": "This moment has passed.",
        "sections-0-rules-0-count": "Asks for 2, and 1 fit.",
    }
    assert bench.told() == []


def test_rules_draw_only_what_they_name(bench):
    wanted = bench.make_item("testing", level="senior", kind="fillin")
    bench.make_item("testing", level="senior")
    bench.make_item("testing", level="mid", kind="fillin")
    bench.make_item("deployment", level="senior", kind="fillin")
    rule = Pool(count=1, responsibilities=("testing",), level="senior", kinds=("fillin",))
    version = bench.published(rule)
    with reading():
        assert [item.id for _, item in queries.version_items(version.id)] == [wanted.id]


def test_a_question_that_is_no_longer_published_can_not_be_fixed(bench):
    item = bench.make_item()
    rule = Fixed(item_organisation_id=item.organisation_id, item_version_id=item.id)
    assessment = bench.draft(rule)
    bench.revise_item(item)
    assert list(problems(bench, assessment)) == ["sections-0-rules-0-item"]


def test_a_fixed_question_may_have_its_own_points(bench):
    item = bench.make_item(points=2)
    rule = Fixed(item_organisation_id=item.organisation_id, item_version_id=item.id, points=7)
    version = bench.published(rule)
    with transaction():
        paper = actions.draw_paper(version.id)
    with reading():
        ((place, _),) = papers.paper(paper.id)
        assert place.points == 7


def test_what_is_retired_is_neither_revised_nor_published(bench):
    bench.make_item()
    assessment = bench.draft()
    for _ in range(2):
        with transaction():
            actions.retire(assessment.id, by=bench.by)
    assert bench.noted("assessment", assessment.id).count("assessment.retire") == 1
    with pytest.raises(Conflict):
        bench.publish(assessment)


def test_a_copy_is_a_draft_of_its_own(bench):
    bench.make_item()
    version = bench.published(minutes=33)
    with transaction():
        copy = actions.duplicate(version.assessment_id, by=bench.by)
    assert (copy.name, copy.state, copy.minutes) == ("Flask developer (copy)", "draft", 33)
    assert copy.blueprint == version.blueprint


def test_what_is_not_there_is_not_found(bench):
    with pytest.raises(NotFound):
        actions.publish(uuid4(), by=bench.by)
    with pytest.raises(NotFound):
        actions.draw_paper(uuid4())
