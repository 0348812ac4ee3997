"""A lane proves with another Flask: what is within an item's range must hold, the rest is told.

By the lane of the versions that we run on: another one's runtime would be fetched.
"""

import json

import pytest
from click.testing import CliRunner

from tests.bank.items import make
from workers import lanes
from workers.bank_commands import prove
from workers.lanes import NAMES, NoLane, track
from workers.sandbox.runtime import LOCKS


@pytest.fixture
def library(tmp_path):
    """One that holds, one within its range that does not, and two that speak of another version."""
    make(tmp_path, name="holds")
    make(tmp_path, name="fails", key=["a"])
    make(tmp_path, name="wider", valid={"markupsafe": "<2"})
    make(tmp_path, name="older", valid={"markupsafe": "<2"}, key=["a"])
    return tmp_path


def proved(library, *words):
    return CliRunner().invoke(prove, ["--library", str(library), *words])


def test_what_is_in_range_must_hold_and_the_rest_is_told(library):
    told = proved(library, "--lane", "3.1", "--json")
    assert told.exit_code == 1, told.output
    found = {line["item"]: line["verdict"] for line in json.loads(told.stdout)["items"]}
    assert found == {
        "holds": "holds",
        "fails": "fails",
        "wider": "out of range, but holds",
        "older": "out of range",
    }


def test_out_of_range_is_no_fault_and_nothing_is_kept(library):
    told = proved(library, "holds", "older", "--lane", "3.1")
    assert told.exit_code == 0, told.output
    assert told.stdout.endswith("Lane 3.1: 1 holds, 1 out of range.\n")
    assert not (library / "evidence.lock").exists()


@pytest.mark.parametrize("option", ["--keep", "--changed"])
def test_a_lane_makes_no_evidence(library, option):
    told = proved(library, "--lane", "3.1", option)
    assert told.exit_code == 2
    assert "A lane makes no evidence" in told.stderr


def test_a_lane_without_a_release_says_so(library, tmp_path, monkeypatch):
    monkeypatch.setattr(lanes, "HERE", tmp_path)
    with pytest.raises(NoLane):
        track("2.2")
    told = proved(library, "--lane", "pre")
    assert told.exit_code == 0
    assert told.stdout.startswith("No lane pre: there was no such pre-release")


def test_every_lane_says_what_it_is_made_of():
    """Those that are there have a lock beside; the coming one only while there is a pre-release."""
    wanted = {name for name in NAMES if name != "3.1"}
    folder = LOCKS / "lanes"
    assert {file.stem for file in folder.glob("*.in")} == {f"flask-{name}" for name in wanted}
    for name in wanted - {"pre"}:
        assert f"flask=={name}." in (folder / f"flask-{name}.lock").read_text()
