"""A folder with variants is several items: each its own, all enemies, none like another."""

import io

import pytest
from click.testing import CliRunner

from assay.bank import archive, evidence, lints, package
from assay.bank.folder import Refused
from tests.bank.items import STRIPPED, WHY, made, make, options
from workers.bank_commands import prove

ASKED = "What is `Markup('<b>@@text@@</b> b').striptags()`?"
FILES = {"proof/experiment.py": STRIPPED.replace("<b>a</b>", "<b>@@text@@</b>")}
OPTIONS = options("nothing", "`@@text@@ b`", "`@@text@@b`", a="", b="@@text@@ b", c="@@text@@b")
TWO = [{"id": "short", "set": {"text": "x"}}, {"id": "long-one", "set": {"text": "some words"}}]


def folder(library, *, variant=TWO, **changed):
    told = {"stem": ASKED, "files": FILES, "option": OPTIONS, "variant": variant, **changed}
    return make(library, "experiment", **told)


def test_each_variant_is_an_item_with_its_texts_in_their_places(tmp_path):
    short, long = package.load_folder(folder(tmp_path))
    assert (short.id, long.id) == ("an-item--short", "an-item--long-one")
    assert {short.slug, long.slug} == {"an-item"}
    assert long.content.stem == "What is `Markup('<b>some words</b> b').striptags()`?"
    assert [one.text for one in short.content.options] == ["nothing", "`x b`", "`xb`"]
    assert long.values["b"] == "some words b"
    assert b"<b>some words</b>" in long.files["proof/experiment.py"]
    assert short.key == long.key


def test_digests_are_of_the_folder_and_the_name(tmp_path):
    first = package.load_folder(folder(tmp_path / "first"))
    again = package.load_folder(folder(tmp_path / "again"))
    other = package.load_folder(folder(tmp_path / "other", title="Another title"))
    assert [one.digest for one in first] == [one.digest for one in again]
    assert len({one.digest for one in (*first, *other)}) == 4


def test_variants_are_enemies_and_so_is_who_names_their_folder(tmp_path):
    folder(tmp_path, enemies=["other"])
    make(tmp_path, name="other", enemies=["an-item"])
    told = {one.id: set(one.enemies) for one in package.load_all(tmp_path)}
    assert told == {
        "an-item--short": {"other", "an-item--long-one"},
        "an-item--long-one": {"other", "an-item--short"},
        "other": {"an-item--short", "an-item--long-one"},
    }
    assert [one for one in lints.across(list(package.load_all(tmp_path))) if "enem" in one] == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"variant": TWO[:1]}, "is too short"),
        ({"variant": [TWO[0], {"id": "same", "set": {"text": "X"}}]},
         "an-item--short and an-item--same read the same"),
        ({"variant": [TWO[0], TWO[0]]}, "two variants are named 'short'"),
        ({"variant": [TWO[0], {"id": "b", "set": {"txt": "y"}}]}, "b sets nothing for @@text@@"),
        ({"variant": [TWO[0], {"id": "b", "set": {"text": "y", "more": "z"}}]},
         "b sets 'more', and no text has @@more@@"),
        ({"variant": None}, "@@text@@ stands in a text, and there is no variant to set it"),
        ({"variant": [TWO[0], {"id": "B", "set": {"text": "y"}}]}, "variant.1.id"),
        ({"variant": [TWO[0], {"id": "b", "set": {"text": 7}}]}, "variant.1.set.text"),
        ({"variant": [TWO[0], {"id": "b", "set": {"text": "y" * 501}}]}, "variant.1.set.text"),
        ({"title": "@@text@@", "variant": [TWO[0], {"id": "b", "set": {"text": "y" * 90}}]},
         "title"),
        ({"files": {**FILES, "given/long.txt": "@@text@@" * 4000},
          "variant": [TWO[0], {"id": "b", "set": {"text": "y" * 90}}]},
         "given: larger than 32768 bytes"),
    ],
)  # fmt: skip
def test_a_folder_whose_variants_are_wrong_is_refused(tmp_path, changed, words):
    with pytest.raises(Refused) as refused:
        package.load_folder(folder(tmp_path, **changed))
    assert words in str(refused.value)


def test_a_place_is_a_name_between_signs_and_nothing_else(tmp_path):
    stem = "What are `@@ -1,3 +1,4 @@`, `@@UP@@` and `a@@b`?"
    assert made(tmp_path, stem=stem).content.stem == stem


def test_an_id_of_two_hyphens_is_no_folders(tmp_path):
    with pytest.raises(Refused, match="does not match"):
        made(tmp_path, name="an-item--short")


def test_an_archive_holds_the_folder_once_and_as_it_is(tmp_path):
    there, back = tmp_path / "there", tmp_path / "back"
    folder(there)
    packed = io.BytesIO()
    archive.pack(list(package.load_all(there)), packed)
    back.mkdir()
    assert archive.unpack(packed, back) == []
    told = [(one.id, one.digest) for one in package.load_all(there)]
    assert [(one.id, one.digest) for one in package.load_all(back)] == told


def test_whys_have_their_texts_too(tmp_path):
    option = [{**one, "why": f"{WHY} It is @@text@@."} for one in OPTIONS]
    short, _ = package.load_folder(folder(tmp_path, option=option))
    assert short.key.why["a"] == f"{WHY} It is x."


def proved(library, *words):
    return CliRunner().invoke(prove, ["--library", str(library), *words])


def test_each_is_proved_by_itself_and_all_by_their_folder(tmp_path):
    """One that does not hold is no reason against the other."""
    spoilt = {"id": "spoilt", "set": {"text": "<i>x</i>"}}
    folder(tmp_path, variant=[TWO[0], spoilt])
    told = proved(tmp_path, "an-item", "--keep")
    assert told.exit_code == 1
    assert "an-item--spoilt" in told.stdout
    assert "the key says '<i>x</i> b', observed 'x b'" in told.stdout
    assert set(evidence.read(tmp_path).items) == {"an-item--short"}
    assert proved(tmp_path, "an-item--short").exit_code == 0
    assert "no such item" in proved(tmp_path, "an-item--other").stderr
