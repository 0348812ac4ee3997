"""What asks for code is published only while code can be run; everything else goes on."""

from datetime import timedelta

import pytest

from assay.assessments import queries
from assay.assessments.blueprint import Fixed, Pool
from assay.assessments.preset_parts import HANDS_ON
from assay.assessments.presets import PRESETS
from assay.bank import actions as bank
from assay.bank import queries as banked
from assay.bank.content import CODE_KINDS
from assay.bank.runner import Capability
from assay.core import clock
from assay.core.db import reading, transaction
from assay.core.errors import Invalid
from tests.assessments.bench import Bench

CAN = Capability(available=True, engine="bubblewrap", level="namespaces", runtime="ab12")
CANNOT = Capability(available=False, reason="bubblewrap is missing.", remedy="apt install it")


@pytest.fixture
def bench(app):
    with Bench(app) as bench:
        yield bench


def heard(told, *, ago=timedelta(), name="here"):
    with transaction():
        bank.keep_capability(name, told, at=clock.now() - ago)


def refusal(bench, assessment):
    with pytest.raises(Invalid) as told:
        bench.publish(assessment)
    return told.value.fields


def rule_for(item):
    return Fixed(item_organisation_id=item.organisation_id, item_version_id=item.id)


@pytest.mark.parametrize("rule", ["fixed", "pool"])
def test_code_is_not_published_where_no_runner_was_ever_heard_of(bench, rule):
    item = bench.make_item(kind="code")
    draft = bench.draft(rule_for(item) if rule == "fixed" else Pool(count=1))
    assert refusal(bench, draft) == {
        "sections-0-rules-0-kinds": f"{queries.NO_RUNNER} {banked.UNHEARD}"
    }


def test_the_reason_is_the_runners_own(bench):
    heard(CANNOT)
    (words,) = refusal(bench, bench.draft(rule_for(bench.make_item(kind="code")))).values()
    assert words.endswith("bubblewrap is missing.")


def test_a_runner_that_was_not_heard_of_for_long_is_none(bench):
    heard(CAN, ago=banked.FRESH + timedelta(seconds=1))
    assert refusal(bench, bench.draft(rule_for(bench.make_item(kind="code"))))


def test_with_a_runner_it_is_published_whatever_another_says(bench):
    heard(CAN)
    heard(CANNOT, name="elsewhere")
    assert bench.publish(bench.draft(rule_for(bench.make_item(kind="code")))).number == 1


def test_a_runner_that_has_gone_is_told_of_by_its_last_word(bench):
    heard(CAN)
    heard(CANNOT)
    with reading():
        assert banked.capability(at=clock.now()) == CANNOT


def test_what_asks_for_no_code_needs_no_runner(bench):
    bench.make_item(kind="code")
    assert bench.publish(bench.draft(rule_for(bench.make_item()))).number == 1


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != "empty"])
def test_a_preset_asks_for_code_apart(preset):
    """So that no paper holds more code than another by luck, and its minutes are advised."""
    for section in PRESETS[preset].blueprint.sections:
        codes = [not set(rule.kinds) or set(rule.kinds) & set(CODE_KINDS) for rule in section.rules]
        if any(codes):
            assert section.minutes
            assert {kind for rule in section.rules for kind in rule.kinds} <= set(HANDS_ON)
            assert {rule.count for rule in section.rules} == {1}
