"""What is read of a folder that anybody may have filled."""

import os

import pytest

from workers.sandbox import folders
from workers.sandbox.bounds import AUTHORS


def test_plain_files_are_read_by_their_paths(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.py").write_bytes(b"\0\xff")
    (tmp_path / "d").write_bytes(b"")
    assert folders.read(tmp_path) == {"a/b/c.py": b"\0\xff", "d": b""}


def test_links_pipes_and_sockets_are_none(tmp_path):
    place = tmp_path / "app"
    place.mkdir()
    (tmp_path / "secret").write_text("of the house")
    (place / "file").symlink_to(tmp_path / "secret")
    (place / "folder").symlink_to(tmp_path)
    (place / "round").symlink_to(place)
    os.mkfifo(place / "pipe")
    assert folders.read(place) == {}


def test_just_so_much_is_read_that_it_is_refused(tmp_path):
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(10**12)
    assert sum(map(len, folders.read(tmp_path).values())) == AUTHORS.size + 1
    (tmp_path / "sparse").unlink()
    for number in range(AUTHORS.files + 50):
        (tmp_path / f"f{number}").touch()
    assert len(folders.read(tmp_path)) == AUTHORS.files + 1


def test_a_deep_folder_is_one_name_that_is_too_long(tmp_path):
    """Nobody walks down to its end."""
    tmp_path.joinpath(*["deeper"] * 100).mkdir(parents=True)
    (name,) = folders.read(tmp_path)
    assert 200 < len(name) < 220


@pytest.mark.parametrize("names", [["one", "two"], []])
def test_variants_are_the_folders_below(tmp_path, names):
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "app.py").write_text(name)
    (tmp_path / "readme").write_text("no variant")
    (tmp_path / "link").symlink_to(tmp_path)
    assert folders.read_each(tmp_path) == {name: {"app.py": name.encode()} for name in names}
