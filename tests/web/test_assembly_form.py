"""The assembly form says the blueprint, whole, and refuses in plain words."""

from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from assay.assessments.blueprint import LOCKS_AFTER, Blueprint, Fixed, Pool, Section, parse
from assay.web.forms.assessments import AssessmentForm
from assay.web.forms.blueprints import json_of, values_of

FRAME = {"name": ["Flask developer"], "minutes": ["45"]}
FIXED = Fixed(item_organisation_id=uuid4(), item_version_id=uuid4(), points=3)
POOL = Pool(
    count=2, responsibilities=("testing", "error-handling"), level="mid", kinds=("single", "output")
)
PLAN = Blueprint(
    sections=(
        Section(title="Core", minutes=20, locks=True, rules=(POOL, Pool(count=1))),
        Section(title="One more", rules=(FIXED,)),
    )
)


@pytest.fixture(autouse=True)
def _request():
    app = Flask(__name__)
    app.config.update(WTF_CSRF_ENABLED=False)
    with app.test_request_context():
        yield


def form(**changed: str) -> AssessmentForm:
    values = {**FRAME, **values_of(PLAN), **{name: [value] for name, value in changed.items()}}
    return AssessmentForm(formdata=MultiDict(values))


def test_a_blueprint_comes_back_as_it_went_out():
    filled = form()
    assert filled.validate(), filled.errors
    assert parse(json_of(filled.sections)) == PLAN


def test_where_nothing_is_said_of_ai_tools_they_are_not_allowed():
    assert form().ai_use.data == "no"
    assert not form(ai_use="perhaps").validate()
    assert not form(ai_note="n" * 301).validate()


def test_a_number_that_is_none_is_told_once_and_kept():
    filled = form(minutes="three quarters")
    assert not filled.validate()
    assert filled.minutes.errors == ["Give a whole number."]
    assert 'value="three quarters"' in filled.minutes()


def test_a_pool_must_say_how_many():
    filled = form(**{"sections-0-rules-1-count": ""})
    assert not filled.validate()
    rule = filled.sections[0].form.rules[1].form
    assert rule.count.errors == ["Say how many questions to draw, 1 to 50."]


def test_a_fixed_rule_must_name_its_question():
    filled = form(**{"sections-1-rules-0-item": ""})
    assert not filled.validate()
    assert filled.sections[1].form.rules[0].form.item.errors == ["Choose a question."]


def test_a_cut_score_needs_its_reason():
    filled = form(cut_score="70")
    assert not filled.validate()
    assert filled.cut_reason.errors == ["Say how the cut score was set: reports show it."]
    assert form(cut_score="70", cut_reason="Two Angoff rounds.").validate()


@pytest.mark.parametrize("cut", ["-1", "101"])
def test_a_cut_score_stays_on_the_scale(cut):
    filled = form(cut_score=cut, cut_reason="x")
    assert not filled.validate()
    assert filled.cut_score.errors == ["Give a number from 0 to 100."]


def test_the_window_ends_after_it_begins():
    filled = form(start_by="2030-01-02T10:00", finish_by="2030-01-02T10:00")
    assert not filled.validate()
    assert filled.finish_by.errors == ["Finish by must be later than start by."]


@pytest.mark.parametrize("minutes", ["", "many"])
def test_a_section_that_locks_has_minutes(minutes):
    filled = form(**{"sections-0-minutes": minutes})
    assert not filled.validate()
    told = ["Give a whole number." if minutes else LOCKS_AFTER]
    assert filled.sections[0].form.minutes.errors == told


def test_one_that_does_not_lock_needs_none():
    assert form(**{"sections-1-minutes": ""}).validate()


def test_a_section_has_a_title():
    filled = form(**{"sections-0-title": "  "})
    assert not filled.validate()
    assert filled.sections[0].form.title.errors == ["Give the section a title."]
