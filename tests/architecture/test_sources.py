"""Rules that no type and no linter knows, read from the sources; each is shown to catch a sin."""

import ast
import platform
import sys

import pytest

from assay.core.db import Base
from tests.architecture.sources import (
    ROOT,
    Source,
    called,
    calls,
    dotted,
    functions,
    imported,
    module_of,
    product,
    sources,
)  # fmt: skip

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_ROOT = 400, 50, 40
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "tools", "lib"}
WITH_SQL = ("assay.core", "assay.tenancy", "assay.insights", "migrations")
SQL_OF_A_TABLE = {"postgresql_where", "server_default"}
"""Keywords under which a model says a piece of its table's SQL."""

MADE_ELSEWHERE = {
    ("assay.accounts", "Organisation"): "opening one audits and publishes, which tenancy can't",
}
"""(room, class) of rows that another room makes, each with its reason."""

ROWS = {mapper.class_.__name__: mapper.class_.__module__ for mapper in Base.registry.mappers}
"""Class of a row → the module it is defined in."""


def ends_a_transaction(source):
    """Only the edge commits: core/db.py holds the two context managers that everyone uses."""
    if source.module == "assay.core.db":
        return
    for call in calls(source.tree):
        if called(call) in {"commit", "rollback"}:
            yield f"line {call.lineno}: {called(call)}()"


def makes_anothers_row(source):
    """A row is made, or inserted, in the room whose it is."""
    names = imported(source)
    for call in calls(source.tree):
        for node in call.args[:1] if called(call) == "insert" else [call.func]:
            module, _, name = dotted(node, names).rpartition(".")
            if ROWS.get(name) != module or Source(module, "").room == source.room:
                continue
            if (source.room, name) not in MADE_ELSEWHERE:
                yield f"line {call.lineno}: {name}"


def writes_sql(source):
    """SQL as text stands in a few rooms only, where it can be read over."""
    if source.module.startswith(WITH_SQL):
        return
    names = imported(source)
    allowed = {
        id(keyword.value)
        for call in calls(source.tree)
        for keyword in call.keywords
        if keyword.arg in SQL_OF_A_TABLE and source.module.endswith(".models")
    }
    for call in calls(source.tree):
        origin, name = dotted(call.func, names), called(call)
        is_text = origin.startswith("sqlalchemy.") and origin.endswith((".text", ".literal_column"))
        if (is_text or name == "exec_driver_sql") and id(call) not in allowed:
            yield f"line {call.lineno}: {name}()"


def says_nothing_of_itself(source):
    if not ast.get_docstring(source.tree):
        yield "no docstring"


def has_a_long_function(source):
    for name, node in functions(source.tree):
        length = (node.end_lineno or 0) - node.lineno + 1
        limit = LONGEST_ROOT if name == "create_app" else LONGEST_FUNCTION
        if length > limit:
            yield f"{name} has {length} lines"


def is_long(source):
    if (length := source.text.count("\n")) > LONGEST_FILE:
        yield f"{length} lines"


def is_nameless(source):
    if not NAMELESS.isdisjoint(source.module.split(".")[1:]):
        yield "a name that says nothing"


OUTBOX = "from assay.events.models import OutboxRow\n"
RULES = {
    ends_a_transaction: "def f():\n    session.commit()\n",
    makes_anothers_row: "from assay.bank.models import Item as I\nsession.add(I(slug='a'))\n",
    writes_sql: "from sqlalchemy import text as t\nsession.execute(t('select 1'))\n",
    says_nothing_of_itself: "x = 1\n",
    has_a_long_function: "class A:\n    def f(self):\n" + "        x = 1\n" * LONGEST_FUNCTION,
    is_long: "x = 1\n" * (LONGEST_FILE + 1),
}
"""Rule → a module that breaks it."""


@pytest.mark.parametrize("rule", [*RULES, is_nameless], ids=lambda rule: rule.__name__)
def test_no_module_of_the_product(rule):
    found = [f"{source.module}: {what}" for source in product() for what in rule(source)]
    assert "\n".join(found) == ""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_catches_who_breaks_it(rule):
    assert len(list(rule(Source("assay.web.sinner", RULES[rule])))) == 1


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (ends_a_transaction, "connection.rollback()"),
        (makes_anothers_row, f"{OUTBOX}from sqlalchemy import insert\ninsert(OutboxRow)"),
        (makes_anothers_row, "from assay.bank import models\nmodels.Item(slug='a')"),
        (writes_sql, "connection.exec_driver_sql('select 1')"),
        (writes_sql, "import sqlalchemy as sa\nsa.text('select 1')"),
        (writes_sql, "from sqlalchemy import literal_column\nliteral_column('1')"),
        (writes_sql, "from sqlalchemy.sql import text\nIndex('a', postgresql_where=text('b'))"),
        (has_a_long_function, "def create_app():\n" + "    x = 1\n" * LONGEST_ROOT),
    ],
)
def test_nor_does_it_escape_in_another_dress(rule, text):
    assert len(list(rule(Source("assay.web.sinner", text)))) == 1


@pytest.mark.parametrize("name", sorted(NAMELESS))
def test_a_module_of_no_meaning_is_caught(name):
    for module in (f"assay.bank.{name}", f"assay.{name}", f"assay.{name}.paths"):
        assert list(is_nameless(Source(module, "")))


@pytest.mark.parametrize(
    ("rule", "module", "text"),
    [
        (ends_a_transaction, "assay.core.db", "session.commit()"),
        (makes_anothers_row, "assay.bank.actions", RULES[makes_anothers_row]),
        (makes_anothers_row, "assay.reports.letters", "class Letter: ...\nLetter()"),
        (writes_sql, "assay.core.db", RULES[writes_sql]),
        (writes_sql, "assay.a.models",
         "from sqlalchemy import text\nIndex('a', postgresql_where=text('b'))"),
        (has_a_long_function, "assay.a", "def f():\n" + "    x = 1\n" * (LONGEST_FUNCTION - 1)),
        (is_long, "assay.a", "x = 1\n" * LONGEST_FILE),
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(rule, module, text):
    assert list(rule(Source(module, text))) == []


def test_what_is_beside_the_product_keeps_to_the_lengths_too():
    others = sources("tools", "tests", "migrations")
    written = [one for one in others if not one.module.startswith("migrations.versions")]
    found = [
        f"{source.module}: {what}"
        for source in written
        for rule in (is_long, has_a_long_function, says_nothing_of_itself)
        for what in rule(source)
    ]
    assert "\n".join(found) == ""


def test_no_page_style_or_script_is_long_either():
    kinds = {".html", ".css", ".js", ".mjs", ".sql"}
    files = [file for file in (ROOT / "platform" / "assay").rglob("*") if file.suffix in kinds]
    ours = [one for one in files if not {"library", "static"} & set(one.parts)]
    assert len(ours) > 50
    assert [one.name for one in ours if one.read_text().count("\n") > LONGEST_FILE] == []


def test_platform_stays_the_standard_librarys():
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert platform.__file__.startswith(sys.base_prefix)


def test_a_module_is_named_as_it_is_imported():
    assert module_of(ROOT / "platform" / "assay" / "bank" / "__init__.py") == "assay.bank"
    assert module_of(ROOT / "workers" / "tasks.py") == "workers.tasks"
