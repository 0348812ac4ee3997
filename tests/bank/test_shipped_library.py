"""The library that ships: every item well formed, proved as it stands, and fit to be asked."""

from collections import Counter
from dataclasses import asdict

import pytest
from bs4 import BeautifulSoup

from assay.assessments import actions as assessments
from assay.assessments import papers
from assay.assessments.presets import preset
from assay.bank import actions, evidence, lints, markdown, package
from assay.bank.commands import FOLDER
from assay.bank.content import PURE_KINDS
from assay.bank.folder import FOLDERS
from assay.bank.package import Package
from assay.bank.responsibilities import RESPONSIBILITIES
from assay.bank.view import candidate_view
from assay.core import clock
from assay.core.db import transaction
from assay.tenancy.scope import LIBRARY, scope
from tests.assessments.bench import Bench
from workers.proving import proved

ALL = list(package.load_all(FOLDER))
ITEMS = [one for one in ALL if isinstance(one, Package)]
LOCK = evidence.read(FOLDER)


def test_every_folder_is_an_item():
    assert [str(one) for one in ALL if not isinstance(one, Package)] == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_no_lint_speaks_of_it(item):
    assert lints.problems(item) == []


def test_no_lint_speaks_of_them_together():
    assert list(lints.across(ITEMS)) == []


def test_every_responsibility_and_every_kind_is_asked_about():
    areas = Counter(item.responsibility for item in ITEMS)
    assert set(areas) == {slug for slug, _ in RESPONSIBILITIES}
    assert {item.kind for item in ITEMS} >= set(PURE_KINDS) - {"hotspot"}
    assert {item.level for item in ITEMS} == {"junior", "mid", "senior"}


def test_the_evidence_is_of_just_these_folders():
    assert set(LOCK.items) == {item.id for item in ITEMS}
    assert [item.id for item in ITEMS if not LOCK.of(item.id, item.digest)] == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_candidate_is_told_nothing_that_helps(item):
    shown = str(asdict(candidate_view(item.content)))
    for secret in (item.id, *FOLDERS, "item.toml"):
        assert f"{secret}/" not in shown
    assert item.id not in shown
    whys = getattr(item.key, "why", "")
    for why in whys.values() if isinstance(whys, dict) else [whys]:
        assert why not in shown


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_it_reads_as_it_was_meant(item):
    """No Markdown is left over that its author thought to be a heading, a link or a picture."""
    view = candidate_view(item.content)
    page = BeautifulSoup(markdown.render(view.stem), "html.parser")
    for code in page.select("code"):
        code.clear()
    for leftover in ("#", "](", "![", "**", "`"):
        assert leftover not in page.get_text()
    assert len({markdown.plain(option.text) for option in view.options}) == len(view.options)


def test_a_paper_over_every_responsibility_can_be_drawn_from_what_ships(app):
    with app.app_context(), scope(LIBRARY), transaction():
        done = actions.import_library(FOLDER, at=clock.now())
    assert (done.new, done.published, done.known) == (len(ITEMS), len(ITEMS), 0)
    with Bench(app) as bench:
        version = bench.published(blueprint=preset("mid-45"))
        with transaction():
            drawn = assessments.draw_paper(version.id)
            areas = [asked.responsibility for _, asked in papers.paper(drawn.id)]
    assert sorted(areas) == sorted(slug for slug, _ in RESPONSIBILITIES)


def seconds(item):
    """How long its proofs took when they were kept."""
    kept = LOCK.of(item.id, item.digest)
    return kept.seconds if kept else float("inf")


def sample():
    """The quickest item of each responsibility, and the quickest with each kind of proof.

    None that cites: tests fetch nothing; tests/bank/test_citation.py has a release of its own.
    """
    found = {}
    cite = {item.id for item in ITEMS if any(proof.kind == "citation" for proof in item.proofs)}
    for item in sorted((one for one in ITEMS if one.id not in cite), key=seconds):
        found.setdefault(item.responsibility, item)
        for proof in item.proofs:
            found.setdefault(proof.kind, item)
    del found["mutants"]  # minutes; tests/sandbox/test_suite.py holds suites against variants
    return list({item.id: item for item in found.values()}.values())


def test_a_sample_holds_when_it_is_run():
    """All of it: `./run load library`, or `./run flask bank prove`."""
    told = proved(sample())
    assert {one.package.id: one.why for one in told if not one.ok} == {}
