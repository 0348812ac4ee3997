"""A folder is an item, or is refused with a sentence that names the file and the reason."""

import os
import socket
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.bank import package
from assay.bank.folder import MOST, MOST_FILES, digest_of
from assay.bank.item_toml import parsed, problems_of
from assay.bank.package import Package, Refused
from tests.bank.items import GOOD, WHY, made, make, options, toml, write


def refusal(folder):
    with pytest.raises(Refused) as told:
        package.load(folder)
    return str(told.value)


@pytest.mark.parametrize("proof", GOOD)
def test_a_good_folder_is_an_item(tmp_path, proof):
    item = made(tmp_path, proof, name="good-one")
    assert (item.id, item.responsibility, item.kind) == (
        "good-one", "testing", GOOD[proof][0]["kind"],
    )  # fmt: skip
    assert [one.kind for one in item.proofs] == [GOOD[proof][0]["proof"][0]["kind"]]
    assert item.content.stem == GOOD[proof][1]


def test_what_is_given_is_shown_and_what_proves_is_not(tmp_path):
    item = made(tmp_path, "program")
    assert [file.name for file in item.content.files] == ["program.py"]
    assert sorted(item.files) == [
        "given/program.py", "item.toml", "proof/mistakes/a.py", "proof/mistakes/b.py", "stem.md",
    ]  # fmt: skip


def test_reading_runs_nothing(tmp_path):
    canary = tmp_path / "it-ran"
    code = f"open({str(canary)!r}, 'w')\n"
    names = ("proof/experiment.py", "proof/conftest.py", "given/__init__.py", "given/setup.py")
    made(tmp_path / "library", files=dict.fromkeys(names, code))
    assert not canary.exists()


def test_any_change_anywhere_is_another_digest(tmp_path):
    first = made(tmp_path / "1").digest
    assert made(tmp_path / "2").digest == first
    assert made(tmp_path / "3", stem="Another?").digest != first
    assert made(tmp_path / "4", files={"proof/more.py": ""}).digest != first
    assert digest_of({"a": b"b", "c": b""}) != digest_of({"a": b"", "bc": b""})


def test_the_day_of_a_read_alone_is_no_change():
    def digest(said, name="item.toml"):
        return digest_of({name: b'id = "a"\n' + said + b"minutes = 2\n"})

    plain = digest(b"")
    assert digest(b'reviewed = "2026-11-29"\n') == plain
    assert digest(b'reviewed = "2026-11-29" \n') != plain
    assert digest(b'  reviewed = "2026-11-29"\n') != plain
    assert digest(b'reviewed = "2026-11-29"\n', name="stem.md") != digest(b"", name="stem.md")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (
            "stem.md",
            b"caf\xe9?",
            "an-item/stem.md: not UTF-8 text: invalid continuation byte",
        ),
        ("stem.md", b"a\nb\0", "an-item/stem.md:2: U+0000 is not taken"),
        ("stem.md", b" \n", "an-item/stem.md: is empty"),
        ("stem.md", b"x" * (MOST["stem.md"] + 1), "an-item/stem.md: larger than 16384 bytes"),
        ("item.toml", b"id = 1\nid = 2\n", "an-item/item.toml:2: Cannot overwrite a value"),
        ("item.toml", b"\xef\xbb\xbfid = 1", "an-item/item.toml:1: U+FEFF is not taken"),
        ("item.toml", b"a = " + b"[" * 5000, "an-item/item.toml: nested too deeply"),
        ("item.toml", b"a = " + b"9" * 5000, "an-item/item.toml: Exceeds the limit"),
        ("item.toml", b".".join([b"a"] * 9000) + b"=1", "an-item/item.toml:1: more than 100 dots"),
        ("given/a.py", "x = '\u202e'".encode(), "an-item/given/a.py:1: U+202E is not taken"),
        ("given/a.py", b"\x1b[2J", "an-item/given/a.py:1: U+001B is not taken"),
        ("given/a.py", b"#" * (MOST["given"] + 1), "an-item/given: larger than 32768 bytes"),
        ("proof/\u00e9.py", b"", "an-item/proof/\u00e9.py: a name has only A-Z a-z 0-9 . _ -"),
        ("proof/a b.py", b"", "an-item/proof/a b.py: a name has only"),
        ("proof/a\n.py", b"", "an-item/proof/a\\n.py: a name has only"),
        (b"proof/\xff.py", b"", "an-item/proof/\\udcff.py: a name has only"),
        (
            "notes.txt",
            b"",
            "an-item/notes.txt: is none of item.toml, stem.md, given/…, visible/…, hidden/…, proo",
        ),
        ("secret/a.py", b"", "an-item/secret/a.py: is none of"),
        ("given", b"", "an-item/given: is none of"),
        ("stem.md/a", b"", "an-item/stem.md/a: is none of"),
    ],
)
def test_a_file_that_is_not_taken_is_named_with_the_reason(tmp_path, name, data, words):
    folder = make(tmp_path)
    path = folder / os.fsdecode(name)
    if path.parent.is_file():
        path.parent.unlink()
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    assert words in refusal(folder)


@pytest.mark.parametrize("name", ["item.toml", "stem.md"])
def test_what_is_missing_is_named(tmp_path, name):
    folder = make(tmp_path)
    (folder / name).unlink()
    assert refusal(folder) == f"an-item/{name}: is missing"


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    folder = make(tmp_path, files={"a.txt": "", "stem.md": None, "proof/b c.py": ""})
    assert [line.split(": ")[0] for line in refusal(folder).splitlines()] == [
        "an-item/a.txt", "an-item/proof/b c.py", "an-item/stem.md",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["given/program.py", "item.toml", "proof"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path, name):
    secret = tmp_path / "secret"
    write(secret / "file", "the key of the house")
    folder = make(tmp_path / "library")
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if path.exists():
        path.rename(tmp_path / "aside")
    path.symlink_to(secret if name == "proof" else secret / "file")
    assert f"an-item/{name}: a symbolic link is not taken" in refusal(folder)


def test_a_folder_that_is_a_link_is_not_followed(tmp_path):
    real = make(tmp_path / "elsewhere")
    area = tmp_path / "library" / "testing"
    area.mkdir(parents=True)
    (area / "an-item").symlink_to(real)
    (tmp_path / "library" / "deployment").symlink_to(real.parent)
    told = [str(one) for one in package.load_all(tmp_path / "library")]
    assert told == [
        "deployment/.: a symbolic link is not taken", "an-item/.: a symbolic link is not taken",
    ]  # fmt: skip


def test_a_pipe_is_not_waited_for(tmp_path):
    folder = make(tmp_path)
    os.mkfifo(folder / "proof" / "pipe")
    assert refusal(folder) == "an-item/proof/pipe: can't be read: it is no plain file"


def test_a_socket_is_no_file(tmp_path, monkeypatch):
    folder = make(tmp_path)
    monkeypatch.chdir(folder)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("proof/s")
        assert "an-item/proof/s: can't be read: " in refusal(folder)


def test_a_crowd_of_files_is_refused_before_it_is_read(tmp_path):
    folder = make(tmp_path, files={f"proof/{n}.py": "" for n in range(MOST_FILES)})
    assert refusal(folder) == f"an-item/.: more than {MOST_FILES} files"


def test_what_python_leaves_behind_is_passed_over(tmp_path):
    folder = make(tmp_path)
    digest = package.load(folder).digest
    write(folder / "proof" / "__pycache__" / "experiment.cpython-311.pyc", "\0")
    assert package.load(folder).digest == digest


def test_a_folder_without_its_files_is_not_passed_over(tmp_path):
    (tmp_path / "testing" / "begun").mkdir(parents=True)
    write(tmp_path / "testing" / "notes.txt", "")
    (tmp_path / ".git" / "objects").mkdir(parents=True)
    (one,) = package.load_all(tmp_path)
    assert str(one) == "begun/item.toml: is missing\nbegun/stem.md: is missing"


def test_an_id_stands_for_one_item_of_a_library(tmp_path):
    make(tmp_path)
    make(tmp_path, responsibility="deployment")
    first, second = package.load_all(tmp_path)
    assert isinstance(first, Package)
    assert str(second) == ("an-item/item.toml: id: 'an-item' is an item of deployment already")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": "essay"}, "item.toml:2: kind: 'essay' is not one of"),
        ({"responsibility": "cooking"}, "responsibility: 'cooking' is not one of"),
        ({"level": None}, "'level' is a required property"),
        ({"colour": "red"}, "Additional properties are not allowed ('colour' was unexpected)"),
        ({"minutes": 0}, "minutes: 0 is less than the minimum of 1"),
        ({"minutes": 2**60}, "minutes: is no number that can be kept"),
        ({"points": 1.5}, "points: 1.5 is not of type 'integer'"),
        ({"title": "two\nlines"}, "title: 'two\\nlines' does not match"),
        ({"title": "a line\n"}, "title: 'a line\\n' does not match"),
        ({"title": "a\u0000b"}, "title: U+0000 is not taken"),
        ({"title": "safe\u202egnp"}, "item.toml:6: U+202E is not taken"),
        ({"difficulty": {"p": float("nan"), "by": "author"}}, "difficulty.p: is no number"),
        ({"difficulty": {"p": 1.0, "by": "author"}}, "difficulty.p: 1.0 is greater than"),
        ({"valid": {}}, "valid: {} should be non-empty"),
        ({"valid": {"flask": "new"}}, "valid.flask: 'new' is no range of versions"),
        ({"valid": {"a/../b": ">1"}}, "'a/../b' does not match"),
        ({"key": ["k"]}, "key.0: 'k' does not match"),
        ({"key": ["a\n"]}, "key.0: 'a\\n'"),
        ({"key": ["g"]}, "item.toml: key: ['g'] are no options"),
        ({"key": ["a", "b"]}, "item.toml: key: exactly one option must be right"),
        ({"key": []}, "key: [] should be non-empty"),
        ({"option": options("one", "two")}, "is too short"),
        ({"option": [*options("1", "2", "3")[:2], *options("4")]}, "two options have one name"),
        ({"option": options("1", " \n", "3")}, "option.1.text: ' \\n' does not match"),
        ({"option": options("1", "2", "3\u0007")}, "option.2.text: U+0007 is not taken"),
        ({"option": [{"id": "a", "text": "1", "why": "short"}]}, "option.0.why: 'short' is too sh"),
        ({"proof": [{"kind": "oath"}]}, "proof.0.kind: 'oath' is not one of"),
        ({"proof": [{"kind": "experiment", "touches": ["../x"]}]}, "proof.0.touches.0: '../x'"),
        (
            {"fillin": {"accept": ["a"], "reject": [], "why": WHY}},
            "fillin: has no place in an item",
        ),
    ],
)
def test_a_field_that_is_wrong_is_named_with_the_reason(tmp_path, changed, words):
    folder = make(tmp_path, **changed)
    assert words in refusal(folder)


@pytest.mark.parametrize(
    ("proof", "changed", "words"),
    [
        ("predicates", {"key": ["a"]}, "at least two options must be right, and at least one"),
        ("predicates", {"key": ["a", "b", "c"]}, "at least two options must be right, and at l"),
        ("sequence", {"key": ["a", "b"]}, "every step must have its place"),
        ("sequence", {"key": ["a", "b", "b"]}, "has non-unique elements"),
        ("program", {"key": ["a", "c"]}, "exactly one option must be right"),
        ("fillin", {"key": ["a"]}, "key: has no place in an item of this kind"),
        ("fillin", {"fillin": {"accept": ["x"], "reject": ["y"], "why": WHY}}, "is too short"),
        (
            "fillin",
            {"fillin": {"accept": ["``"], "reject": ["x", "y", "z"], "why": WHY,
                        "normalise": ["strip_quotes"]}},
            "'``' is nothing once it is normalised",
        ),
        (
            "fillin",
            {"fillin": {"accept": ["x"], "reject": ["y"] * 3, "why": WHY, "normalise": ["upper"]}},
            "fillin.normalise.0: 'upper' is not one of",
        ),
    ],
)  # fmt: skip
def test_a_key_that_is_none_of_its_kind_is_refused(tmp_path, proof, changed, words):
    assert words in refusal(make(tmp_path, proof, **changed))


def test_the_folders_say_the_id_and_the_responsibility_too(tmp_path):
    folder = make(tmp_path)
    moved = folder.rename(folder.with_name("another"))
    assert refusal(moved) == "another/item.toml: id: 'an-item' in a folder 'another'"


def test_a_date_is_written_as_text(tmp_path):
    folder = make(tmp_path)
    file = folder / "item.toml"
    write(file, file.read_text("utf-8").replace('value = "ab"', "value = 2026-01-05"))
    assert "option.2.value: write a date as text" in refusal(folder)


def test_the_line_of_a_wrong_field_is_told(tmp_path):
    folder = make(tmp_path)
    file = folder / "item.toml"
    lines = file.read_text("utf-8").replace('id = "c"', 'id = "z"').splitlines()
    write(file, "\n".join(lines))
    line = lines.index('id = "z"') + 1
    assert refusal(folder).startswith(f"an-item/item.toml:{line}: option.2.id: 'z' does not")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("x = 0x" + "f" * 60_000, "x: is no number that can be kept"),
        ("tags = [" + "{a=1}," * 9_000 + "]", "tags: more than 200 entries"),
        ("seed = [" + "[" * 15 + "]" * 15 + "]", "seed.0.0: nested too deeply"),
        ("\n".join(f"k{n} = inf" for n in range(100)), "k49: is no number that can be kept"),
        ("\n".join("[" + "a." * 99 + f"b{n}]" for n in range(200)), "a.a.a: nested too deeply"),
    ],
)
def test_a_file_that_would_keep_us_busy_is_refused_soon(tmp_path, line, words):
    folder = make(tmp_path)
    write(folder / "item.toml", f"{line}\n")
    began = time.perf_counter()
    told = refusal(folder)
    assert words in told
    assert len(told.splitlines()) <= 52
    assert time.perf_counter() - began < 20


TEXT = toml({"id": "an-item", **GOOD["experiment"][0]})
WILD = st.text(max_size=6) | st.sampled_from(['"', "[[", "]]", "= 1", "\n", "\\u0000", "inf", "."])


@settings(deadline=None)
@given(start=st.integers(0, len(TEXT)), length=st.integers(0, 40), wild=WILD)
def test_whatever_stands_in_the_file_is_an_item_or_refused(start, length, wild):
    told = parsed(TEXT[:start] + wild + TEXT[start + length :])
    if isinstance(told, dict):
        assert all(str(problem) for problem in problems_of(told, TEXT))
    else:
        assert str(told).startswith("item.toml")
