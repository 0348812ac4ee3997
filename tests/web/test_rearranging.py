"""Buttons of the assembly form move rows and keep every letter."""

from werkzeug.datastructures import MultiDict

from assay.web.forms.rearranging import rearranged


def posted(*rules: str) -> MultiDict[str, str]:
    form: MultiDict[str, str] = MultiDict({"name": "  Flask  ", "sections-0-title": "One"})
    for j, count in enumerate(rules):
        form[f"sections-0-rules-{j}-kind"] = "pool"
        form[f"sections-0-rules-{j}-count"] = count
        form.setlist(f"sections-0-rules-{j}-kinds", ["single", "output"])
    return form


def counts(values: dict[str, list[str]], section: int = 0) -> list[str]:
    found = []
    while (name := f"sections-{section}-rules-{len(found)}-count") in values:
        found.append(values[name][0])
    return found


def test_saving_changes_nothing():
    form = posted("1", "abc")
    values, anchor = rearranged(form, "save")
    assert values == dict(form.lists())
    assert anchor == ""


def test_a_rule_moves_down_with_what_was_typed_in_it():
    values, anchor = rearranged(posted("abc", "2", "3"), "down:0:0")
    assert counts(values) == ["2", "abc", "3"]
    assert values["sections-0-rules-1-kinds"] == ["single", "output"]
    assert anchor == "rule-0-1"


def test_a_rule_moves_up():
    values, anchor = rearranged(posted("1", "2"), "up:0:1")
    assert counts(values) == ["2", "1"]
    assert anchor == "rule-0-0"


def test_the_first_rule_does_not_move_up_round_the_corner():
    values, _ = rearranged(posted("1", "2", "3"), "up:0:0")
    assert counts(values) == ["1", "2", "3"]


def test_the_last_rule_does_not_move_down():
    values, _ = rearranged(posted("1", "2"), "down:0:1")
    assert counts(values) == ["1", "2"]


def test_a_removed_rule_leaves_no_gap():
    values, anchor = rearranged(posted("1", "2", "3"), "remove:0:1")
    assert counts(values) == ["1", "3"]
    assert anchor == "section-0"


def test_an_added_pool_draws_one_question():
    values, anchor = rearranged(posted("4"), "add-pool:0")
    assert counts(values) == ["4", "1"]
    assert values["sections-0-rules-1-kind"] == ["pool"]
    assert anchor == "rule-0-1"


def test_an_added_fixed_rule_waits_for_its_question():
    values, _ = rearranged(posted(), "add-fixed:0")
    assert values["sections-0-rules-0-kind"] == ["fixed"]


def test_an_added_section_has_a_title_and_one_rule():
    values, anchor = rearranged(posted("1"), "add-section")
    assert values["sections-1-title"] == ["Section 2"]
    assert counts(values, 1) == ["1"]
    assert anchor == "section-1"


def test_sections_change_places_with_their_rules():
    form = posted("7")
    form["sections-1-title"] = "Two"
    values, _ = rearranged(form, "section-up:1")
    assert values["sections-0-title"] == ["Two"]
    assert counts(values, 0) == []
    assert counts(values, 1) == ["7"]


def test_a_removed_section_takes_its_rules_along():
    form = posted("7")
    form["sections-1-title"] = "Two"
    values, _ = rearranged(form, "remove-section:0")
    assert values == {"name": ["  Flask  "], "sections-0-title": ["Two"]}


def test_rows_that_are_not_there_and_buttons_that_are_not_ours_change_nothing():
    form = posted("1")
    for button in ("remove:5:5", "remove:0:9", "down:x:y", "section-up:0", "explode", ""):
        assert rearranged(form, button)[0] == dict(form.lists()), button


def two_sections() -> MultiDict[str, str]:
    form = posted("1", "2")
    form["sections-1-title"] = "Two"
    form["sections-1-rules-0-kind"] = "pool"
    form["sections-1-rules-0-count"] = "3"
    return form


def test_over_the_edge_of_its_section_a_rule_moves_into_the_next_one():
    values, anchor = rearranged(two_sections(), "down:0:1")
    assert (counts(values), counts(values, 1), anchor) == (["1"], ["2", "3"], "rule-1-0")
    values, anchor = rearranged(two_sections(), "up:1:0")
    assert (counts(values), counts(values, 1), anchor) == (["1", "2", "3"], [], "rule-0-2")


def test_a_rule_is_put_down_where_it_was_dragged_to():
    values, anchor = rearranged(posted("1", "2", "3"), "to:0:0:2")
    assert (counts(values), anchor) == (["2", "3", "1"], "rule-0-2")
    values, anchor = rearranged(posted("1", "2", "3"), "to:0:2:0")
    assert (counts(values), anchor) == (["3", "1", "2"], "rule-0-0")


def test_a_question_that_was_picked_stands_last_in_its_section():
    values, anchor = rearranged(two_sections(), "add-item:0:an-organisation:a-version")
    assert values["sections-0-rules-2-item"] == ["an-organisation:a-version"]
    assert values["sections-0-rules-2-kind"] == ["fixed"]
    assert anchor == "rule-0-2"


def test_in_a_draft_without_sections_it_begins_the_first_one():
    values, anchor = rearranged(MultiDict({"name": "Flask"}), "add-item:0:o:v")
    assert values["sections-0-title"] == ["Section 1"]
    assert values["sections-0-rules-0-item"] == ["o:v"]
    assert anchor == "rule-0-0"
