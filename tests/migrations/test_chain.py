"""One line of numbered revisions, small and named, whose head a file names."""

import ast
import re

import pytest

from tests.architecture.owned import owned_tables
from tests.architecture.sources import product
from tests.migrations.chain import MIGRATIONS, VERSIONS, chain, directory

FILES = sorted(VERSIONS.glob("*.py"))


def test_there_is_one_head_and_the_file_names_it():
    """Two branches that each add a revision meet as a conflict in that file."""
    assert directory().get_heads() == [(MIGRATIONS / "HEAD").read_text("utf-8").strip()]


def test_each_revision_follows_the_one_before_it():
    found = chain()
    before = [None, *(one.revision for one in found[:-1])]
    assert [one.down_revision for one in found] == before
    assert [one.revision for one in found] == sorted(one.revision for one in found)


def test_alembic_is_shown_the_models_of_every_room():
    rooms = {one.module for one in product() if one.module.endswith(".models")}
    shown = set(re.findall(r"^import (assay\.\S+)", (MIGRATIONS / "env.py").read_text(), re.M))
    assert shown == rooms


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_revision_is_numbered_named_and_says_what_it_does(file):
    assert re.fullmatch(r"\d{4}_[a-z0-9]+(_[a-z0-9]+)*", file.stem)
    tree = ast.parse(file.read_text("utf-8"))
    told = {node.targets[0].id: node.value.value for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)}  # fmt: skip
    assert told["revision"] == file.stem[:4]
    docstring = ast.get_docstring(tree) or ""
    assert docstring.endswith((".", ".)"))
    assert "\n" not in docstring


def unseen(source, bound):
    """Tables whose rows a revision changes, or checks keys over, while it can't see them."""
    touched = set(re.findall(r"\b(?:update|delete\s+from)\s+(?:only\s+)?(\w+)", source, re.I))
    touched |= set(re.findall(r"create_foreign_key\(\s*[^,]+,\s*[\"'](\w+)", source))
    return set() if "no force row level security" in source.lower() else touched & bound


@pytest.fixture
def bound(database):
    """The tables whose rows the owner does not see while row-level security is forced."""
    return {*owned_tables(database), "organisations"}


def test_the_rows_that_a_revision_touches_are_seen_by_it(bound):
    later = {file.stem: unseen(file.read_text("utf-8"), bound) for file in FILES[2:]}
    assert {stem: tables for stem, tables in later.items() if tables} == {}


@pytest.mark.parametrize(
    ("source", "table"),
    [
        ('op.execute("update members set invited_at = joined_at")', "members"),
        ('op.execute("DELETE FROM shares")', "shares"),
        ('op.create_foreign_key(\n    op.f("fk"),\n    "marks",\n    "members", [], [])', "marks"),
        ('op.execute("update organisations set name = slug")', "organisations"),
    ],
)
def test_rows_that_are_touched_unseen_would_be_told(bound, source, table):
    assert unseen(source, bound) == {table}
    assert unseen(f"{source}; alter table {table} no force row level security", bound) == set()
