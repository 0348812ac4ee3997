"""The import contracts of pyproject.toml hold, and their lists are whole."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

from tests.architecture.sources import ROOT, product

TOLD = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRACTS = TOLD["tool"]["importlinter"]["contracts"]
LINT = str(Path(sys.executable).with_name("lint-imports"))
PURE = {
    "assay.bank.content", "assay.bank.package", "assay.assessments.assembly",
    "assay.sittings.timing", "assay.marking.engines", "assay.marking.scoring",
    "assay.reports.content", "assay.reports.html",
}  # fmt: skip
"""What the plan of the house calls pure."""
NOT_YET = {"assay.insights.statistics"}
"""Pure as well, once they are there."""


def contract(number):
    (found,) = [one for one in CONTRACTS if one["name"].startswith(f"{number} ")]
    return found


def lint(folder, *options):
    """lint-imports over the product, as it is called in the checks; its report."""
    return subprocess.run(
        [LINT, "--no-cache", *options], cwd=folder, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


def test_there_are_seven_contracts_and_all_are_kept():
    assert [one["name"][0] for one in CONTRACTS] == list("1234567")
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert "7 kept, 0 broken" in done.stdout


def test_a_broken_contract_would_be_told(tmp_path):
    config = tmp_path / "broken.toml"
    config.write_text(
        "[tool.importlinter]\nroot_packages = ['assay']\n"
        "[[tool.importlinter.contracts]]\nname = 'broken'\ntype = 'forbidden'\n"
        "source_modules = ['assay.bank']\nforbidden_modules = ['assay.core']\n"
    )
    assert lint(ROOT, "--config", str(config)).returncode == 1


def test_what_the_plan_calls_pure_is_held_to_be():
    there = {source.module for source in product()}
    assert there >= PURE, "the plan names modules that are gone"
    assert set(contract(4)["source_modules"]) >= PURE | (NOT_YET & there)


def calls_itself_pure(text):
    """By the convention of the house: `Pure.`, `Pure; …`, `(pure)` in the module's docstring."""
    said = ast.get_docstring(ast.parse(text)) or ""
    return re.search(r"(?:\A|\. |\s)Pure(?! but)\b|\(pure\)", said) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"""Sums. Pure."""', True),
        ('"""Sums. Pure: no clock."""', True),
        ('"""Moves rows (pure)."""', True),
        ('"""Sums.\n\nPure and seeded."""', True),
        ('"""Sums. Pure but for a type."""', False),
        ('"""Purely a matter of taste."""', False),
    ],
)
def test_purity_is_read_from_a_docstring(text, expected):
    assert calls_itself_pure(text) is expected


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("assay", "workers", include_external_packages=True, cache_dir=None)


def ways(graph, module):
    """How the module comes to know of what the pure may not: a chain of imports for each."""
    forbidden = [one for one in contract(4)["forbidden_modules"] if one in graph.modules]
    chains = [graph.find_shortest_chain(module, one) for one in forbidden]
    return [" -> ".join(chain) for chain in chains if chain]


def test_what_calls_itself_pure_is_pure(graph):
    pure = [one.module for one in product() if calls_itself_pure(one.text)]
    assert len(pure) >= len(PURE)
    assert [way for module in pure for way in ways(graph, module)] == []


def test_what_is_not_pure_would_be_seen(graph):
    assert any(way.endswith(" -> sqlalchemy") for way in ways(graph, "assay.bank.actions"))


def test_what_the_contract_holds_to_be_pure_says_so():
    texts = {source.module: source.text for source in product()}
    held = contract(4)["source_modules"]
    assert [module for module in held if not calls_itself_pure(texts[module])] == []
