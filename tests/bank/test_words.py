"""What is said of evidence and of difficulty, to people who choose questions."""

import json
from pathlib import Path

import pytest

from assay.bank import evidence, item_toml
from assay.bank.commands import FOLDER
from assay.bank.words import (
    PROOFS,
    WORDS,
    difficulty_words,
    evidence_words,
    proof_of,
    proved_on,
    seen_words,
)
from tests.bank.seen import SEEN, evidence_of

SCHEMA = Path(item_toml.__file__).with_name("item.schema.json")


@pytest.mark.parametrize("kind", SEEN)
def test_each_kind_of_proof_says_what_it_has_shown(kind):
    seen, words = SEEN[kind]
    assert evidence_words(evidence_of(kind, seen)) == f"Proved on Flask 3.1.3: {words}"
    assert proof_of(evidence_of(kind, seen)) == ("" if kind == "citation" else kind)


def test_every_kind_of_proof_has_words_and_each_that_decides_a_name():
    schema = json.loads(SCHEMA.read_text("utf-8"))
    kinds = set(schema["$defs"]["proof"]["properties"]["kind"]["enum"]) - {"declared"}
    assert set(SEEN) == set(WORDS) == kinds
    assert set(PROOFS) == kinds - {"citation"}


def test_what_rests_on_a_word_says_so_and_has_no_proof():
    told = {"python": "", "versions": {}, "proofs": [{"kind": "declared", "seen": {}}]}
    assert evidence_words(told) == "Nothing was run: its key is the word of who published it"
    assert proof_of(told) == ""


def test_a_citation_stands_behind_the_proof_that_decides():
    (first, words), (cited, said) = SEEN["experiment"], SEEN["citation"]
    told = evidence_of("citation", cited)
    told["proofs"] = [*told["proofs"], *evidence_of("experiment", first)["proofs"]]
    assert proof_of(told) == "experiment"
    assert evidence_words(told) == f"Proved on Flask 3.1.3: {said}; {words}"


def test_all_evidence_of_the_library_can_be_told():
    items = evidence.read(FOLDER).items
    assert items
    for name, one in items.items():
        told = one.to_json()
        assert proof_of(told) in PROOFS, name
        assert seen_words(told).count(";") == len(told["proofs"]) - 1, name
        assert evidence_words(told).startswith(f"Proved on {proved_on(told)}: "), name


def test_one_of_a_thing_is_not_many():
    matrix = {"good": ["a"], "bad": {"b": 1}, "failed_by": {"t": []}}
    told = evidence_words(evidence_of("matrix", matrix))
    assert told == "Proved on Flask 3.1.3: 1 right and 1 wrong solution, 1 hidden test"
    program = {"output": "x", "beliefs": {"a": "y"}}
    assert "1 belief printed its option" in evidence_words(evidence_of("program", program))


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ({"flask": "3.1.3", "alembic": "1.18"}, "Flask 3.1.3"),
        ({"sqlalchemy": "2.0.50", "python": "3.11.7"}, "SQLAlchemy 2.0.50"),
        ({"alembic": "1.18", "sqlalchemy": "2.0.50"}, "alembic 1.18"),
        ({}, "Python 3.11.7"),
    ],
)
def test_it_is_said_what_it_was_proved_on(versions, said):
    assert proved_on({"python": "3.11.7", "versions": versions, "proofs": []}) == said


def test_several_proofs_are_all_told():
    (first, _), (second, words) = SEEN["predicates"], SEEN["fillin"]
    told = evidence_of("predicates", first)
    told["proofs"] = [*told["proofs"], *evidence_of("fillin", second)["proofs"]]
    assert evidence_words(told).endswith(f"; {words}")
    assert proof_of(told) == "predicates"


def test_what_has_no_proof_says_no_more_than_it_knows():
    assert evidence_words(None) == "Not proved"
    assert proof_of(None) == ""
    bare = {"python": "3.11.7", "versions": {"flask": "3.1.3"}, "proofs": []}
    assert evidence_words(bare) == "Proved on Flask 3.1.3"
    assert evidence_words({**bare, "proofs": [{"kind": "panel", "seen": {"n": 3}}]}) == (
        "Proved on Flask 3.1.3"
    )


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("predicates", {"a": True, "b": True, "c": True, "d": False}),
        ("sequence", {"observed": ["a", "b", "c", "d", "e", "f"]}),
        ("permutations", {"works": ["a", "b", "c", "d", "e"]}),
        ("experiment", {"observed": 404}),
        ("program", {"output": "0", "beliefs": {"a": "1", "c": "2"}}),
        ("exploits", {"flaws": [*"12345"], "decoys": [*"6789", "10", "11"]}),
    ],
)
def test_words_of_a_proof_are_the_same_whatever_the_key_is(kind, other):
    """Who may not read keys reads these words."""
    seen, words = SEEN[kind]
    assert seen != other
    assert evidence_words(evidence_of(kind, other)).endswith(f": {words}")


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.95, "Easy for its level"), (0.7, "Easy for its level"), (0.69, "Fair for its level"),
        (0.5, "Fair for its level"), (0.49, "Hard for its level"), (0.3, "Hard for its level"),
        (0.29, "Very hard for its level"), (0.05, "Very hard for its level"),
    ],
)  # fmt: skip
def test_difficulty_is_said_in_words(p, words):
    assert difficulty_words(p) == words
