"""What lets a candidate choose without knowing: each rule on its cue, and not before."""

import pytest

from assay.bank import lints
from tests.bank.items import WHY, made, options


def said(item):
    return [problem.message for problem in lints.problems(item)]


def choices(*texts):
    """The second is the key."""
    return {"option": options(*texts), "key": ["b"]}


def typed(answer):
    return {"fillin": {"accept": [answer], "reject": ["upper", "lower", "title"], "why": WHY}}


CUES = [
    ("experiment", choices("one", "two", "None of the above"), "option c speaks of the other"),
    ("experiment", choices("one", "two", "All of the others"), "option c speaks of the other"),
    ("experiment", choices("A  b", "two", "a b"), "options a and c read the same"),
    ("experiment", choices("ab", "a text much too long", "cd"), "the key is much longer than"),
    ("experiment", choices("always it", "it is", "is"), "only wrong options speak in absol"),
    ("experiment", choices("this is a, now", "it is usually b", "c"), "only the key says 'us"),
    ("predicates", {"option": options("it often is", "it is so", "not so", "none")},
     "only the key says 'often'"),
    ("experiment", choices("it is a text", "b", "now it is a text"), "option c holds option a"),
    ("experiment", choices("a text", "`b`", "a number"), "only option b has words set as code"),
    ("experiment", choices("a text", "a list.", "a number"), "some options end with a full stop"),
    ("experiment", choices("3", "1", "2"), "the options are numbers: write them in their"),
    ("experiment", choices("1", "2", "3"), "the options are numbers: write them in their"),
    ("fillin", {"stem": "It is an `____`. Which word belongs there?"}, "'an' before the gap"),
    ("experiment", choices("it is kept", "it is not kept", "it is moved"), "only a and b are oppo"),
    ("experiment", choices("it runs", "run before", "run after"), "only b and c are opposites"),
    ("fillin", {"stem": "Which method, `strip` or `StripTags`?"}, "'striptags' stands in the"),
    ("fillin", {"title": "What striptags does"}, "'striptags' stands in the stem or the title"),
    ("fillin", {"name": "about-x-host", **typed("x_host")}, "'x_host' stands in the id"),
    ("sequence", {"key": [*"abc"], "option": options(*"xyz")[::-1]}, "the ids stand in the right"),
]  # fmt: skip


@pytest.mark.parametrize(("proof", "changed", "words"), CUES)
def test_a_cue_is_told(tmp_path, proof, changed, words):
    (told,) = said(made(tmp_path, proof, **changed))
    assert told.startswith(words)


@pytest.mark.parametrize(
    ("proof", "changed"),
    [
        ("experiment", choices("it always waits", "it never ends", "it is")),
        ("predicates", {"option": options("short", "a statement that is far longer", "no")}),
        ("experiment", choices("ab", "a text that", "cd")),
        ("experiment", choices("a text of fifty signs that is no more than so long",
                               "a text of sixty signs that is a little longer than the other",
                               "a number")),
        ("experiment", choices("usually it is a", "it is b, often", "it is c")),
        ("experiment", choices("usually it is a", "it is b, it is", "it is c")),
        ("experiment", choices("it is", "it is b", "is it")),
        ("program", {"option": options("a b c", "a b c d", "e")}),
        ("experiment", choices("`a`", "`b`", "a number")),
        ("experiment", choices("a text.", "a list.", "a number.")),
        ("experiment", {**choices("1", "2", "3.5"), "fixed_order": True}),
        ("experiment", choices("3 and 1", "2", "1")),
        ("fillin", {"stem": "It is a text. `____` is what?"}),
        ("experiment", {"option": options("it is on", "it is off", "read first", "read last"),
                        "key": ["b"]}),
        ("experiment", choices("it is kept", "it is moved", "it is not kept")),
        ("fillin", {"name": "proxyfix-host", **typed("x_host")}),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_cue_is_not_told(tmp_path, proof, changed):
    assert said(made(tmp_path, proof, **changed)) == []


def test_steps_are_not_written_in_the_right_order(tmp_path):
    steps = options("first", "second", "third")
    for step, letter in zip(steps, "cab", strict=True):
        step["id"] = letter
    assert said(made(tmp_path, "sequence", option=steps)) == [
        "the steps are written in the right order: mix them"
    ]


def test_a_rejected_text_may_stand_in_the_stem(tmp_path):
    asked = made(
        tmp_path, "fillin", **typed("striptags"), stem="Neither `upper` nor `lower`: which?"
    )
    assert said(asked) == []
