"""What is sent is an answer, no answer, or refused: by form or as JSON, whatever it is."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from assay.bank import file_answers
from assay.bank.answers import MOST_OPTIONS, MOST_PROSE, MOST_TEXT, SHAPES, parse_answer
from assay.bank.content import CODE_KINDS, KINDS
from assay.core.errors import Invalid

ABC = ("a", "b", "c")


def form(*pairs):
    return MultiDict(pairs)


def refusal(kind, given, options=ABC):
    with pytest.raises(Invalid) as told:
        parse_answer(kind, given, options)
    (words,) = told.value.fields.values()
    assert list(told.value.fields) == ["answer"]
    return words


@pytest.mark.parametrize(
    ("kind", "sent", "value"),
    [
        ("single", form(("choice", "b")), {"choice": "b"}),
        ("output", form(("choice", "b"), ("csrf_token", "x")), {"choice": "b"}),
        ("multiple", form(("choices", "c"), ("choices", "a")), {"choices": ["a", "c"]}),
        ("multiple", form(("choices", "a"), ("choices", "a")), {"choices": ["a"]}),
        ("ordering", form(("order", "c"), ("order", "a"), ("order", "b")), {"order": [*"cab"]}),
        (
            "ordering",
            form(("place-a", "2"), ("place-b", "3"), ("place-c", "1")),
            {"order": ["c", "a", "b"]},
        ),
        ("fillin", form(("text", " x_host ")), {"text": " x_host "}),
        ("scenario", form(("choice", "c")), {"choice": "c"}),
        ("freetext", form(("text", "One.\r\n\r\nTwo.\r")), {"text": "One.\n\nTwo.\n"}),
    ],
)
def test_a_form_is_read(kind, sent, value):
    assert parse_answer(kind, sent, ABC) == value


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("single", {"choice": "b"}),
        ("output", {"choice": "c"}),
        ("multiple", {"choices": ["a", "c"]}),
        ("ordering", {"order": ["c", "a", "b"]}),
        ("fillin", {"text": "x_host"}),
        ("scenario", {"choice": "b"}),
        ("freetext", {"text": "One.\n\nTwo."}),
    ],
)
def test_what_was_kept_is_read_again_as_it_was(kind, value):
    assert parse_answer(kind, json.loads(json.dumps(value)), ABC) == value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sent", [None, {}, form(), form(("seq", "1"))])
def test_nothing_is_no_answer(kind, sent):
    assert parse_answer(kind, sent, ABC) is None


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("single", {"choice": ""}),
        ("single", {"choice": None}),
        ("multiple", {"choices": []}),
        ("multiple", form(("choices", ""))),
        ("ordering", {"order": []}),
        ("ordering", form(("place-a", ""), ("place-b", ""), ("place-c", ""))),
        ("fillin", {"text": " \n\t"}),
    ],
)
def test_what_was_taken_back_is_no_answer(kind, sent):
    assert parse_answer(kind, sent, ABC) is None


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("single", {"choice": "d"}),
        ("single", {"choice": "a\n"}),
        ("single", {"choice": "<b>"}),
        ("single", {"choice": "\u0430"}),
        ("multiple", {"choices": ["a", "z"]}),
        ("ordering", {"order": ["a", "b", "z"]}),
        ("ordering", form(("place-a", "1"), ("place-b", "2"), ("place-z", "3"))),
    ],
)
def test_another_questions_option_is_refused(kind, sent):
    assert refusal(kind, sent) == "This is not one of the options."


@pytest.mark.parametrize(
    "sent",
    [
        {"order": ["a", "b"]},
        form(("place-a", "1"), ("place-b", "1"), ("place-c", "2")),
        form(("place-a", "1"), ("place-b", "2"), ("place-c", "")),
        form(("place-a", "0"), ("place-b", "1"), ("place-c", "2")),
        form(("place-a", "1"), ("place-b", "2"), ("place-c", "\uff13")),
        form(("place-a", "1"), ("place-b", "2")),
    ],
)
def test_every_line_needs_a_place_of_its_own(sent):
    assert refusal("ordering", sent).startswith("Give every line a place of its own, from 1 to ")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sent", [[], "a", 7, True, ["choice"]])
def test_json_that_is_no_object_is_refused(kind, sent):
    assert refusal(kind, sent) == "This is not an answer to this question."


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("single", {"choice": 7}),
        ("single", {"choice": ["a"]}),
        ("single", {"choice": "a" * 41}),
        ("multiple", {"choices": "abc"}),
        ("multiple", {"choices": [["a"]]}),
        ("multiple", {"choices": ["a"] * (MOST_OPTIONS + 1)}),
        ("multiple", form(*[("choices", "a")] * (MOST_OPTIONS + 1))),
        ("ordering", {"order": {"a": 1}}),
        ("ordering", {"order": ["a", "a", "b"]}),
        ("ordering", {"order": ["a", "", "b"]}),
        ("ordering", {"place-a": 1, "place-b": "2", "place-c": None}),
        ("ordering", {"place-a": {"x": 1}, "place-b": [], "place-c": 2}),
        ("ordering", {f"place-{n}": str(n) for n in range(1, MOST_OPTIONS + 2)}),
        ("fillin", {"text": ["x"]}),
        ("fillin", {"text": 7}),
        ("freetext", {"text": {"a": 1}}),
        ("matching", {"pairs": ["1", "a"]}),
        ("matching", {"pairs": "1a"}),
        ("matching", {"pairs": {"1": 7}}),
        ("matching", {"pairs": {"1": ["a"]}}),
        ("matching", {"pairs": {"": "a"}}),
        ("matching", {"pairs": {"1" * 41: "a"}}),
        ("matching", {"pairs": {str(n): "a" for n in range(MOST_OPTIONS + 1)}}),
        ("matching", form(*[(f"pair-{n}", "a") for n in range(MOST_OPTIONS + 1)])),
    ],
)
def test_rubbish_in_an_answers_place_is_refused(kind, sent):
    assert refusal(kind, sent) == "This is not an answer to this question."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * (MOST_TEXT + 1), "Give at most 500 characters."),
        ("a\0b", "Leave out signs that are not text."),
        ("\ud800", "Leave out signs that are not text."),
    ],
)
def test_a_text_that_can_not_be_kept_is_refused(text, words):
    assert refusal("fillin", {"text": text}) == words


NAMES = st.sampled_from([*SHAPES.values(), "place-a", "place-b", "place-c", "pair-1", "1", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("a"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)


@settings(deadline=None)
@given(kind=st.sampled_from(KINDS), sent=JSON)
def test_whatever_is_sent_is_an_answer_of_that_kind_or_refused(kind, sent):
    try:
        value = parse_answer(kind, sent, ABC)
    except Invalid:
        return
    assert value is None or (
        set(value) == {SHAPES[kind]} and parse_answer(kind, value, ABC) == value
    )


EDITABLE = ("app.py", "a/b.html")


@pytest.mark.parametrize("kind", CODE_KINDS)
@pytest.mark.parametrize(
    ("sent", "value"),
    [
        (form(("file:app.py", "x\r\ny\rz\n")), {"files": {"app.py": "x\ny\nz\n"}}),
        (form(("file:a/b.html", ""), ("seq", "1")), {"files": {"a/b.html": ""}}),
        ({"files": {"app.py": "é"}}, {"files": {"app.py": "é"}}),
        ({"files": {}}, None),
        (form(("seq", "1")), None),
        (None, None),
    ],
)
def test_files_are_read_of_a_form_or_of_json(kind, sent, value):
    assert parse_answer(kind, sent, EDITABLE) == value


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"other.py": "x"}, file_answers.UNKNOWN),
        ({"../app.py": "x"}, file_answers.UNREADABLE),
        ({"app.py": 1}, file_answers.UNREADABLE),
        ({"app.py": ["x"]}, file_answers.UNREADABLE),
        (["app.py"], file_answers.UNREADABLE),
        ("app.py", file_answers.UNREADABLE),
        ({f"{n}.py": "" for n in range(65)}, file_answers.UNREADABLE),
        ({"app.py": "\x00"}, file_answers.BAD_SIGNS),
        ({"app.py": "\ud800"}, file_answers.BAD_SIGNS),
        ({"app.py": "x" * file_answers.MOST_BYTES, "a/b.html": "y"}, file_answers.TOO_LARGE),
        ({"app.py": "é" * (file_answers.MOST_BYTES // 2 + 1)}, file_answers.TOO_LARGE),
    ],
)
def test_files_that_are_no_answer_are_refused(files, words):
    assert refusal("code", {"files": files}, EDITABLE) == words


def test_what_is_just_as_large_as_it_may_be_is_taken():
    files = {"app.py": "x" * file_answers.MOST_BYTES}
    assert parse_answer("code", {"files": files}, EDITABLE) == {"files": files}


PAIRS = [f"{row}-{option}" for row in "123" for option in "abcd"]


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        (form(("pair-2", "a"), ("pair-1", "c"), ("seq", "1")), {"1": "c", "2": "a"}),
        (form(("pair-1", ""), ("pair-2", "d"), ("pair-3", "")), {"2": "d"}),
        (form(("pair-1", "b"), ("pair-2", "b")), {"1": "b", "2": "b"}),
        ({"pairs": {"3": "a", "1": None, "2": ""}}, {"3": "a"}),
    ],
)
def test_pairs_are_read_of_a_form_or_of_json_and_some_may_be_missing(sent, value):
    assert parse_answer("matching", sent, PAIRS) == {"pairs": value}
    assert parse_answer("matching", {"pairs": value}, PAIRS) == {"pairs": value}


@pytest.mark.parametrize(
    "sent", [form(("pair-1", ""), ("pair-2", "")), {"pairs": {}}, {"pairs": {"1": None}}]
)
def test_no_pair_is_no_answer(sent):
    assert parse_answer("matching", sent, PAIRS) is None


@pytest.mark.parametrize("pair", [("4", "a"), ("1", "e"), ("a", "1"), ("1-a", "b"), ("1", "<b>")])
def test_a_row_or_an_option_that_is_not_there_is_refused(pair):
    assert refusal("matching", {"pairs": dict([pair])}, PAIRS) == "This is not one of the options."


def test_a_text_may_be_as_long_as_it_may_and_is_never_cut():
    text = "é" * MOST_PROSE
    assert parse_answer("freetext", {"text": text}) == {"text": text}
    assert refusal("freetext", {"text": text + "é"}) == "Give at most 10,000 characters."


def test_lines_come_by_number_and_once():
    sent = form(("lines", "12"), ("lines", "3"), ("lines", "12"))
    assert parse_answer("hotspot", sent, [str(n) for n in range(1, 20)]) == {"lines": ["3", "12"]}


@pytest.mark.parametrize("line", ["0", "20", "a", "-1", "1.5", "٣"])
def test_a_line_that_is_not_there_is_refused(line):
    with pytest.raises(Invalid):
        parse_answer("hotspot", {"lines": [line]}, [str(n) for n in range(1, 20)])
