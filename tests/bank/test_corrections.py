"""A corrected key: whole, of its own kind, and never the same as before."""

import pytest

from assay.bank.content import parse
from assay.bank.corrections import added, corrected_key
from assay.bank.keys import parse_key
from assay.core.errors import Invalid

OPTIONS = [{"id": name, "text": f"Option {name}"} for name in "abc"]
CHOICE = {"stem": "?", "options": OPTIONS}
TYPED = {"accept": ["GET"], "reject": ["get it"], "normalise": ["strip", "casefold"]}


def of_options(kind="single", now=("b",), **told):
    key = parse_key(kind, {"right": list(now), "why": {"a": "No."}})
    return corrected_key(parse(kind, CHOICE), key, **told)


def of_texts(*accept):
    return corrected_key(parse("fillin", {"stem": "?"}), parse_key("fillin", TYPED), accept=accept)


@pytest.mark.parametrize("right", [["a"], ["b", "a"]])
def test_another_option_or_more_than_one_is_right_and_the_reasons_stay(right):
    assert of_options(right=right) == {"right": sorted(right), "why": {"a": "No."}}


@pytest.mark.parametrize(
    ("right", "said"),
    [([], "Choose each option"), (["b"], "right already"), (["z"], "Choose each option"),
     (["b", "z"], "Choose each option"), (["a", "b", "c"], "full marks instead")],
)  # fmt: skip
def test_what_says_nothing_is_refused_at_the_options(right, said):
    with pytest.raises(Invalid, match=said) as refused:
        of_options(right=right)
    assert list(refused.value.fields) == ["right"]


def test_of_several_choices_all_may_be_right():
    assert of_options("multiple", ("a", "b"), right=["a", "b", "c"])["right"] == ["a", "b", "c"]


def test_more_texts_are_accepted_beside_those_that_were():
    told = of_texts("HEAD", "HEAD", " ", "get it")
    assert told["accept"] == ["GET", "HEAD", "get it"]
    assert told["reject"] == [], "what is accepted now is not rejected"
    assert added(parse_key("fillin", TYPED), told) == ["HEAD", "get it"]


@pytest.mark.parametrize(
    ("texts", "said"),
    [((), "Write each text"), ((" ",), "Write each text"), (("get",), "accepted already"),
     (("x" * 301,), "At most"), ([f"t{n}" for n in range(21)], "At most"), (("\0",), "nothing")],
    ids=["none", "blank", "the same", "long", "many", "a NUL"],
)  # fmt: skip
def test_texts_that_say_nothing_new_are_refused_at_their_field(texts, said):
    with pytest.raises(Invalid, match=said) as refused:
        of_texts(*texts)
    assert list(refused.value.fields) == ["accept"]


@pytest.mark.parametrize("kind", ["ordering"])
def test_a_kind_that_is_not_corrected_by_parts_says_so(kind):
    with pytest.raises(Invalid, match="not corrected by its parts"):
        of_options(kind, ("b", "c", "a"), right=["a"])
