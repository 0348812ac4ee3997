"""The lints as one: silent about good items; what they say of items together; where it is told."""

import inspect

import pytest

from assay.bank import lints
from tests.bank.code_items import make_code
from tests.bank.items import GOOD, made, options
from tests.conftest import ROOT


@pytest.mark.parametrize("proof", GOOD)
def test_a_good_item_has_nothing_wrong(tmp_path, proof):
    assert lints.problems(made(tmp_path, proof)) == []


def test_a_problem_names_its_file(tmp_path):
    item = made(tmp_path, option=options("a", "b", "None of the others"), key=["b"])
    (problem,) = lints.problems(item)
    assert problem.to_json() == {
        "file": "item.toml", "line": None, "field": "key",
        "message": "option c speaks of the other options: let it say something itself",
    }  # fmt: skip


def test_enemies_know_each_other(tmp_path):
    one = made(tmp_path, name="one", enemies=["two", "gone"])
    two = made(tmp_path, name="two")
    assert list(lints.across([one, two])) == [
        "one: its enemy 'gone' is no item here", "one: its enemy 'two' does not name it",
    ]  # fmt: skip
    assert list(lints.across([made(tmp_path, name="x", enemies=["y"]),
                              made(tmp_path, name="y", enemies=["x"])])) == []  # fmt: skip


def test_what_each_rule_says_is_one_sentence_with_what_to_do(tmp_path):
    """Of a spoilt item: a fault, a colon, and an order."""
    spoilt = [
        made(tmp_path, stem="Which of these is not printed? " + "and on " * 80,
             option=options("it is always", "`b`.", "b, if none of the above")),
        make_code(tmp_path / "code", files={"visible/test_visible.py": None}),
    ]  # fmt: skip
    told = [problem.message for item in spoilt for problem in lints.problems(item)]
    assert len(told) > 5
    assert [message for message in told if ": " not in message or message.endswith(".")] == []


@pytest.mark.parametrize("rule", lints.RULES, ids=lambda rule: rule.__name__)
def test_each_rule_stands_in_the_reference_with_its_reason(rule):
    page = (ROOT / "docs" / "reference" / "lints.md").read_text("utf-8")
    because = " ".join((inspect.getdoc(rule) or "").split("\n\n")[0].split())
    assert f"| `{rule.__name__}` | {because} |" in page
