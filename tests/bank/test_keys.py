"""What is right is kept apart, comes back as it went in, and is explained to its authors."""

import pytest

from assay.bank import markdown
from assay.bank.content import Unreadable, parse
from assay.bank.keys import TextKey, explain, faults, key_to_json, normalised, parse_key

OPTIONS = [{"id": name, "text": f"Option {name}"} for name in "abc"]
CHOICE = {"right": ["b"], "why": {"a": "No.", "b": "Yes."}}
TEXT = {"accept": ["x"], "reject": ["y"], "normalise": ["strip", "casefold"], "why": "Because."}


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("single", CHOICE),
        ("output", CHOICE),
        ("multiple", {"right": ["a", "c"], "why": {}}),
        ("ordering", {"right": ["c", "a", "b"], "why": {}}),
        ("fillin", TEXT),
    ],
)
def test_a_key_comes_back_as_it_went_in(kind, told):
    key = parse_key(kind, told)
    assert key_to_json(key) == told
    assert parse_key(kind, key_to_json(key)) == key


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("single", {}),
        ("single", []),
        ("single", {"right": "abc"}),
        ("single", {"right": ["a", 1]}),
        ("single", {"right": ["a"], "why": ["no"]}),
        ("single", {"right": ["a"], "why": {"a": 7}}),
        ("fillin", {"accept": "x_host"}),
        ("fillin", {"accept": [None]}),
        ("fillin", {"accept": ["x"], "why": 7}),
        ("fillin", {"accept": ["x"], "reject": "y"}),
        ("fillin", {"accept": ["x"], "normalise": ["lower"]}),
    ],
)
def test_what_is_no_key_is_unreadable(kind, told):
    with pytest.raises(Unreadable):
        parse_key(kind, told)


@pytest.mark.parametrize(
    ("how", "typed", "text"),
    [
        ("strip", " a b ", "a b"),
        ("collapse_space", " a \n b ", "a b"),
        ("casefold", "STRASSE", "strasse"),
        ("casefold", "straße", "strasse"),
        ("strip_quotes", "“'a'”", "a"),
    ],
)
def test_a_typed_answer_is_made_alike_only_as_declared(how, typed, text):
    assert normalised(typed, (how,)) == text
    assert normalised(typed, ()) == typed


def test_a_text_is_accepted_after_what_was_declared_and_no_more():
    key = TextKey(accept=("X_Host",), normalise=("strip",))
    assert key.accepts(" X_Host ")
    assert not key.accepts("x_host")
    assert not key.accepts("X_Host, x_for")


@pytest.mark.parametrize(
    ("kind", "right", "words"),
    [
        ("single", ["z"], ["['z'] are no options"]),
        ("single", ["a", "b"], ["exactly one option must be right"]),
        ("output", [], ["exactly one option must be right"]),
        ("multiple", ["a"], ["at least two options must be right, and at least one must not"]),
        ("multiple", [*"abc"], ["at least two options must be right, and at least one must not"]),
        ("ordering", ["a", "b"], ["every step must have its place"]),
        ("ordering", [*"abcc"], ["an option is named twice"]),
        ("multiple", ["a", "c"], []),
        ("ordering", ["c", "a", "b"], []),
    ],
)
def test_a_key_is_held_against_its_options(kind, right, words):
    content = parse(kind, {"stem": "?", "options": OPTIONS})
    assert list(faults(content, parse_key(kind, {"right": right}))) == words


def test_a_choice_is_explained_in_the_options_order():
    content = parse("single", {"stem": "?", "options": OPTIONS})
    lines = explain(content, parse_key("single", CHOICE))
    assert [(line.text, line.is_right, line.why) for line in lines] == [
        ("Option a", False, "No."), ("Option b", True, "Yes."), ("Option c", False, ""),
    ]  # fmt: skip


def test_an_ordering_is_explained_in_the_right_order():
    content = parse("ordering", {"stem": "?", "options": OPTIONS})
    lines = explain(content, parse_key("ordering", {"right": ["c", "a", "b"]}))
    assert [line.text for line in lines] == ["Option c", "Option a", "Option b"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("x_host", "<code>x_host</code>"),
        (" a*b*c ", "<code>a*b*c</code>"),
        ("`a` ``b``", "<code>`a` ``b``</code>"),
        ("<script>", "<code>&lt;script&gt;</code>"),
        ("", "(nothing)"),
        ("  ", "(only blanks)"),
    ],
)
def test_a_typed_answer_is_explained_as_code_whatever_it_holds(text, html):
    content = parse("fillin", {"stem": "?"})
    accepted, rejected = explain(content, TextKey(accept=("x",), reject=(text,), why="So."))
    assert (accepted.is_right, accepted.why, rejected.is_right) == (True, "So.", False)
    assert markdown.render_inline(rejected.text) == html
