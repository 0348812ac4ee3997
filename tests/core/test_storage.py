"""Blobs in a folder: whole or not there, and what others left behind can be let go."""

import os

import pytest

from assay.core.errors import NotFound
from assay.core.storage import FolderBlobs


@pytest.fixture
def blobs(tmp_path):
    return FolderBlobs(tmp_path)


def names(blobs):
    return sorted(file.name for file in blobs.root.rglob("*") if file.is_file())


def test_what_was_put_is_got_byte_for_byte(blobs):
    blobs.put("reports/a/one.pdf", b"\x00bytes")
    assert blobs.get("reports/a/one.pdf") == b"\x00bytes"
    assert names(blobs) == ["one.pdf"]


def test_what_is_not_there_is_not_found_and_dropping_it_is_quiet(blobs):
    blobs.drop("reports/a/none.pdf")
    with pytest.raises(NotFound):
        blobs.get("reports/a/none.pdf")


@pytest.mark.parametrize("key", ["../one.pdf", "/etc/one", "reports//one", ".hidden", "A.pdf", ""])
def test_a_key_can_not_lead_elsewhere(blobs, key):
    with pytest.raises(ValueError, match="not a blob key"):
        blobs.put(key, b"")


def test_only_one_of_several_versions_is_kept(blobs):
    for key in ("r/one.1.pdf", "r/one.2.pdf", "r/one.3.pdf", "r/other.1.pdf", "r/onerous.pdf"):
        blobs.put(key, b"")
    (blobs.root / "r" / ".one.4.pdf.killed").touch()
    blobs.keep_only("r/one.2.pdf", of="r/one.")
    assert names(blobs) == ["one.2.pdf", "onerous.pdf", "other.1.pdf"]


def test_what_can_not_be_written_whole_leaves_nothing(blobs, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        blobs.put("r/one.pdf", b"half")
    assert names(blobs) == []
