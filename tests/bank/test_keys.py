"""What is right is kept apart, comes back as it went in, and is explained to its authors."""

import pytest

from assay.bank import markdown
from assay.bank.content import Unreadable, parse
from assay.bank.keys import TextKey, explain, faults, key_to_json, normalised, parse_key

OPTIONS = [{"id": name, "text": f"Option {name}"} for name in "abc"]
ROWS = [{"id": n, "text": f"Row {n}"} for n in "12"]
PAIRS = {"match": {"1": "b", "2": "a"}, "why": {"1": "One.", "2": "Two.", "c": "None."}}
ANCHORS = [f"{n} of four" for n in range(5)]
RUBRIC = {
    "criteria": [{"id": name, "says": f"It has {name}.", "anchors": ANCHORS} for name in "xy"],
    "why": "Because.",
}
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
        ("scenario", CHOICE),
        ("matching", PAIRS),
        ("freetext", RUBRIC),
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
        ("matching", {"right": ["a"]}),
        ("matching", {"match": ["a"]}),
        ("matching", {"match": {"1": 7}}),
        ("matching", {"match": {"1": "a"}, "why": {"1": None}}),
        ("freetext", {"criteria": "x"}),
        ("freetext", {"criteria": [{"id": "x", "says": "y"}]}),
        ("freetext", {"criteria": [{"id": "x", "says": "y", "anchors": [1, 2]}]}),
        ("freetext", {**RUBRIC, "why": 7}),
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
        ("scenario", ["a", "b"], ["exactly one option must be right"]),
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


@pytest.mark.parametrize(
    ("match", "why", "words"),
    [
        ({"1": "b"}, {"a": "x", "c": "x"}, ["every row must have its option"]),
        ({"1": "b", "2": "a", "3": "c"}, {}, ["every row must have its option"]),
        ({"1": "b", "2": "z"}, {"a": "x", "c": "x"}, ["['z'] are no options"]),
        ({"1": "b", "2": "b"}, {"a": "x", "c": "x"}, ["an option belongs to two rows"]),
        ({"1": "b", "2": "a"}, {}, ["['c'] fit no row, and no why says so"]),
        ({"1": "b", "2": "a"}, {"c": "x"}, []),
    ],
)
def test_pairs_are_held_against_rows_and_options(match, why, words):
    content = parse("matching", {"stem": "?", "options": OPTIONS, "rows": ROWS})
    key = parse_key("matching", {"match": match, "why": why})
    assert list(faults(content, key)) == words


@pytest.mark.parametrize("options", [1, 5])
def test_there_are_as_many_options_as_rows_and_at_most_two_more(options):
    told = [{"id": name, "text": name} for name in "abcde"[:options]]
    content = parse("matching", {"stem": "?", "options": told, "rows": ROWS})
    match = {"1": "a", "2": "b"}
    key = parse_key("matching", {"match": match, "why": dict.fromkeys("cde", "x")})
    assert "there must be an option for each row, and at most 2 more" in list(faults(content, key))


def test_pairs_are_explained_by_row_and_then_what_fits_none():
    content = parse("matching", {"stem": "?", "options": OPTIONS, "rows": ROWS})
    lines = explain(content, parse_key("matching", PAIRS))
    assert [(line.text, line.is_right, line.why) for line in lines] == [
        ("Row 1 → Option b", True, "One."),
        ("Row 2 → Option a", True, "Two."),
        ("Option c", False, "None."),
    ]


@pytest.mark.parametrize(
    ("criteria", "words"),
    [
        (RUBRIC["criteria"][:1], "there must be two criteria at least"),
        (RUBRIC["criteria"][:1] * 2, "there must be two criteria at least"),
        ([{**one, "anchors": ANCHORS[:1]} for one in RUBRIC["criteria"]], "2 to 7 different"),
        ([{**one, "anchors": [*"abcdefgh"]} for one in RUBRIC["criteria"]], "2 to 7 different"),
        ([{**one, "anchors": ["x"] * 5} for one in RUBRIC["criteria"]], "2 to 7 different"),
        ([{**one, "weight": 0} for one in RUBRIC["criteria"]], "a weight from 1 to 10"),
        ([{**one, "weight": 11} for one in RUBRIC["criteria"]], "a weight from 1 to 10"),
    ],
)
def test_a_rubric_is_one_that_two_people_can_mark_by(criteria, words):
    content = parse("freetext", {"stem": "?", "words": 100})
    found = list(faults(content, parse_key("freetext", {**RUBRIC, "criteria": criteria})))
    assert words in found[0]
    assert list(faults(content, parse_key("freetext", RUBRIC))) == []


def test_a_rubric_keeps_its_weights_and_says_none_where_all_weigh_the_same():
    weighed = {
        **RUBRIC,
        "criteria": [{**RUBRIC["criteria"][0], "weight": 3}, RUBRIC["criteria"][1]],
    }
    assert key_to_json(parse_key("freetext", weighed))["criteria"] == weighed["criteria"]


def test_a_rubric_is_explained_by_what_earns_most():
    content = parse("freetext", {"stem": "?", "words": 100})
    lines = explain(content, parse_key("freetext", RUBRIC))
    assert [(line.text, line.why) for line in lines] == [
        ("It has x.", "4 of four"), ("It has y.", "4 of four"),
    ]  # fmt: skip


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
