"""What only a person can mark is drawn by no rule; it is asked for by its name alone."""

import pytest

from assay.assessments import queries
from assay.assessments.blueprint import Fixed, Pool, parse
from assay.assessments.presets import PRESETS, SHORT
from assay.bank.content import MACHINE_KINDS, PERSON_KINDS
from assay.core.db import reading
from assay.core.errors import Invalid
from assay.web.forms.assessments import KINDS, RuleForm
from tests.assessments.bench import Bench


@pytest.fixture
def bench(app):
    with Bench(app) as bench:
        yield bench


def refusal(bench, assessment):
    with pytest.raises(Invalid) as told:
        bench.publish(assessment)
    return told.value.fields


def rule_for(item):
    return Fixed(item_organisation_id=item.organisation_id, item_version_id=item.id)


def test_a_text_that_is_asked_for_by_name_is_published(bench):
    text = bench.make_item(kind="freetext")
    version = bench.publish(bench.draft(rule_for(text)))
    with reading():
        assert [item.id for _, item in queries.version_items(version.id)] == [text.id]


def test_a_pool_never_holds_a_text(bench):
    bench.make_item(kind="freetext")
    draft = bench.draft(Pool(count=1))
    assert refusal(bench, draft) == {"sections-0-rules-0-count": "Asks for 1, and none fit."}
    asked = bench.make_item(kind="matching")
    version = bench.publish(draft)
    with reading():
        drawn = [item.id for _, item in queries.version_items(version.id)]
    assert drawn == [asked.id]


@pytest.mark.parametrize("kind", PERSON_KINDS)
def test_no_rule_can_ask_for_it_by_its_kind(kind):
    rule = {"kind": "pool", "count": 1, "responsibilities": [], "level": None, "kinds": [kind]}
    told = {"sections": [{"title": "One", "minutes": None, "rules": [rule]}]}
    with pytest.raises(Invalid) as refused:
        parse(told)
    assert list(refused.value.fields) == ["sections-0-rules-0-kinds"]


def test_the_form_offers_what_a_machine_marks(app):
    with app.test_request_context():
        assert [name for name, _ in RuleForm().kinds.choices.items()] == list(MACHINE_KINDS)
    assert set(KINDS) == {*MACHINE_KINDS, *PERSON_KINDS}


def test_no_preset_asks_for_a_text_and_the_short_ones_may_be_pairs_and_courses():
    for preset in PRESETS.values():
        for _, _, rule in preset.blueprint.rules():
            assert rule.kinds
            assert not set(rule.kinds) & set(PERSON_KINDS)
    assert {"matching", "scenario"} < set(SHORT)
