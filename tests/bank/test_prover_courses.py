"""Pairs, courses and facts: a right item holds in test_prover; here each is spoilt, and refused.

With the real runner, and for the one sentence that says why.
"""

import pytest

from assay.bank.prover import lane_of, prove
from tests.bank.items import CONSEQUENCES, FACTS, GOOD, MATCHED, WHY, made, options, rows
from workers.sandbox.engine import Sandbox

RUNNER = Sandbox()
BY_SEED = "__import__('os').environ['PYTHONHASHSEED']"
COURSES = ("Trust it", "Escape it", "Change its case twice")
WITH, WITHOUT = {"tags": True}, {"tags": False}


@pytest.fixture(scope="module")
def lane():
    return lane_of(RUNNER)


def change(proof, old, new):
    ((name, text),) = GOOD[proof][2].items()
    assert old in text
    return {"files": {name: text.replace(old, new, 1)}}


def pairs(match="bca", **values):
    texts = ("`10`", "`a b`", "`<B>A</B> B`", "`ab`")
    told = {"a": 10, "b": "a b", "c": "<B>A</B> B", "d": "ab", **values}
    return {
        "row": rows("`striptags()`", "`upper()`", "`len()`", match=match),
        "option": options(*texts, **{name: one for name, one in told.items() if one is not None}),
    }


CASES = {
    "matched": [
        (pairs("cba"), "row 1: the key says '<B>A</B> B', observed 'a b'"),
        (pairs("bcd"), "row 3: the key says 'ab', observed 10"),
        (pairs(a="10"), "row 3: the key says '10', observed 10"),
        (pairs(d="a b"), "row 1: options ['d'] hold too"),
        (pairs(d=None), "option d has no value"),
        (change("matched", '"3": len(text)', '"4": len(text)'), "rows ['1', '2', '3'], observed {"),
        (change("matched", "return {", "return [] and {"), "rows ['1', '2', '3'], observed []"),
        (change("matched", "len(text)", BY_SEED), "is not the same in two runs"),
        ({"proof": [{"kind": "experiment"}]}, "touches names no package"),
        ({"proof": [{"kind": "facts", "touches": ["markupsafe"]}]}, "facts: decides no matching"),
    ],
    "consequences": [
        ({"key": ["a"]}, "from courses ['c'] follows what follows from the right one"),
        ({"option": options(*COURSES, a=WITH, b=WITHOUT, c=WITHOUT)},
         "course c: {'tags': False} is declared, {'tags': True} followed"),
        ({"option": options(*COURSES, a=WITH, b=WITHOUT)}, "option c has no value"),
        (change("consequences", 'Markup("<b>").upper()', 'escape("<b>").upper()'),
         "course c: {'tags': True} is declared, {'tags': False} followed"),
        (change("consequences", "def c():", "def d():"), "has no attribute 'c'"),
        (change("consequences", "return _page(Markup(\"<b>\"))", "return {'tags': True}"),
         "a() ran no code of ['markupsafe']"),
        (change("consequences", '{"tags": ', f'{{"seed": {BY_SEED}, "tags": '),
         "a() is not the same in two runs"),
        ({"proof": [{"kind": "consequences"}]}, "touches names no package"),
        ({"files": {"proof/consequences.py": None}}, "proof/consequences.py is missing"),
    ],
    "facts": [
        (change("facts", '== "&lt;"', '== "<"'), "fact_escapes() gave False"),
        (change("facts", '== "&lt;"', 'and "yes"'), "fact_escapes() gave 'yes'"),
        (change("facts", '== "&lt;"', "and 1"), "fact_escapes() gave 1"),
        (change("facts", "def fact_strips", "def strips"), "fewer than 3 facts: ['fact_escapes',"),
        (change("facts", "def fact_strips", "def fact_escapes"), "fewer than 3 facts: ["),
        (change("facts", 'Markup("<b>a</b>").striptags() == "a"', "True"),
         "fact_strips() ran no code of ['markupsafe']"),
        (change("facts", '== "a"', f'and {BY_SEED} == "0"'), "fact_strips() is not the same in"),
        (change("facts", "def fact_strips():", "def fact_strips(:"), "facts.py does not compile"),
        ({"proof": [{"kind": "facts"}]}, "touches names no package"),
        ({"files": {"proof/facts.py": None}}, "proof/facts.py is missing"),
    ],
}  # fmt: skip
NAMES = [f"{proof}-{number}" for proof, cases in CASES.items() for number in range(len(cases))]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_spoilt_is_refused_for_its_reason(tmp_path, lane, name):
    proof, number = name.split("-")
    changed, why = CASES[proof][int(number)]
    proved = prove(made(tmp_path, proof, **changed), RUNNER, lane)
    assert why in proved.why
    assert proved.evidence is None


def test_an_option_of_no_row_needs_a_why_and_one_of_a_row_does_not(tmp_path):
    told = pairs()
    for one in told["option"][:3]:
        del one["why"]
    assert made(tmp_path, "matched", **told).key.why == dict.fromkeys("123d", WHY)


def test_these_files_are_what_is_changed_here():
    assert [*GOOD["matched"][2].values()] == [MATCHED]
    assert [*GOOD["consequences"][2].values()] == [CONSEQUENCES]
    assert [*GOOD["facts"][2].values()] == [FACTS]
