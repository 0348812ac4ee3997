"""Content comes back as it went in, and a candidate's view holds nothing but the question."""

import json
from dataclasses import asdict

import pytest

from assay.bank import keys
from assay.bank.answers import SHAPES
from assay.bank.content import CODE_KINDS, KINDS, Unreadable, parse, to_json
from assay.bank.declared import DECLARED
from assay.bank.item_toml import _validator
from assay.bank.keys import NORMALISERS
from assay.bank.prover import DECIDES
from assay.bank.prover_citation import KIND as CITATION
from assay.bank.prover_matrix import CODE_RULES
from assay.bank.prover_rules import RULES
from assay.bank.responsibilities import SLUGS
from assay.bank.view import candidate_view
from tests.bank.items import GOOD, made, options

OPTIONS = [{"id": name, "text": f"Option *{name}*"} for name in "abc"]
ROWS = [{"id": n, "text": f"Row *{n}*"} for n in "12"]
FILES = [{"name": "program.py", "text": "print(1)\n"}]


def given(kind):
    told = {"stem": "What *is* it?", "files": FILES}
    if kind in CODE_KINDS:
        files = [{"name": "app.py", "text": "x = 1\n", "editable": True}, *FILES]
        more = {"entry": "app:app", "feedback": "names", "visible": FILES}
        return {**told, "files": files, **more}
    if kind == "hotspot":
        return {**told, "most": 2}
    if kind == "freetext":
        return {**told, "words": 120}
    if kind == "matching":
        return {**told, "options": OPTIONS, "fixed_order": False, "rows": ROWS}
    return (
        told if kind == "fillin" else {**told, "options": OPTIONS, "fixed_order": kind == "single"}
    )


@pytest.mark.parametrize("kind", KINDS)
def test_content_comes_back_as_it_went_in(kind):
    content = parse(kind, given(kind))
    assert content.kind == kind
    assert to_json(content) == given(kind)
    assert parse(kind, json.loads(json.dumps(to_json(content)))) == content


@pytest.mark.parametrize(
    "told",
    [
        {},
        [],
        {"stem": None},
        {"stem": "?", "options": "abc"},
        {"stem": "?", "options": [{"id": "a"}]},
        {"stem": "?", "options": [{"id": 1, "text": "x"}]},
        {"stem": "?", "options": [{"id": "a", "text": "x"}, {"id": "a", "text": "y"}]},
        {"stem": "?", "files": [{"name": "a.py", "text": b"x"}]},
        {"stem": "?", "files": 7},
    ],
)
def test_what_is_no_content_is_unreadable(told):
    with pytest.raises(Unreadable):
        parse("single", told)


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("matching", {"rows": []}),
        ("matching", {"rows": ROWS[:1]}),
        ("matching", {"rows": [*ROWS, ROWS[0]]}),
        ("matching", {"rows": [{"id": 1, "text": "x"}, *ROWS]}),
        ("freetext", {"words": 0}),
        ("freetext", {"words": "many"}),
    ],
)
def test_rows_and_words_must_be_there(kind, changed):
    with pytest.raises(Unreadable):
        parse(kind, {**given(kind), **changed})


def test_an_answer_may_name_each_row_with_each_option():
    assert parse("matching", given("matching")).answerable == (
        "1-a", "1-b", "1-c", "2-a", "2-b", "2-c",
    )  # fmt: skip


def test_an_unknown_kind_is_unreadable():
    with pytest.raises(Unreadable, match="unknown kind 'essay'"):
        parse("essay", {"stem": "?"})


@pytest.mark.parametrize("proof", GOOD)
def test_a_candidate_sees_neither_key_nor_whys_nor_names(tmp_path, proof):
    item = made(tmp_path, proof, name="telling-name", tags=["not-for-them"])
    shown = json.dumps(asdict(candidate_view(item.content)))
    key = json.dumps(keys.key_to_json(item.key))
    for secret in ("telling-name", "not-for-them", item.title, "documentation says", "proof/"):
        assert secret not in shown
    assert "documentation says" in key
    assert not {"right", "why", "accept", "value"} & set(asdict(candidate_view(item.content)))


def test_a_typed_answer_is_not_in_what_is_kept_as_content(tmp_path):
    kept = to_json(made(tmp_path, "fillin").content)
    assert kept == {"stem": GOOD["fillin"][1]}


def test_the_values_that_options_stand_for_are_not_kept_as_content(tmp_path):
    kept = to_json(made(tmp_path).content)
    assert [sorted(option) for option in kept["options"]] == [["id", "text"]] * 3


def test_options_are_shown_in_the_papers_order():
    content = parse("single", given("single"))
    assert [one.id for one in candidate_view(content, ["c", "a", "b"]).options] == ["c", "a", "b"]
    assert [one.id for one in candidate_view(content).options] == ["a", "b", "c"]


@pytest.mark.parametrize("order", [["a", "b"], ["a", "b", "d"], ["a", "b", "c", "c"]])
def test_an_order_of_other_options_is_unreadable(order):
    with pytest.raises(Unreadable):
        candidate_view(parse("single", given("single")), order)


def test_given_files_stand_behind_the_stem_as_code():
    content = parse("fillin", {"stem": "Which?\n", "files": [*FILES, {"name": "b.x", "text": "y"}]})
    assert candidate_view(content).stem == (
        "Which?\n\n`program.py`\n\n```python\nprint(1)\n```\n\n`b.x`\n\n```text\ny\n```"
    )


def test_a_file_can_not_end_its_own_block():
    text = 'x = """\n```\n````\n[out](javascript:x)\n"""'
    content = parse("fillin", {"stem": "?", "files": [{"name": "a.py", "text": text}]})
    assert candidate_view(content).stem == f"?\n\n`````python\n{text}\n`````"


def test_what_is_said_twice_says_the_same():
    schema = _validator().schema
    fields = schema["properties"]
    for told in (fields["kind"]["enum"], SHAPES, DECIDES):
        assert set(told) == set(KINDS)
    assert set(schema["$defs"]["responsibility"]["enum"]) == SLUGS
    rules = {*RULES, *CODE_RULES}
    kinds = schema["$defs"]["proof"]["properties"]["kind"]["enum"]
    assert set(kinds) == {*rules, CITATION, DECLARED}
    assert set().union(*DECIDES.values()) == rules
    normalisers = fields["fillin"]["properties"]["normalise"]["items"]["enum"]
    assert set(normalisers) == set(NORMALISERS)


def test_numbers_keep_the_order_that_they_are_written_in(tmp_path):
    item = made(tmp_path, fixed_order=True, option=options("1", "2", "3", a=1, b=2, c=3))
    assert item.content.fixed_order
    assert to_json(item.content)["fixed_order"]
