"""`flask bank check` and `prove` as those who write items meet them: words, JSON, exit codes."""

import json

import pytest
from click.testing import CliRunner

from assay.bank import commands, evidence
from assay.bank.commands import bank
from tests.bank.items import GOOD, make, options, write
from workers import proving
from workers.bank_commands import prove
from workers.proving import prove_all


def run(command, *words):
    return CliRunner().invoke(command, [str(word) for word in words])


def check(library, *words):
    return run(bank, "check", "--library", library, *words)


def proved(library, *words):
    return run(prove, "--library", library, *words)


@pytest.fixture
def library(tmp_path):
    make(tmp_path, name="one")
    make(tmp_path, "sequence", name="two")
    return tmp_path


def spoil(library, name="one"):
    """The key is another; the item stays well formed."""
    file = library / "testing" / name / "item.toml"
    write(file, file.read_text("utf-8").replace('key = ["b"]', 'key = ["a"]'))


def test_a_good_library_is_well_formed(library):
    told = check(library)
    assert (told.exit_code, told.output) == (0, "2 items are well formed, 0 are not.\n")


def test_what_is_wrong_is_told_by_file(library):
    make(library, name="three", option=options("1", "2", "None of the above"))
    make(library, name="four", level="expert")
    told = check(library)
    assert told.exit_code == 1
    assert told.stdout == "2 items are well formed, 2 are not.\n"
    assert "three/item.toml: key: option c speaks of the other options: " in told.stderr
    assert "four/item.toml:4: level: 'expert' is not one of" in told.stderr


def test_what_is_wrong_among_items_is_told(library):
    make(library, name="three", enemies=["nobody"])
    told = check(library)
    assert told.exit_code == 1
    assert told.stderr == "three: its enemy 'nobody' is no item here\n"


def test_check_as_json(library):
    make(library, name="four", level="expert", enemies=["nobody"])
    told = check(library, "--json")
    assert told.exit_code == 1
    found = json.loads(told.stdout)
    assert (found["items"], found["library"], found["quotas"]) == (3, [], [])
    (problem,) = found["problems"]
    assert problem.pop("message").startswith("'expert' is not one of")
    assert problem == {"item": "four", "file": "item.toml", "line": 4, "field": "level"}


def test_only_the_library_that_ships_has_quotas(library, monkeypatch):
    monkeypatch.setattr(commands, "FOLDER", library)
    told = check(library)
    assert told.exit_code == 1
    assert "the library has 2 items: 150 are the fewest\n" in told.stderr
    assert "no item stands on question E17 of the interview: write one\n" in told.stderr
    assert told.stdout == "2 items are well formed, 0 are not.\n"


def test_an_empty_library_is_no_good_one(tmp_path):
    assert check(tmp_path).exit_code == 1
    assert proved(tmp_path).exit_code == 1


@pytest.mark.parametrize("command", [check, proved])
def test_a_library_that_is_not_there_is_a_usage_error(tmp_path, command):
    told = command(tmp_path / "nowhere")
    assert told.exit_code == 2
    assert "does not exist" in told.stderr


def test_a_name_that_can_not_be_written_is_told_all_the_same(library):
    (library / "testing" / "one" / "proof" / "\udcff.py").write_text("")
    told = check(library)
    assert told.exit_code == 1
    assert "one/proof/\\udcff.py: a name has only" in told.stderr


def test_what_holds_but_is_not_kept_is_told(library):
    told = proved(library)
    assert told.exit_code == 1
    assert told.stdout.count("holds (not in the lock)") == 2
    assert not (library / "evidence.lock").exists()


def test_what_was_kept_is_found_again(library):
    assert proved(library, "--keep").exit_code == 0
    told = proved(library)
    assert told.exit_code == 0
    assert told.stdout.endswith("2 items hold, 0 do not or are not in the lock.\n")


def test_only_what_has_changed_is_proved(library):
    proved(library, "--keep")
    nothing = proved(library, "--changed")
    assert (nothing.exit_code, nothing.stdout[:13]) == (0, "0 items hold,")
    write(library / "testing" / "two" / "stem.md", "Which order?")
    told = proved(library, "--changed")
    assert told.exit_code == 1
    assert "two " in told.stdout
    assert "one " not in told.stdout


def test_keeping_what_has_changed_keeps_the_rest(library):
    proved(library, "--keep")
    before = evidence.read(library)
    write(library / "testing" / "two" / "stem.md", "Which order?")
    assert proved(library, "--changed", "--keep").exit_code == 0
    after = evidence.read(library)
    assert after.items["one"] == before.items["one"]
    assert after.items["two"].digest != before.items["two"].digest
    assert proved(library).exit_code == 0


def test_proving_again_changes_no_byte_of_the_lock(library):
    proved(library, "--keep")
    before = (library / "evidence.lock").read_bytes()
    proved(library, "--keep")
    assert (library / "evidence.lock").read_bytes() == before


def test_what_others_keep_meanwhile_stays(library, monkeypatch):
    def meanwhile(items, *given, **named):
        yield from prove_all(items, *given, **named)
        monkeypatch.undo()
        make(library, name="three")
        assert proved(library, "three", "--keep").exit_code == 0

    monkeypatch.setattr(proving, "prove_all", meanwhile)
    assert proved(library, "one", "--keep").exit_code == 0
    assert set(evidence.read(library).items) == {"one", "three"}


def test_keeping_one_leaves_the_lines_of_another_that_is_being_changed(library):
    """They vouch for nothing until it is as it was."""
    proved(library, "--keep")
    stem = library / "testing" / "two" / "stem.md"
    before = stem.read_text("utf-8")
    write(stem, "Which method, now?")
    assert proved(library, "one", "--keep").exit_code == 0
    assert set(evidence.read(library).items) == {"one", "two"}
    assert proved(library, "--changed").exit_code == 1
    write(stem, before)
    assert proved(library, "--changed").exit_code == 0


def test_an_item_that_holds_no_more_leaves_the_lock(library):
    proved(library, "--keep")
    spoil(library)
    told = proved(library, "one", "--keep")
    assert told.exit_code == 1
    assert "experiment: the key says '', observed 'a b'" in told.stdout
    assert set(evidence.read(library).items) == {"two"}


def test_items_are_proved_by_name(library):
    told = proved(library, "two", "--json")
    assert told.exit_code == 1
    (line,) = json.loads(told.stdout)["items"]
    assert line.pop("seconds") > 0
    assert line == {"item": "two", "holds": True, "why": "", "in_lock": False}


def test_a_name_of_no_item_is_a_usage_error(library):
    told = proved(library, "three", "one")
    assert told.exit_code == 2
    assert "three: no such item" in told.stderr


def test_a_folder_that_is_no_item_is_wrong_wherever_it_is_asked_for(library):
    make(library, name="three", level="expert")
    assert "three/item.toml:4: level: 'expert'" in proved(library, "--changed").stderr
    told = proved(library, "three", "--json")
    assert told.exit_code == 1
    assert json.loads(told.stdout)["problems"][0]["item"] == "three"
    assert "three" not in proved(library, "one").output


def test_a_damaged_lock_is_no_empty_one(library):
    write(library / "evidence.lock", "{")
    told = proved(library, "one")
    assert told.exit_code == 1
    assert "evidence.lock can't be read" in told.stderr
    assert proved(library, "one", "--keep").exit_code == 1
    assert proved(library, "--keep").exit_code == 0


def test_every_kind_of_proof_can_be_kept(tmp_path):
    for proof in GOOD:
        make(tmp_path, proof, name=f"an-item-by-{proof}")
    assert proved(tmp_path, "--keep").exit_code == 0
    assert len(evidence.read(tmp_path).items) == len(GOOD)
