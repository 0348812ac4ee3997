"""Each lint is silent about a good item, and speaks of the one fault that it is there for."""

import pytest

from assay.bank import lints
from tests.bank.items import GOOD, WHY, made, options


def said(item):
    return [problem.message for problem in lints.problems(item)]


@pytest.mark.parametrize("proof", GOOD)
def test_a_good_item_has_nothing_wrong(tmp_path, proof):
    assert said(made(tmp_path, proof)) == []


def choices(*texts):
    return {"option": options(*texts), "key": ["b"]}


@pytest.mark.parametrize(
    ("proof", "changed", "words"),
    [
        ("experiment", choices("one", "two", "None of the above"), "option c speaks of the other"),
        ("experiment", choices("one", "two", "All of the others"), "option c speaks of the other"),
        ("experiment", choices("A  b", "two", "a b"), "options a and c read the same"),
        ("experiment", choices("ab", "a text much too long", "cd"), "the key is much longer than"),
        ("experiment", choices("it always is", "it is", "is"), "only wrong options speak in absol"),
        ("fillin", {"stem": "Which method, `strip` or `StripTags`?"}, "'striptags' stands in the"),
        ("fillin", {"title": "What striptags does"}, "'striptags' stands in the stem or the title"),
        (
            "sequence",
            {"key": [*"abc"], "option": options(*"xyz")[::-1]},
            "the ids stand in the right order",
        ),
        ("experiment", {"stem": "Which of these is not printed?"}, "the stem asks for what is not"),
        ("experiment", {"stem": "What is best practice here?"}, "the stem asks for an opinion: 'b"),
        ("experiment", {"valid": {"flask": ">=3,<3.2"}}, "the key holds for some versions of flas"),
        ("program", {"files": {"given/program.py": "print(\n"}}, "given/program.py does not compi"),
        ("program", {"files": {"given/more.py": "(" * 900}}, "given/more.py does not compile: "),
        ("experiment", {"stem": "word " * 400 + "?"}, "reading alone takes 2.2 of 2 minutes"),
        ("program", {"files": {"given/more.py": "x = 1\n" * 60}}, "reading alone takes 2.6 of 2"),
    ],
)
def test_a_fault_is_told(tmp_path, proof, changed, words):
    (told,) = said(made(tmp_path, proof, **changed))
    assert told.startswith(words)


@pytest.mark.parametrize(
    ("proof", "changed"),
    [
        ("experiment", choices("it always is", "it never is", "it is")),
        ("experiment", {"stem": "Which of these is **not** printed?"}),
        ("experiment", {"stem": "What does `not x` give?"}),
        ("experiment", {"stem": "What is shown to one who is not signed in?"}),
        ("experiment", {"stem": "Which line, in a page, brings no tag, not even by a click?"}),
        ("experiment", {"stem": "With Flask 3.1, what is printed?", "valid": {"flask": "<3.2"}}),
        ("predicates", {"option": options("short", "a statement that is far longer", "no")}),
        ("program", {"files": {"given/notes.txt": "print("}}),
    ],
)
def test_what_only_looks_like_a_fault_is_not_told(tmp_path, proof, changed):
    assert said(made(tmp_path, proof, **changed)) == []


def test_steps_are_not_written_in_the_right_order(tmp_path):
    steps = options("first", "second", "third")
    for step, letter in zip(steps, "cab", strict=True):
        step["id"] = letter
    assert said(made(tmp_path, "sequence", option=steps)) == [
        "the steps are written in the right order: mix them"
    ]


def test_a_problem_names_its_file(tmp_path):
    (problem,) = lints.problems(made(tmp_path, **choices("a", "b", "None of the others")))
    assert problem.to_json() == {
        "file": "item.toml", "line": None, "field": "key",
        "message": "option c speaks of the other options",
    }  # fmt: skip


def test_enemies_know_each_other(tmp_path):
    one = made(tmp_path, name="one", enemies=["two", "gone"])
    two = made(tmp_path, name="two")
    assert list(lints.across([one, two])) == [
        "one: its enemy 'gone' is no item here", "one: its enemy 'two' does not name it",
    ]  # fmt: skip
    assert list(lints.across([made(tmp_path, name="x", enemies=["y"]),
                              made(tmp_path, name="y", enemies=["x"])])) == []  # fmt: skip


def test_no_letter_is_the_key_of_most_single_choices(tmp_path):
    items = [made(tmp_path, name=f"item-{n}") for n in range(8)]
    assert list(lints.across(items)) == ["option b is the key of 8 among 8 single choices"]
    assert list(lints.across(items[:7])) == []
    others = [made(tmp_path, name=f"other-{n}", key=["a"]) for n in range(8)]
    assert list(lints.across([*items, *others])) == []


def test_a_rejected_text_may_stand_in_the_stem(tmp_path):
    key = {"accept": ["striptags"], "reject": ["upper", "lower", "title"], "why": WHY}
    assert (
        said(made(tmp_path, "fillin", fillin=key, stem="Neither `upper` nor `lower`: which?")) == []
    )
