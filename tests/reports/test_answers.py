"""answered(): what a report shows of each kind; the key only of what is asked no more."""

import pytest

from assay.reports.answers import Behaviour, answered

OPTIONS = [{"id": name, "text": f"Text {name}"} for name in "abc"]
CHOICE = {"stem": "Which?", "options": OPTIONS}


def lines(told):
    return [(one.sign, one.text) for one in told.choices]


def test_of_a_choice_every_option_is_shown_as_it_stood_on_the_paper():
    told = answered("single", CHOICE, {"right": ["b"]}, {"choice": "c"}, {}, order=["c", "a", "b"])
    assert lines(told) == [("Chosen", "Text c"), ("", "Text a"), ("", "Text b")]
    assert (told.prompt, told.is_given, told.key) == ("Which?", True, ())


def test_of_several_each_that_was_chosen_is_said():
    told = answered("multiple", CHOICE, {"right": ["b"]}, {"choices": ["a", "b"]}, {})
    assert [sign for sign, _ in lines(told)] == ["Chosen", "Chosen", ""]


def test_an_order_stands_as_it_was_given():
    told = answered("ordering", CHOICE, {"right": ["a", "b", "c"]}, {"order": ["b", "c", "a"]}, {})
    assert lines(told) == [("1.", "Text b"), ("2.", "Text c"), ("3.", "Text a")]


def test_each_row_has_what_was_matched_to_it():
    content = CHOICE | {"rows": [{"id": "1", "text": "Row 1"}, {"id": "2", "text": "Row 2"}]}
    key = {"match": {"1": "a", "2": "b"}}
    told = answered("matching", content, key, {"pairs": {"1": "b"}}, {})
    assert lines(told) == [("", "Row 1 → Text b"), ("", "Row 2 → –")]


def test_marked_lines_are_shown_with_their_numbers():
    content = {"stem": "Mark.", "most": 2, "files": [{"name": "a.py", "text": "x = 1\ny = `2`\n"}]}
    told = answered("hotspot", content, {"right": ["2"]}, {"lines": ["2"]}, {})
    assert lines(told) == [("Line 2", "`` y = `2` ``")]


@pytest.mark.parametrize("retired", [False, True])
def test_the_key_is_told_of_what_is_asked_no_more(retired):
    told = answered(
        "single", CHOICE, {"right": ["b"]}, {"choice": "a"}, {"answered": True}, is_retired=retired
    )
    assert [one.text for one in told.key] == (["Text b"] if retired else [])


CODE = {
    "stem": "Write.", "entry": "app.py", "feedback": "count",
    "files": [{"name": "app.py", "text": "", "editable": True}],
}  # fmt: skip
TESTS = {
    "manifest": [
        {"id": "t.py::one", "says": "It answers"},
        {"id": "t.py::two", "says": "It holds"},
    ],
    "tests": [{"name": "t.py", "text": "def test(): ..."}],
}
SENT = {"files": {"app.py": "x = 1"}}


def detail(feedback):
    return {"feedback": feedback, "tests": {"t.py::one": "passed", "t.py::two": "failed"}}


@pytest.mark.parametrize(
    ("feedback", "retired", "told"),
    [("count", False, 0), ("nothing", False, 0), ("names", False, 2), ("count", True, 2)],
)
def test_hidden_tests_are_told_as_the_item_lets_them_be(feedback, retired, told):
    content = CODE | {"feedback": feedback}
    found = answered("code", content, TESTS, SENT, detail(feedback), is_retired=retired)
    expected = (Behaviour(says="It answers", holds=True), Behaviour(says="It holds", holds=False))
    assert found.behaviours == expected[:told]
    assert (found.files[0].name, found.files[0].text, found.key) == ("app.py", "x = 1", ())


def test_where_nothing_was_answered_the_question_still_stands_there():
    told = answered("single", CHOICE, {"right": ["b"]}, None, {"answered": False})
    assert (told.is_given, told.prompt, len(told.choices)) == (False, "Which?", 3)
