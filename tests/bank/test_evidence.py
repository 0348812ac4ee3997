"""The evidence lock knows a folder by its digest, and is read only as it was written."""

import json
from dataclasses import replace

import pytest

from assay.bank import evidence
from assay.bank.evidence import Damaged, Evidence, Lock

ONE = Evidence(
    digest="ab" * 32, python="3.11.7", versions={"flask": "3.1.3"},
    proofs=({"kind": "experiment", "seconds": 0.5, "seen": {"observed": [405, 200]}},),
    seconds=0.5,
)  # fmt: skip


def test_a_lock_comes_back_as_it_was_written(tmp_path):
    lock = Lock(items={"b-item": ONE, "a-item": replace(ONE, digest="cd" * 32)})
    evidence.write(tmp_path, lock)
    assert evidence.read(tmp_path) == lock
    text = (tmp_path / "evidence.lock").read_text("utf-8")
    assert text.index("a-item") < text.index("b-item")


def test_without_a_file_nothing_is_proved(tmp_path):
    assert evidence.read(tmp_path) == Lock()


def test_evidence_is_of_exactly_one_folder():
    lock = Lock(items={"an-item": ONE})
    assert lock.of("an-item", bytes.fromhex("ab" * 32)) == ONE
    assert lock.of("an-item", bytes.fromhex("ac" * 32)) is None
    assert lock.of("another", bytes.fromhex("ab" * 32)) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "{}", '{"items": []}', '{"items": {"a": 7}}', '{"items": {"a": {}}}',
        json.dumps({"items": {"a": {**ONE.to_json(), "digest": 7}}}),
        json.dumps({"items": {"a": {**ONE.to_json(), "versions": "3.1"}}}),
        json.dumps({"items": {"a": {**ONE.to_json(), "colour": "red"}}}),
        '{"items": ' + "[" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_lock_is_told_and_not_taken_for_empty(tmp_path, text):
    (tmp_path / "evidence.lock").write_text(text, "utf-8")
    with pytest.raises(Damaged, match=r"evidence\.lock can't be read .* prove the library again"):
        evidence.read(tmp_path)


def test_times_alone_say_nothing_new():
    slower = replace(ONE, seconds=9.0, proofs=({**ONE.proofs[0], "seconds": 9.0},))
    assert slower.says_the_same(ONE)
    assert not slower.says_the_same(None)
    for changed in ({"python": "3.12.0"}, {"versions": {"flask": "3.2.0"}}, {"digest": "cd" * 32}):
        assert not replace(slower, **changed).says_the_same(ONE)
    seen = ({**ONE.proofs[0], "seen": {"observed": [405, 405]}},)
    assert not replace(ONE, proofs=seen).says_the_same(ONE)
