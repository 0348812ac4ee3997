"""Control groups: v1 as this machine has it, and v2 on a tree that looks like one."""

import os
from pathlib import Path

import pytest

from assay.bank.runner import MB, Limits
from workers.sandbox import cgroups
from workers.sandbox.cgroups import Group, Parent

LIMITS = Limits(memory=100 * MB, processes=8)


def tree(root, *, holds="memory pids cpu"):
    """A folder with the files of a v2 group that may hand its controllers down."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "cgroup.controllers").write_text(holds)
    (root / "cgroup.subtree_control").write_text(holds)
    (root / "cgroup.procs").write_text("")
    return root


def test_a_group_of_v2_has_the_limits(tmp_path):
    place = tree(tmp_path / "assay")
    group = Group(Parent(version=2, places={"memory": place, "pids": place, "cpu": place}), LIMITS)
    (made,) = place.glob("assay-*")
    told = {file.name: file.read_text() for file in made.iterdir()}
    assert told == {
        "memory.max": str(100 * MB), "memory.swap.max": "0", "pids.max": "11",
        "cpu.max": "100000 100000",
    }  # fmt: skip
    assert group.entrances == [str(made / "cgroup.procs")]
    assert group.exists


def test_what_a_group_of_v2_counts_is_read(tmp_path):
    place = tree(tmp_path / "assay")
    group = Group(Parent(version=2, places={"memory": place, "pids": place}), LIMITS)
    (made,) = place.glob("assay-*")
    (made / "cpu.stat").write_text("usage_usec 2500000\nuser_usec 1\n")
    (made / "memory.events").write_text("low 0\noom 1\noom_kill 0\n")
    assert (group.cpu_seconds(), group.ran_out_of_memory()) == (2.5, False)
    (made / "memory.events").write_text("oom 1\noom_kill 2\n")
    assert group.ran_out_of_memory()


@pytest.mark.parametrize("holds", ["cpu", "memory", "cpuset hugetlb"])
def test_without_memory_and_processes_there_is_no_parent(tmp_path, holds):
    tree(tmp_path, holds=holds)
    assert cgroups.parent(tmp_path, "0::/\n") is None


def test_without_any_group_only_processes_are_limited(tmp_path):
    assert cgroups.parent(tmp_path, "") is None
    group = Group(None, LIMITS)
    assert not group.exists
    assert (group.entrances, group.cpu_seconds(), group.ran_out_of_memory()) == ([], 0, False)
    assert group.remove()


@pytest.mark.skipif(os.geteuid() != 0, reason="groups are root's to make here")
def test_here_a_group_is_made_and_taken_away():
    parent = cgroups.parent()
    assert parent is not None
    group = Group(parent, LIMITS)
    places = {Path(entrance).parent for entrance in group.entrances}
    assert len(places) == len(set(parent.places.values()))
    assert all(place.is_dir() for place in places)
    assert group.remove()
    assert not any(place.exists() for place in places)


@pytest.mark.skipif(os.geteuid() != 0, reason="groups are root's to make here")
def test_a_group_that_can_not_be_limited_is_not_made():
    """Better none than one that holds nobody."""
    parent = cgroups.parent()
    before = {place: set(place.iterdir()) for place in parent.places.values()}
    with pytest.raises(OSError):
        Group(parent, Limits(memory=-5))
    assert {place: set(place.iterdir()) for place in parent.places.values()} == before
