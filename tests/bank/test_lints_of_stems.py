"""What makes a question hard to read: each rule on its fault, and not before."""

import pytest

from assay.bank import lints
from tests.bank.items import made, options


def said(item):
    return [problem.message for problem in lints.problems(item)]


LONG = "A shop sells tea, and " + "more " * 60 + "of it. What is printed?"


@pytest.mark.parametrize(
    ("proof", "changed", "words"),
    [
        ("experiment", {"stem": "Which of these is not printed?"}, "the stem asks for what is not"),
        ("experiment", {"stem": "Who can’t read nothing?"}, "two negations in one clause"),
        ("experiment", {"option": options("it doesn’t run without it", "it runs", "it ends"),
                        "key": ["b"]}, "two negations in one clause"),
        ("experiment", {"stem": "What is best practice here?"}, "the stem asks for an opinion"),
        ("experiment", {"stem": "This is about markup."}, "the stem asks nothing"),
        ("experiment", {"stem": "Here is `what?` and a gap."}, "the stem asks nothing"),
        ("experiment", {"stem": LONG}, "70 words and no code: tell it in 60"),
        ("program", {"stem": "word " * 300 + "Which?"}, "reading alone takes"),
        ("program", {"files": {"given/more.py": "x = 1\n" * 60}}, "reading alone takes 2.6 of 2"),
        ("experiment", {"stem": "At Christmas, what is sold?"}, "'Christmas' is not known, or not"),
        ("experiment", {"stem": "What is printed ONLY once?"}, "ONLY shouts: write it in small"),
        ("experiment", {"stem": "What is\u00a0it?"}, "a sign that can't be seen, U+00A0"),
        ("experiment", {"stem": "What is p\u0430ge?"}, "'p\u0430' mixes letters of two scripts"),
    ],
)  # fmt: skip
def test_a_fault_is_told(tmp_path, proof, changed, words):
    told = said(made(tmp_path, proof, **changed))
    assert [message for message in told if message.startswith(words)] == told[:1] != []


@pytest.mark.parametrize(
    ("proof", "changed"),
    [
        ("experiment", {"stem": "Which of these is **not** printed?"}),
        ("experiment", {"stem": "What does `not x` give?"}),
        ("experiment", {"stem": "What is shown to one who is not signed in?"}),
        ("experiment", {"stem": "Which line, in a page, brings no tag, not even by a click?"}),
        ("experiment", {"stem": "It is not kept, and nothing is sent. What is seen?"}),
        ("experiment", {"stem": "Some markup. Mark every line that holds."}),
        ("experiment", {"stem": "Review the page, then mark its lines."}),
        ("program", {"stem": LONG, "minutes": 3}),
        ("experiment", {"stem": LONG, "minutes": 3}),
        ("experiment", {"stem": "What does `NOT NULL` keep away? And `\u0430`?"}),
        ("experiment", {"stem": "What does Ngozi read in Łódź?"}),
    ],
)
def test_what_only_looks_like_a_fault_is_not_told(tmp_path, proof, changed):
    assert said(made(tmp_path, proof, **changed)) == []
