"""What is stated about AI tools: frozen with the version, said wherever a candidate looks."""

import pytest

from assay.assessments import actions, queries
from assay.assessments.ai_use import LONGEST_NOTE, SAID, clean_note, clean_use
from assay.core.db import reading, transaction
from assay.core.errors import Invalid
from assay.core.languages import LANGUAGES, OURS, translations
from assay.web.forms.assessments import AI_USES
from tests.assessments.bench import Bench

NOTE = "Name the tool in a comment."


@pytest.fixture
def bench(app):
    with Bench(app) as bench:
        bench.make_item()
        yield bench


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != OURS])
def test_each_sentence_is_said_in_each_language(code):
    said = {translations(code).gettext(words) for words in SAID.values()}
    assert len(said) == len(SAID)
    assert not said & set(SAID.values())


def test_whoever_assembles_may_choose_each_of_them():
    assert list(AI_USES) == list(SAID)


def test_a_note_is_one_line_without_space_around_it():
    assert clean_note("  Any tool,\r\n but name it. ") == "Any tool, but name it."
    assert clean_note(" ") == ""


@pytest.mark.parametrize("note", ["n" * (LONGEST_NOTE + 1), "bell\a", "\ue000"])
def test_what_is_no_sentence_is_refused(note):
    with pytest.raises(Invalid) as refusal:
        clean_note(note)
    assert list(refusal.value.fields) == ["ai_note"]


def test_nothing_else_may_be_stated():
    with pytest.raises(Invalid) as refusal:
        clean_use("perhaps")
    assert list(refusal.value.fields) == ["ai_use"]


def test_where_nothing_was_chosen_they_are_not_allowed(bench):
    with transaction():
        made = actions.create(name="Developer", by=bench.by)
    assert (made.ai_use, made.ai_note) == ("no", "")


def test_it_is_frozen_with_the_version_and_a_change_makes_the_next(bench):
    assessment = bench.draft(ai_use="lookup", ai_note=NOTE)
    first = bench.publish(assessment)
    assert (first.ai_use, first.ai_note) == ("lookup", NOTE)
    for change in ({"ai_use": "yes", "ai_note": NOTE}, {"ai_use": "yes", "ai_note": ""}):
        before = bench.publish(assessment).number
        frame = queries.frame(assessment)
        with transaction():
            actions.revise(
                assessment.id, name=frame.name, blueprint=queries.blueprint(assessment),
                minutes=frame.minutes, cut_score=frame.cut_score, cut_reason=frame.cut_reason,
                start_by=None, finish_by=None, **change, by=bench.by,
            )  # fmt: skip
        assert bench.publish(assessment).number == before + 1
    with reading():
        assert queries.version(first.id).ai_use == "lookup"


def test_a_copy_states_the_same(bench):
    assessment = bench.draft(ai_use="yes", ai_note=NOTE)
    with transaction():
        copy = actions.duplicate(assessment.id, by=bench.by)
    assert (copy.ai_use, copy.ai_note) == ("yes", NOTE)
