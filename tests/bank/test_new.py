"""`flask bank new`: a folder that is an item but for its gaps, each of which the check names."""

import ast
import json
import re

import pytest
from click.testing import CliRunner

from assay.bank import package
from assay.bank.commands import bank
from assay.bank.content import KINDS
from assay.bank.gaps import GAP, gaps
from assay.bank.item_toml import problems_of
from assay.bank.new_commands import new
from assay.bank.skeletons import EXPECTED, FOLDER, is_slug
from tests.bank.items import make, write

NAME = "an-item-of-mine"
AREA = "testing"


def begin(library, kind, *words, name=NAME):
    arguments = [kind, name, "--library", str(library), *words]
    return CliRunner().invoke(new, arguments)


def begun(library, kind, *words):
    told = begin(library, kind, "--responsibility", AREA, *words)
    assert told.exit_code == 0, told.output
    return library / AREA / NAME


def filled(folder):
    """Each gap is filled with small content of its own, as long as what stood there."""
    texts = {path: path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}
    numbers = iter(range(1000))
    for path, text in texts.items():
        path.write_text(GAP.sub(lambda _: f"What is written here, {next(numbers)}", text), "utf-8")
    return package.load(folder)


def checked(library):
    told = CliRunner().invoke(bank, ["check", "--library", str(library), "--json"])
    return told.exit_code, json.loads(told.stdout)["problems"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_is_well_formed_but_for_its_gaps(tmp_path, kind):
    item = package.load(begun(tmp_path, kind))
    assert (item.id, item.kind, item.responsibility, item.level) == (NAME, kind, AREA, "mid")
    status, problems = checked(tmp_path)
    assert status == 1
    assert {one["message"].partition(": ")[0] for one in problems} == {"still to be written"}
    marked = {
        (path.relative_to(item.folder).as_posix(), number)
        for path in item.folder.rglob("*") if path.is_file()
        for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1)
        if "FILL IN" in line
    }  # fmt: skip
    assert {(one["file"], one["line"]) for one in problems} == marked
    assert {"item.toml", "stem.md"} < {name for name, _ in marked}


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_that_was_filled_loads(tmp_path, kind):
    item = filled(begun(tmp_path, kind))
    assert item.title.startswith("What is written here")
    assert list(gaps(item.files)) == []
    assert not [one for one in checked(tmp_path)[1] if "written" in one["message"]]


@pytest.mark.parametrize("kind", KINDS)
def test_every_part_of_a_skeleton_is_of_its_kind_of_proof(tmp_path, kind):
    """Its proof finds all it runs: a function for each option, solutions, suites, applications."""
    item = filled(begun(tmp_path, kind))
    (proof,) = item.proofs
    programs = {name for name in item.files if name.startswith("proof/")}
    assert programs >= {name.format(*item.content.option_ids) for name in NEEDED[proof.kind]}
    for name, data in item.files.items():
        if name.endswith(".py"):
            ast.parse(data)
    assert all("@" not in name for name in item.files)
    assert not re.search(r"(?m)@(?!app|bp|pytest)\w+@?", item.files["item.toml"].decode())


NEEDED = {
    "program": ["proof/mistakes/{0}.py", "proof/mistakes/{2}.py"],
    "experiment": ["proof/experiment.py"],
    "sequence": ["proof/experiment.py"],
    "predicates": ["proof/predicates.py"],
    "fillin": ["proof/attempt.py"],
    "exploits": ["proof/exploits.py", "proof/fixes/8"],
    "consequences": ["proof/consequences.py"],
    "facts": ["proof/facts.py"],
    "matrix": [],
    "mutants": [],
}


@pytest.mark.parametrize(
    ("kind", "file"), [("multiple", "predicates"), ("scenario", "consequences")]
)
def test_there_is_a_function_for_each_option(tmp_path, kind, file):
    item = package.load(begun(tmp_path, kind))
    body = ast.parse(item.files[f"proof/{file}.py"]).body
    names = [one.name for one in body if isinstance(one, ast.FunctionDef)]
    assert names == list(item.content.option_ids)


@pytest.mark.parametrize("kind", ["code", "bugfix", "query", "config", "docs", "tests"])
def test_items_of_files_have_enough_solutions(tmp_path, kind):
    item = package.load(begun(tmp_path, kind))
    good, bad = (package.variants(item.files, f"proof/{name}") for name in ("good", "bad"))
    assert len(good) >= (1 if kind == "tests" else 2)
    assert len(bad) >= 3
    assert {name for texts in (good | bad).values() for name in texts} == set(
        item.content.answerable
    )
    if kind == "tests":
        assert (len(item.key.references), len(item.key.mutants)) == (2, 5)


@pytest.mark.parametrize(
    ("level", "kind", "p"),
    [("junior", "single", 0.7), ("senior", "multiple", 0.42), ("mid", "code", 0.47)],
)
def test_a_skeleton_begins_with_the_difficulty_of_its_level(tmp_path, level, kind, p):
    item = package.load(begun(tmp_path, kind, "--level", level))
    assert (item.level, item.difficulty) == (level, p)
    assert item.minutes == item.points


def test_nothing_is_written_over(tmp_path):
    folder = make(tmp_path, name=NAME, responsibility="deployment")
    before = (folder / "item.toml").read_bytes()
    for area in ("deployment", "testing"):
        told = begin(tmp_path, "code", "--responsibility", area)
        assert told.exit_code == 1
        assert told.output == f"Error: deployment/{NAME} is there already.\n"
    assert (folder / "item.toml").read_bytes() == before
    assert [one.name for one in tmp_path.glob("*/*")] == [NAME]


@pytest.mark.parametrize(
    "name",
    ["", "../out", "/etc", "Two Words", "UPPER", "-a", "a-", "a--b", "a/b", "ä", "a.b", "x" * 61,
     "a\n"],
)  # fmt: skip
def test_a_name_that_is_none_is_refused(tmp_path, name):
    told = begin(tmp_path, "single", name=name)
    assert told.exit_code == 2
    assert list(tmp_path.iterdir()) == []
    assert not is_slug(name)


def test_a_name_is_one_by_the_schema_too():
    """The rule stands in two places: here they are compared."""
    for name in ("a", "a-b", "x" * 60, "x" * 61, "A", "a--b", "-a"):
        (wrong,) = [any(one.field == "id" for one in problems_of({"id": name, "kind": 1}, ""))]
        assert is_slug(name) is not wrong


def test_it_is_said_where_it_lies_and_what_comes_next(tmp_path):
    told = begin(tmp_path, "fillin")
    assert told.output == (
        f"{tmp_path}/application-development/{NAME}: 3 files. What to write in them is told by:"
        f" flask bank check --library {tmp_path}\n"
    )


@pytest.mark.parametrize("words", [("--responsibility", "cooking"), ("--level", "expert")])
def test_what_is_no_responsibility_or_level_is_a_usage_error(tmp_path, words):
    assert begin(tmp_path, "single", *words).exit_code == 2
    assert begin(tmp_path, "essay").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_every_skeleton_is_of_a_kind():
    assert {file.stem for file in FOLDER.iterdir()} == {*KINDS, "head"}
    assert set(EXPECTED) == {"junior", "mid", "senior"}


def test_a_gap_is_told_in_the_words_that_stand_in_it(tmp_path):
    folder = make(tmp_path, name=NAME)
    write(folder / "given" / "a.md", "x\n<!-- FILL IN: what it is -->\n")
    write(folder / "given" / "b.toml", 'a = ["FILL IN: one", "FILL IN: two"]\n')
    assert [str(one) for one in gaps(package.load(folder).files)] == [
        "given/a.md:2: still to be written: what it is",
        "given/b.toml:1: still to be written: one",
        "given/b.toml:1: still to be written: two",
    ]
