"""Items go out as a zip and come back the same; what else a zip may hold is named, never taken."""

import io
import stat
import zipfile

import pytest

from assay.bank import archive, package
from assay.bank.archive import LARGEST, NotAnArchive, pack, unpack
from tests.bank.items import AREA, made

GOOD = f"{AREA}/one/stem.md"


def packed(*items):
    out = io.BytesIO()
    pack(items, out)
    return out


def zipped(*entries):
    """A zip of (name or ZipInfo, bytes), as anybody may make one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made_up:
        for name, data in entries:
            made_up.writestr(name, data)
    return out


def entry(name, mode):
    told = zipfile.ZipInfo(name)
    told.external_attr = mode << 16
    return told


def test_items_come_back_as_they_went(tmp_path):
    items = [made(tmp_path / "here", proof, name=f"a-{proof}") for proof in ("program", "fillin")]
    assert unpack(packed(*items), tmp_path / "there") == []
    there = {one.id: one.digest for one in package.load_all(tmp_path / "there")}
    assert there == {one.id: one.digest for one in items}


def test_the_same_items_make_the_same_archive(tmp_path):
    items = [made(tmp_path, proof, name=f"a-{proof}") for proof in ("program", "fillin")]
    assert packed(*items).getvalue() == packed(*reversed(items)).getvalue()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../out/one/stem.md", "a name has only"),
        (f"{AREA}/../stem.md", "a name has only"),
        (f"{AREA}/./stem.md", "a name has only"),
        (f"/{AREA}/one/stem.md", "a name has only"),
        (f"{AREA}//one/stem.md", "a name has only"),
        (f"{AREA}\\one\\stem.md", "lies in no item"),
        (f"C:/{AREA}/stem.md", "a name has only"),
        (f"{AREA}/öne/stem.md", "a name has only"),
        ("stem.md", "lies in no item"),
        (f"{AREA}/stem.md", "lies in no item"),
        (entry(f"{AREA}/one/link", stat.S_IFLNK | 0o777), "only plain files"),
        (entry(f"{AREA}/one/pipe", stat.S_IFIFO | 0o644), "only plain files"),
        (f"{AREA.upper()}/ONE/STEM.md", "stands in the archive twice"),
        (f"{GOOD}/below", "a file here and a folder there"),
    ],
    ids=lambda value: getattr(value, "filename", value).replace("/", "|"),
)
def test_what_is_no_items_file_is_named_and_not_written(tmp_path, name, why):
    (told,) = unpack(zipped((GOOD, b"A question?"), (name, b"/etc/passwd")), tmp_path / "in")
    assert why in str(told)
    written = [path for path in tmp_path.rglob("*") if path.is_file() or path.is_symlink()]
    assert written == [tmp_path / "in" / GOOD]


def test_an_encrypted_file_is_named(tmp_path):
    data = bytearray(zipped((GOOD, b"A question?")).getvalue())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (told,) = unpack(io.BytesIO(data), tmp_path)
    assert "it is encrypted" in str(told)


def test_a_file_that_grows_is_not_written(tmp_path):
    (told,) = unpack(zipped((GOOD, b"\0" * (LARGEST + 1))), tmp_path)
    assert f"larger than {LARGEST} bytes" in str(told)
    assert not (tmp_path / GOOD).exists()


def test_an_archive_that_grows_is_given_up(tmp_path):
    files = [(f"{AREA}/one/{n}.md", b"\0" * LARGEST) for n in range(7)]
    with pytest.raises(NotAnArchive, match="more than 3 MB"):
        unpack(zipped(*files), tmp_path, most_bytes=3 * archive.MIB)


def test_an_archive_of_very_many_files_is_not_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_ENTRIES", 3)
    with pytest.raises(NotAnArchive, match="more than 3 files"):
        unpack(zipped(*((f"{AREA}/one/{n}.md", b"") for n in range(4))), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("spoil", ["text", "cut", "flipped"])
def test_what_is_no_zip_says_so(tmp_path, spoil):
    whole = zipped((GOOD, bytes(range(256)) * 20)).getvalue()
    at = len(GOOD) + 60
    data = {
        "text": b"not a zip at all",
        "cut": whole[: len(whole) // 2],
        "flipped": whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :],
    }[spoil]
    with pytest.raises(NotAnArchive, match="no zip file that can be read"):
        unpack(io.BytesIO(data), tmp_path)
