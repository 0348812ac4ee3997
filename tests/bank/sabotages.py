"""Good items, each spoilt in one place, with the one sentence that must refuse it.

What is spoilt is what an author gets wrong in good faith, or an attacker on purpose. Every base in
BASES holds as it is, so that the sentence is of the change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.bank.items import (
    ATTEMPT,
    CONSEQUENCES,
    EXPLOITS,
    FACTS,
    GOOD,
    MENDED,
    ORDERS,
    PREDICATES,
    PROGRAM,
    STRIPPED,
    TOUCHES,
    VIEWS,
    WHY,
    options,
    rows,
)
from tests.bank.runnable import (
    BEHAVIOURS,
    FAULTS,
    HIDDEN,
    MATRIX,
    MUTANTS,
    RIGHT,
    RUNNABLE,
    SUITE,
    pages,
    wrong,
)

BASES = {**GOOD, **RUNNABLE}
Files = Mapping[str, str | None]


@dataclass(frozen=True)
class Sabotage:
    """`of` names the base; `says` stands in the refusal; `changed` fields, `files` besides."""

    of: str
    says: str
    files: Files = field(default_factory=dict)
    changed: Mapping[str, Any] = field(default_factory=dict)


def _fill(accept: list[str], reject: list[str], **more: Any) -> dict[str, Any]:
    return {"fillin": {"accept": accept, "reject": reject, "why": WHY, **more}}


def _lines(six: bool, ten: bool) -> dict[str, Any]:
    flaws = {6: six, 10: ten}
    return {"line": [{"number": n, "flaw": flaw, "why": WHY} for n, flaw in flaws.items()]}


def _variants(**sets: dict[str, str]) -> dict[str, Any]:
    return {"variant": [{"id": name, "set": told} for name, told in sets.items()]}


def _swapped(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new)


EXPERIMENT, PREDICATE, TRIED = "proof/experiment.py", "proof/predicates.py", "proof/attempt.py"
CONSTANT = "from markupsafe import Markup\n\ndef observe():\n    return 'a b'\n"
MORE_TESTS = HIDDEN + "def test_nowhere(client):\n    assert client.get('/no').status_code == 404\n"
NOWHERE = {"id": "test_app.py::test_nowhere", "says": "Other addresses are not found"}
CATCHES_ALL = '\n\n@app.get("/<path:where>")\ndef anywhere(where):\n    return where\n'
BAD_MORE = '"""Every address is answered."""\n' + pages(**RIGHT) + CATCHES_ALL
HEAD_OF_TESTS = HIDDEN.split("def test_next")[0]
NAMED = """\
def {}(subject):
    assert subject.probe("result = app.name") == "app"
"""
BY_CHANCE = """\
def test_next(rng, client):
    assert rng.random() > 0.7
    assert client.get("/next/1").text == "2"
"""
"""Holds under the seed 0 and not under 1: a seed and a test's name give what is drawn."""
RENAMED = _swapped(pages(**RIGHT), "number", "value")

SABOTAGES: Mapping[str, Sabotage] = {
    # A key that is not so.
    "flipped key of a choice": Sabotage(
        "experiment", "the key says '', observed 'a b'", changed={"key": ["a"]}
    ),
    "flipped key of an output": Sabotage(
        "program", "the key says '<', the program says '<b>&lt;</b>'", changed={"key": ["a"]}
    ),
    "flipped statement": Sabotage(
        "predicates", "option b: the key says False, execution says True",
        changed={"key": ["a", "c"]},
    ),
    "a belief of the old list as the key": Sabotage(
        "predicates", "option c: the key says True, execution says False",
        changed={"key": ["b", "c"], "option": options("It can drop tags", "It escapes", "It adds")},
        files={PREDICATE: _swapped(PREDICATES, 'striptags() == "a"', 'striptags() == "b"')},
    ),
    "flipped order": Sabotage(
        "sequence", "the key is ['b', 'a', 'c'], observed ['c', 'a', 'b']",
        changed={"key": ["b", "a", "c"]},
    ),
    "flipped pair": Sabotage(
        "matched", "row 2: the key says 10, observed '<B>A</B> B'",
        changed={"row": rows("`striptags()`", "`upper()`", "`len()`", match="bac")},
    ),
    "a course that does not lead there": Sabotage(
        "consequences", "course b: {'tags': False} is declared, {'tags': True} followed",
        files={"proof/consequences.py": _swapped(CONSEQUENCES, 'escape("<b>")', 'Markup("<b>")')},
    ),
    "a rubric that relies on what is not so": Sabotage(
        "facts", "fact_escapes() gave False",
        files={"proof/facts.py": _swapped(FACTS, '== "&lt;"', '== "<"')},
    ),
    "two orders that work": Sabotage(
        "permutations", "these orders work: [['a', 'c', 'b'], ['c', 'a', 'b']]",
        files={EXPERIMENT: _swapped(ORDERS, '== "c-a-b"', 'in ("c-a-b", "a-c-b")')},
    ),
    "no order that works": Sabotage(
        "permutations", "these orders work: []",
        files={EXPERIMENT: _swapped(ORDERS, '== "c-a-b"', '== "c-a"')},
    ),
    "two right choices": Sabotage(
        "experiment", "distractors ['c'] hold too",
        changed={"option": options("nothing", "`a b`", "one text", a="", b="a b", c="a b")},
    ),
    "a distractor that prints the same": Sabotage(
        "program", "distractor b equals the output",
        changed={"option": options("1", "2", "3", a="<", b="<b>&lt;</b>\n", c="<b>&lt;</b>")},
    ),
    "an accepted text that does not work": Sabotage(
        "fillin", "accepted, but does not work: ['strip']",
        changed=_fill(["striptags", "strip"], ["upper", "unescape", "title"]),
    ),
    "a rejected text that works": Sabotage(
        "fillin", "rejected, but works: ['title', 'upper']",
        files={TRIED: _swapped(ATTEMPT, '== "a"', 'in ("a", "<B>A</B>")')},
    ),
    "a text that is accepted and rejected": Sabotage(
        "fillin", "a text is accepted and rejected",
        changed=_fill(["striptags"], ["upper", "title", "STRIPTAGS"], normalise=["casefold"]),
    ),
    # A proof that proves nothing.
    "an idle experiment": Sabotage(
        "experiment", "the experiment ran no code of ['markupsafe']", files={EXPERIMENT: CONSTANT}
    ),
    "a vacuous predicate": Sabotage(
        "predicates", "predicate c ran no code of ['markupsafe']",
        files={PREDICATE: PREDICATES.split("def c")[0] + "def c():\n    return False\n"},
    ),
    "a predicate that is only truthy": Sabotage(
        "predicates", "predicate a gave 'a'",
        files={PREDICATE: _swapped(PREDICATES, '== "a"', 'and "a"')},
    ),
    "an attempt without the package": Sabotage(
        "fillin", "the attempt with 'strip' ran no code of ['markupsafe']",
        changed=_fill(["strip"], ["upper", "title", "split"]),
        files={TRIED: _swapped(ATTEMPT, 'Markup("<b>a</b>")', '"a"')},
    ),
    "a proof that touches nothing": Sabotage(
        "sequence", "touches names no package: the proof could be idle",
        changed={"proof": [{"kind": "sequence"}]},
    ),
    "a proof of another kind": Sabotage(
        "fillin", "decides no fillin: take fillin",
        changed={"proof": [{"kind": "experiment", "touches": TOUCHES},
                           {"kind": "fillin", "touches": TOUCHES}]},
    ),
    "a proof without an end": Sabotage(
        "experiment", "proof/experiment.py gave no answer (timeout)",
        changed={"proof": [{"kind": "experiment", "touches": TOUCHES, "seconds": 1}]},
        files={EXPERIMENT: _swapped(STRIPPED, "    return", "    while True: pass\n    return")},
    ),
    # What is seen is not always the same.
    "an output with an address": Sabotage(
        "program", "the output holds an address or a date",
        files={"given/program.py": _swapped(PROGRAM, "print(", 'print("at 0x7f0012ab", ')},
    ),
    "an output with a date": Sabotage(
        "program", "the output holds an address or a date",
        files={"given/program.py": _swapped(PROGRAM, "print(", 'print("2026-01-05", ')},
    ),
    "an unstable output": Sabotage(
        "program", "the output is not the same in every run",
        files={"given/program.py": _swapped(PROGRAM, "print(", 'print({"a", "b", "c", "d"}, ')},
    ),
    "an unstable observation": Sabotage(
        "experiment", "what is observed is not the same in two runs",
        files={EXPERIMENT: _swapped(STRIPPED, "str(", "hash(")},
    ),
    "a mistake that prints something else": Sabotage(
        "program", "mistake a prints '>', the option says '<'",
        files={"proof/mistakes/a.py": "print('>')\n"},
    ),
    "a distractor that nobody believes": Sabotage(
        "program", "proof/mistakes/b.py is missing", files={"proof/mistakes/b.py": None}
    ),
    # Lines that have a flaw, and lines that have none.
    "a decoy that is a true flaw": Sabotage(
        "exploits", "as given, line_10() must be False, and is True",
        files={"given/views.py": _swapped(VIEWS, '"<p>%s</p>") % said', 'f"<p>{said}</p>")')},
    ),
    "a flaw that is none": Sabotage(
        "exploits", "as given, line_10() must be True, and is False",
        changed=_lines(True, True), files={"proof/fixes/10": MENDED},
    ),
    "a fix that does not fix": Sabotage(
        "exploits", "with line 6 mended, line_6() must be False, and is True",
        files={"proof/fixes/6": '    return Markup(f"<p>{said}</p>")\n'},
    ),
    "a fix that breaks the program": Sabotage(
        "exploits", "with line 6 mended, works() must be True, and is False",
        files={"proof/fixes/6": '    return Markup("<i>%s</i>") % said\n'},
    ),
    "a flaw without a fix": Sabotage(
        "exploits", "a fix is needed for just those lines that have a flaw",
        files={"proof/fixes/6": None},
    ),
    "an attack that touches nothing": Sabotage(
        "exploits", "line_10() ran no code of ['markupsafe']",
        files={"proof/exploits.py": _swapped(EXPLOITS, '"<b>" in farewell("<b>")', "False")},
    ),
    # Files that are held against hidden tests.
    "an idle hidden test": Sabotage(
        "matrix", "no near miss fails ['test_app.py::test_square']",
        files={"proof/bad/cubes/app.py": wrong("A double is three times.", double="3 * number")},
    ),
    "an unfair hidden test": Sabotage(
        "matrix", "the good routes does not pass ['test_app.py::test_next']",
        files={"hidden/test_app.py": HEAD_OF_TESTS + NAMED.format("test_next")},
    ),
    "a bad solution that passes all": Sabotage(
        "matrix", "the bad adds earns all",
        files={"proof/bad/adds/app.py": wrong("A sum is no double.", double="number + number")},
    ),
    "only one right solution": Sabotage(
        "matrix", "fewer than 2 good solutions of different structure",
        files={"proof/good/routes/app.py": None},
    ),
    "two right solutions that are the same": Sabotage(
        "matrix", "fewer than 2 good solutions of different structure",
        files={"proof/good/routes/app.py": RENAMED},
    ),
    "two wrong solutions": Sabotage(
        "matrix", "fewer than 3 bad solutions", files={"proof/bad/stays/app.py": None}
    ),
    "a start that is half the way": Sabotage(
        "matrix", "what is given earns 0.67 before anything is done",
        files={"given/app.py": pages(double="2 * number", square="number * number")},
    ),
    "a cheat that scores": Sabotage(
        "matrix", "who empty earns 0.14: let a gate",
        changed={"test": [*({**one, "weight": 2} for one in BEHAVIOURS), NOWHERE]},
        files={"hidden/test_app.py": MORE_TESTS, "proof/bad/more/app.py": BAD_MORE},
    ),
    "a hidden test without a weight": Sabotage(
        "matrix", "the manifest does not name ['test_app.py::test_nowhere']",
        files={"hidden/test_app.py": MORE_TESTS},
    ),
    "a weight without a hidden test": Sabotage(
        "matrix", "the good plain does not pass ['test_app.py::test_nowhere']",
        changed={"test": [*BEHAVIOURS, NOWHERE]},
    ),
    "a gate that a right solution misses": Sabotage(
        "matrix", "the good routes does not pass ['test_app.py::test_gate']",
        changed={"test": [*BEHAVIOURS, {"id": "test_app.py::test_gate", "says": "It is named app",
                                        "gate": True}]},
        files={"hidden/test_app.py": HIDDEN + NAMED.format("test_gate")},
    ),
    "a hidden test that fails by chance": Sabotage(
        "matrix", "(run 2 of 3)",
        files={"hidden/test_app.py": HEAD_OF_TESTS + BY_CHANCE},
    ),
    "a solution that changes what can't be": Sabotage(
        "matrix", "plain changes ['more.py'], which can't be changed",
        files={"given/more.py": "", "proof/good/plain/more.py": "x = 1\n"},
    ),
    # Suites of tests that are held against faulty applications.
    "an equivalent mutant": Sabotage(
        "mutants", "the good whole does not pass ['skips']",
        files={"hidden/mutants/skips/app.py": pages(**(RIGHT | {"next": "1 + number"}))},
    ),
    "a suite that asks for more than was asked": Sabotage(
        "mutants", "the good whole does not pass ['adds', 'halves', 'cubes', 'stays', 'skips']",
        files={"proof/good/whole/test_app.py": SUITE + MUTANTS["proof/bad/strict/test_app.py"]},
    ),
    "no right application but one": Sabotage(
        "mutants", "fewer than 2 references of different structure",
        files={"hidden/references/routes/app.py": None},
    ),
    # What is sent tells what is kept.
    "the id in the stem": Sabotage(
        "experiment", "the stem tells the id",
        changed={"id": "striptags-drops-tags"}, files={"stem.md": "What is striptags-drops-tags?"},
    ),
    "the title in the stem": Sabotage(
        "experiment", "the stem tells the title",
        files={"stem.md": "Text without tags: what is `Markup('<b>a</b> b').striptags()`?"},
    ),
    "a why in the stem": Sabotage(
        "experiment", "the stem tells a why", files={"stem.md": f"What is it? {WHY}"}
    ),
    "the typed answer in the stem": Sabotage(
        "fillin", "the stem tells the answer 'striptags'",
        files={"stem.md": "Is it striptags? Which method is it?"},
    ),
    "a proof among the given files": Sabotage(
        "experiment", "the stem tells all of proof/experiment.py",
        files={"given/notes.py": STRIPPED},
    ),
    "the hidden tests among the visible ones": Sabotage(
        "matrix", "visible/test_seen.py tells test_double of hidden/test_app.py",
        files={"visible/test_seen.py": HIDDEN.split("def test_square")[0]},
    ),
    "a solution among the given files": Sabotage(
        "matrix", "what is shown holds all of proof/good/routes",
        files={"given/example.py": MATRIX["proof/good/routes/app.py"]},
    ),
    # Where and how it claims to hold.
    "two variants that read the same": Sabotage(
        "experiment", "two-variants-that-read-the-same--b read the same",
        changed=_variants(a={"it": "this"}, b={"it": "This"}),
        files={"stem.md": "What is @@it@@?"},
    ),
    "a variant that sets too little": Sabotage(
        "experiment", "b sets nothing for @@at@@",
        changed=_variants(a={"it": "this", "at": "here"}, b={"it": "that"}),
        files={"stem.md": "What is @@it@@, @@at@@?"},
    ),
    "a citation and nothing that runs": Sabotage(
        "experiment", "a citation decides nothing: put a proof beside it that runs",
        changed={"proof": [{"kind": "citation", "package": "markupsafe", "file": "docs/index.rst",
                            "phrase": "is what it says it is"}]},
    ),
    "a version outside of what it claims": Sabotage(
        "experiment", " is outside <2",
        changed={"valid": {"markupsafe": "<2"}}, files={"stem.md": "With 1.1: what is `ab`?"},
    ),
    "a package that is not there": Sabotage(
        "experiment", "flask-nowhere is not installed", changed={"valid": {"flask-nowhere": ">=1"}}
    ),
    "a fault that nobody planted": Sabotage(
        "mutants", "the faults that are named are not those that lie in hidden/mutants",
        changed={"fault": [{"id": name, "says": "It is caught"} for name in [*FAULTS, "ghost"]]},
    ),
}  # fmt: skip
