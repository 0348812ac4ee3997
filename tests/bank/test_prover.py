"""Each kind of proof lets a right item pass, and catches a wrong one for the right reason.

With the real runner: every sentence here was said by a process that ran the item's code.
"""

import os

import pytest

from assay.bank.prover import lane_of, prove, prove_all
from assay.bank.prover_jobs import Failed
from assay.bank.runner import Run
from tests.bank.items import GOOD, PREDICATES, TOUCHES, WHY, made, options
from workers.sandbox.engine import Sandbox

RUNNER = Sandbox()


@pytest.fixture(scope="module")
def lane():
    return lane_of(RUNNER)


SEEN = {
    "experiment": {"observed": "a b"},
    "program": {"output": "<b>&lt;</b>", "beliefs": {"a": "<", "b": "<b><</b>"}},
    "predicates": {"a": True, "b": True, "c": False},
    "sequence": {"observed": ["c", "a", "b"]},
    "permutations": {"works": ["c", "a", "b"]},
    "fillin": {"works": ["striptags"], "fails": ["title", "unescape", "upper"]},
    "exploits": {"flaws": ["6"], "decoys": ["10"]},
    "matched": {"observed": {"1": "a b", "2": "<B>A</B> B", "3": 10}},
    "consequences": {"a": {"tags": True}, "b": {"tags": False}, "c": {"tags": True}},
    "facts": {"hold": ["escapes", "keeps_markup", "strips"]},
}


@pytest.mark.parametrize("proof", GOOD)
def test_a_good_item_holds_and_the_evidence_says_what_was_seen(tmp_path, lane, proof):
    item = made(tmp_path, proof)
    proved = prove(item, RUNNER, lane)
    assert proved.why == ""
    assert proved.evidence.digest == item.digest.hex()
    assert proved.evidence.versions == {"markupsafe": lane.packages["markupsafe"]}
    (part,) = proved.evidence.proofs
    assert (part["kind"], part["seen"]) == (item.proofs[0].kind, SEEN[proof])


EXPERIMENT, PREDICATE_FILE, ATTEMPT = (
    "proof/experiment.py",
    "proof/predicates.py",
    "proof/attempt.py",
)
IDLE = "from markupsafe import Markup\n"
TOUCHED = IDLE + "Markup('a').striptags()\n"
STRIPPED = "from markupsafe import Markup\n\ndef observe():\n    text = Markup('a').striptags()\n"
BY_SEED = "and __import__('os').environ['PYTHONHASHSEED'] == '0'"


def change(proof, old, new, **more):
    """The good item's code with this change."""
    ((name, text),) = ((n, t) for n, t in GOOD[proof][2].items() if "mistakes" not in n)
    assert old in text
    return {"files": {name: text.replace(old, new)}, **more}


def key(accept=("striptags",), reject=("upper", "unescape", "title"), **more):
    return {"fillin": {"accept": [*accept], "reject": [*reject], "why": WHY, **more}}


CASES = {
    "experiment": [
        ({"key": ["a"]}, "the key says '', observed 'a b'"),
        (
            {"option": options("1", "2", "3", a="a b", b="a b", c="ab")},
            "distractors ['a'] hold too",
        ),
        ({"option": options("1", "2", "3", a="", b="a b")}, "option c has no value"),
        ({"option": options("1", "2", "3", a="", c="ab")}, "option b has no value"),
        (
            change("experiment", "str(", "hash(") | {"option": options("1", "2", "3", b=1)},
            "what is observed is not the same in two runs",
        ),
        ({"files": {EXPERIMENT: STRIPPED + "    return id(text)\n"}}, "what is observed is not"),
        (
            {"files": {EXPERIMENT: IDLE + "def observe():\n    return 'a b'\n"}},
            "the experiment ran no code of ['markupsafe']",
        ),
        (
            {"files": {EXPERIMENT: "def observe():\n    import markupsafe\n    return 'a b'\n"}},
            "the experiment ran no code of ['markupsafe']",
        ),
        (
            {"files": {EXPERIMENT: TOUCHED + "def observe():\n    return 'a b'\n"}},
            "the experiment ran no code of ['markupsafe']",
        ),
        ({"proof": [{"kind": "experiment"}]}, "touches names no package: the proof could be idle"),
        ({"proof": [{"kind": "experiment", "touches": ["nowhere"]}]}, "No module named 'nowhere'"),
        ({"files": {EXPERIMENT: None}}, "proof/experiment.py is missing"),
        ({"files": {EXPERIMENT: "x = 1\n"}}, "has no attribute 'observe'"),
        ({"files": {EXPERIMENT: "def observe(:\n"}}, "proof/experiment.py: SyntaxError"),
        (
            {"files": {EXPERIMENT: STRIPPED + "    return 1 / 0\n"}},
            "observe() raised ZeroDivisionError: division by zero",
        ),
        (
            {"files": {EXPERIMENT: STRIPPED + "    raise SystemExit\n"}},
            "observe() raised SystemExit",
        ),
        ({"files": {EXPERIMENT: STRIPPED + "    return {1j: 1}\n"}}, "keys must be str"),
        (
            {"files": {EXPERIMENT: STRIPPED + "    import os\n    os._exit(0)\n"}},
            "proof/experiment.py gave no answer (exit code 0)",
        ),
        (
            {
                "option": options("1", "2", "3", a=1, b=True, c=0),
                "files": {EXPERIMENT: STRIPPED + "    return 1\n"},
            },
            "the key says True, observed 1",
        ),
    ],
    "program": [
        ({"key": ["a"]}, "the key says '<', the program says '<b>&lt;</b>'"),
        (
            {"option": options("1", "2", "3", a="<b>&lt;</b> \n", b="x", c="<b>&lt;</b>")},
            "distractor a equals the output",
        ),
        (
            {"files": {"proof/mistakes/a.py": "print('>')\n"}},
            "mistake a prints '>', the option says '<'",
        ),
        ({"files": {"proof/mistakes/b.py": None}}, "proof/mistakes/b.py is missing"),
        ({"files": {"given/program.py": None}}, "given/program.py is missing"),
        (
            change("program", "print(", "print(set('abcdef'), "),
            "the output is not the same in every",
        ),
        (change("program", "print(", "print(object(), "), "the output is not the same in every"),
        (
            change("program", "print(", "print('<object at 0x7f0012ab>', "),
            "holds an address or a d",
        ),
        (
            change("program", "print(", "print('2026-01-05', "),
            "the output holds an address or a date",
        ),
        (
            change("program", "print(", "raise SystemExit(3)\nprint("),
            "given/program.py ended with exit code 3",
        ),
    ],
    "predicates": [
        ({"key": ["a", "c"]}, "option b: the key says False, execution says True"),
        ({"key": ["b", "c"]}, "option a: the key says False, execution says True"),
        ({"option": options("1", "2", "3", "4"), "key": ["a", "b"]}, "has no attribute 'd'"),
        (
            change("predicates", 'Markup("<b>") .unescape() == "&lt;b&gt;"', "False"),
            "predicate c ran no code of ['markupsafe']",
        ),
        (change("predicates", '== "a"', 'and "a"'), "predicate a gave 'a'"),
        (change("predicates", '== "a"', "and 1"), "predicate a gave 1"),
        (change("predicates", '== "a"', BY_SEED), "predicate a is not the same in two runs"),
        (change("predicates", '== "a"', "/ 0"), "a() raised TypeError"),
        ({"files": {PREDICATE_FILE: f"raise OSError('gone')\n{PREDICATES}"}}, "OSError: gone"),
        ({"proof": [{"kind": "predicates"}]}, "touches names no package"),
        ({"proof": [{"kind": "predicates", "touches": ["click"]}]}, "a ran no code of ['click']"),
    ],
    "sequence": [
        ({"key": ["a", "b", "c"]}, "the key is ['a', 'b', 'c'], observed ['c', 'a', 'b']"),
        (change("sequence", '"c-a-b"', '"c-a-b-b"'), "observed ['c', 'a', 'b', 'b']"),
        (change("sequence", '.split("-")', '.split("-") and list(set("cab"))'), "two runs"),
        (change("sequence", 'Markup("c-a-b")', '"c-a-b"'), "ran no code of ['markupsafe']"),
    ],
    "permutations": [
        (
            {"key": ["a", "b", "c"]},
            "the key is ['a', 'b', 'c'], these orders work: [['c', 'a', 'b'",
        ),
        (
            change("permutations", '== "c-a-b"', '!= "b-a-c"'),
            "these orders work: [['a', 'b', 'c'], [",
        ),
        (change("permutations", '== "c-a-b"', "and False"), "these orders work: []"),
        (change("permutations", '== "c-a-b"', ""), "works() gave 'a-b-c'"),
        (
            change("permutations", 'Markup("-")', '"-"'),
            "the experiment ran no code of ['markupsafe']",
        ),
        (change("permutations", "def works", "def work"), "has no attribute 'works'"),
        (
            {"option": options(*"1234567"), "key": [*"gfedcba"]},
            "more than 6 steps: too many orders",
        ),
    ],
    "fillin": [
        (key(accept=["striptags", "strip"]), "accepted, but does not work: ['strip']"),
        (
            key(reject=["upper", "title", "striptags "], normalise=[]),
            "works('striptags ') raised Att",
        ),
        (
            key(reject=["upper", "UPPER", " upper"], normalise=["strip", "casefold"]),
            "fewer than 3 rejected texts",
        ),
        (
            key(reject=["upper", "title", " striptags"], normalise=["strip"]),
            "a text is accepted and rejected",
        ),
        (
            change("fillin", '== "a"', "is not None"),
            "rejected, but works: ['title', 'unescape', 'upp",
        ),
        (change("fillin", '== "a"', ""), "works('striptags') gave 'a'"),
        (
            change("fillin", 'Markup("<b>a</b>")', '"a"')
            | key(["strip"], ["upper", "title", "split"]),
            "the attempt with 'strip' ran no code of ['markupsafe']",
        ),
        (change("fillin", '== "a"', BY_SEED), "is not the same in two runs"),
        ({"proof": [{"kind": "fillin"}]}, "touches names no package"),
        ({"proof": [{"kind": "predicates", "touches": TOUCHES}]}, "decides no fillin: take fillin"),
    ],
}


NAMES = [f"{proof}-{number}" for proof, cases in CASES.items() for number in range(len(cases))]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory, lane):
    """Every case's proof by its name: proved together, each core at its own."""
    library = tmp_path_factory.mktemp("library")
    items = [made(library, name.partition("-")[0], name=name, **_case(name)[0]) for name in NAMES]
    proved = prove_all(items, RUNNER, lane, at_once=os.cpu_count())
    return {one.package.id: one for one in proved}


def _case(name):
    proof, _, number = name.partition("-")
    return CASES[proof][int(number)]


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_item_is_caught_for_the_right_reason(verdicts, name):
    assert not verdicts[name].ok
    assert _case(name)[1] in verdicts[name].why


def test_a_proof_of_another_kind_decides_nothing(tmp_path, lane):
    proofs = [{"kind": "fillin", "touches": TOUCHES}, {"kind": "experiment", "touches": TOUCHES}]
    proved = prove(made(tmp_path, proof=proofs), RUNNER, lane)
    assert proved.why == "fillin: decides no single: take experiment or predicates"
    assert [part.ok for part in proved.parts] == [True, True, False, True]


@pytest.mark.parametrize(
    ("valid", "reason"),
    [
        ({"markupsafe": "<1"}, " is outside <1"),
        ({"no-such-package": ">=1"}, "no-such-package is not installed"),
        ({"python": "<3"}, "is outside <3"),
    ],
)
def test_an_item_is_proved_only_where_it_claims_to_hold(tmp_path, lane, valid, reason):
    proved = prove(made(tmp_path, valid=valid), RUNNER, lane)
    assert proved.why.startswith("range: ")
    assert proved.why.endswith(reason)


def test_a_package_is_known_by_every_spelling(tmp_path, lane):
    valid = {"Flask_SQLAlchemy": ">=3", "MarkupSafe": ">=2"}
    proved = prove(made(tmp_path, valid=valid), RUNNER, lane)
    assert set(proved.evidence.versions) == set(valid)


def test_a_proof_without_an_end_is_ended(tmp_path, lane):
    endless = {"files": {EXPERIMENT: STRIPPED + "    while True:\n        pass\n"}}
    proof = [{"kind": "experiment", "touches": TOUCHES, "seconds": 1}]
    proved = prove(made(tmp_path, proof=proof, **endless), RUNNER, lane)
    assert proved.why == "experiment: proof/experiment.py gave no answer (timeout): "


def test_the_stem_and_the_key_are_not_sent_to_the_proof(tmp_path, lane):
    look = STRIPPED + "    import os\n    return sorted(os.listdir())\n"
    value = ["job.json", "proof", "prover_child.py"]
    item = made(
        tmp_path, files={EXPERIMENT: look}, option=options("1", "2", "3", a=1, b=value, c=2)
    )
    assert prove(item, RUNNER, lane).ok


def test_many_are_proved_at_once_and_told_in_their_order(tmp_path, lane):
    items = [made(tmp_path, proof, name=f"many-{proof}") for proof in GOOD]
    told = list(prove_all(items, RUNNER, lane, at_once=3))
    assert [(one.package.id, one.ok) for one in told] == [(f"many-{proof}", True) for proof in GOOD]


class Liar:
    """A runner whose processes say what a hostile proof could make them say."""

    def __init__(self, said):
        self.said = said

    def run(self, files, command, limits):
        return Run(status="ok", stdout=self.said, stderr="", exit_code=0, seconds=0)


@pytest.mark.parametrize("said", ["", "[]", "7", "{}", '{"ok": 1}', '{"ok": {"value": 1}}',
                                  '{"ok": {"value": 1, "touched": 7}}', '{"ok": {"a": {}}}',
                                  '{"ok": {"a": 1, "b": 1, "c": 1}}', "[" * 100_000])  # fmt: skip
@pytest.mark.parametrize("proof", ["experiment", "predicates", "permutations", "fillin"])
def test_whatever_a_process_says_it_proves_nothing_by_accident(tmp_path, lane, proof, said):
    proved = prove(made(tmp_path, proof), Liar(said), lane)
    assert not proved.ok
    assert proved.why.startswith(f"{proof}: ")


@pytest.mark.parametrize("said", ["", '{"ok": 1}', '{"ok": {"python": "3.11.7"}}'])
def test_a_runner_that_can_not_run_is_told(said):
    with pytest.raises(Failed):
        lane_of(Liar(said))
