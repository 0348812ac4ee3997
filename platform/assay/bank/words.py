"""What is known of a question, in words for those who choose questions. Pure."""

from collections.abc import Callable, Mapping
from math import factorial
from typing import Any

UNPROVED = "Not proved"
DECLARED = "Nothing was run: its key is the word of who published it"
PROOFS: Mapping[str, str] = {
    "program": "A program was run",
    "experiment": "An experiment was run",
    "predicates": "Each statement was run",
    "sequence": "Events were observed",
    "permutations": "Every order was tried",
    "fillin": "Typed answers were tried",
    "exploits": "Flaws were attacked",
    "consequences": "Each course was tried",
    "facts": "Facts were checked",
    "matrix": "Solutions were tested",
    "mutants": "Test suites were tried",
}
"""Kind of proof that decides -> its name, in the order in which people see them."""

NAMES = {
    "flask": "Flask", "flask-sqlalchemy": "Flask-SQLAlchemy", "gunicorn": "Gunicorn",
    "jinja2": "Jinja", "python": "Python", "sqlalchemy": "SQLAlchemy", "werkzeug": "Werkzeug",
}  # fmt: skip
"""How some packages are written; the others as they are installed."""


def rests_on_a_word(evidence: Mapping[str, Any]) -> bool:
    """Was nothing run for it?"""
    return bool(evidence["proofs"]) and all(
        proof["kind"] == "declared" for proof in evidence["proofs"]
    )


def proof_of(evidence: Mapping[str, Any] | None) -> str:
    """The kind of its first proof that decides; empty where nothing was proved."""
    kinds = [str(proof["kind"]) for proof in evidence["proofs"]] if evidence else []
    return next((kind for kind in kinds if kind in PROOFS), "")


def proved_on(evidence: Mapping[str, Any]) -> str:
    """`Flask 3.1.3`, where Flask is in it; else its first package, else Python."""
    versions = {"python": evidence["python"], **evidence["versions"]}
    name = "flask" if "flask" in versions else min(versions, key=lambda one: one == "python")
    return f"{NAMES.get(name, name)} {versions[name]}"


def seen_words(evidence: Mapping[str, Any]) -> str:
    """What each proof has shown, without a word of the key; empty where no proof says it."""
    told = (
        WORDS[proof["kind"]](proof["seen"])
        for proof in evidence["proofs"]
        if proof["kind"] in WORDS and proof.get("seen")
    )
    return "; ".join(told)


def evidence_words(evidence: Mapping[str, Any] | None) -> str:
    """`Proved on Flask 3.1.3: 4 right and 6 wrong solutions, 9 hidden tests`.

    Of one that rests on a person's word, that it does.

    `evidence` is Evidence.to_json(), as an item's version keeps it; None: it was not proved here.
    """
    if not evidence:
        return UNPROVED
    if rests_on_a_word(evidence):
        return DECLARED
    seen = seen_words(evidence)
    return f"Proved on {proved_on(evidence)}" + (f": {seen}" if seen else "")


def difficulty_words(p: float) -> str:
    """Of the share of points that a developer who is just at the level is expected to earn."""
    for least, words in DIFFICULTIES:
        if p >= least:
            return words
    return HARDEST


DIFFICULTIES = (
    (0.7, "Easy for its level"),
    (0.5, "Fair for its level"),
    (0.3, "Hard for its level"),
)
HARDEST = "Very hard for its level"


def _matrix(seen: Mapping[str, Any]) -> str:
    right, wrong, tests = (len(seen[name]) for name in ("good", "bad", "failed_by"))
    return f"{right} right and {_many(wrong, 'wrong solution')}, {_many(tests, 'hidden test')}"


def _mutants(seen: Mapping[str, Any]) -> str:
    right, weak, refused = (len(seen[name]) for name in ("good", "weak", "refused"))
    catches = f"{_many(right, 'suite')} {'catches' if right == 1 else 'catch'} every fault"
    fails = f"{_many(weak, 'weak suite')} {'does' if weak == 1 else 'do'} not"
    return f"{catches}, {fails}, {refused} of them as they ask too much"


def _program(seen: Mapping[str, Any]) -> str:
    beliefs = len(seen["beliefs"])
    whose = "its" if beliefs == 1 else "their"
    return f"the program printed the key, {_many(beliefs, 'belief')} printed {whose} option"


def _experiment(_: object) -> str:
    return "what was observed is the key, and no other option"


def _predicates(seen: Mapping[str, Any]) -> str:
    return f"each of {_many(len(seen), 'statement')} was run, and is as the key says"


def _sequence(seen: Mapping[str, Any]) -> str:
    return f"{_many(len(seen['observed']), 'event')} were observed in the order of the key"


def _permutations(seen: Mapping[str, Any]) -> str:
    return f"of {factorial(len(seen['works']))} orders that were tried, only the key works"


def _fillin(seen: Mapping[str, Any]) -> str:
    works, fails = len(seen["works"]), len(seen["fails"])
    does = f"{_many(works, 'answer')} {'works' if works == 1 else 'work'}"
    return f"{does}, {fails} rejected {'one fails' if fails == 1 else 'ones fail'}"


def _exploits(seen: Mapping[str, Any]) -> str:
    flaws, decoys = _many(len(seen["flaws"]), "flaw"), _many(len(seen["decoys"]), "decoy")
    return f"{flaws} attacked and mended, {decoys} harmless"


def _consequences(seen: Mapping[str, Any]) -> str:
    return f"each of {_many(len(seen), 'course')} was tried, and only the key led where it says"


def _facts(seen: Mapping[str, Any]) -> str:
    facts = len(seen["hold"])
    return f"{_many(facts, 'fact')} behind the rubric {'holds' if facts == 1 else 'hold'}"


def _citation(seen: Mapping[str, Any]) -> str:
    return f"{seen['file']} says so"


def _many(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


WORDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "program": _program,
    "experiment": _experiment,
    "predicates": _predicates,
    "sequence": _sequence,
    "permutations": _permutations,
    "fillin": _fillin,
    "exploits": _exploits,
    "consequences": _consequences,
    "facts": _facts,
    "citation": _citation,
    "matrix": _matrix,
    "mutants": _mutants,
}
"""Kind of proof -> what it has shown; the shapes of `seen` are those of the prover's rules."""
