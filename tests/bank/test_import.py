"""Importing a library: what was proved is published, once; what changed is a new version."""

from datetime import UTC, datetime, timedelta

import pytest

from assay.assessments import actions as assessments
from assay.assessments import papers
from assay.assessments.blueprint import Pool
from assay.audit.queries import entries_about
from assay.bank import actions, queries
from assay.bank.package import Refused
from assay.core.db import reading, transaction
from assay.tenancy.scope import LIBRARY, scope
from tests.assessments.bench import Bench
from tests.bank.items import GOOD, make, vouch, write

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@pytest.fixture
def library(app, tmp_path):
    """Two proved items, inside the library's own organisation."""
    make(tmp_path, name="one")
    make(tmp_path, "fillin", name="two")
    vouch(tmp_path)
    with app.app_context(), scope(LIBRARY):
        yield tmp_path


def imported(library, at=AT):
    with transaction():
        done = actions.import_library(library, at=at)
    return done.new, done.published, done.known


def versions(slug="one"):
    """(number, published, retired) of each version, oldest first."""
    with reading():
        item = queries.items().get(slug)
        found = queries.versions()[item.id] if item else []
        return [(one.number, one.published_at, one.retired_at) for one in found]


def revise(library, stem, name="one"):
    write(library / "testing" / name / "stem.md", stem)


def test_what_was_proved_is_published(library):
    assert imported(library) == (2, 2, 0)
    assert versions() == versions("two") == [(1, AT, None)]
    with reading():
        one, two = queries.published()
        assert (one.title, one.kind, one.points) == ("Text without tags", "single", 2)
        assert one.key["right"] == ["b"]
        assert one.evidence["versions"] == {"markupsafe": "3"}
        assert [entry.verb for entry in entries_about("item_version", two.id)] == ["item.publish"]


def test_every_kind_can_be_imported(library):
    for proof in GOOD:
        make(library, proof, name=proof)
    vouch(library)
    every = len(GOOD) + len(["one", "two"])
    assert imported(library) == (every, every, 0)


def test_a_second_import_changes_nothing(library):
    imported(library)
    before = versions()
    assert imported(library, LATER) == (0, 0, 2)
    assert versions() == before
    with reading():
        (one, _) = queries.published()
        assert len(entries_about("item_version", one.id)) == 1


def test_a_folder_without_evidence_is_kept_but_not_published(library):
    make(library, name="three")
    assert imported(library) == (3, 2, 0)
    assert versions("three") == [(1, None, None)]
    with reading():
        assert len(queries.published()) == 2


def test_a_changed_folder_is_not_published_before_it_is_proved_again(library):
    imported(library)
    revise(library, "Another question?")
    assert imported(library, LATER) == (1, 0, 1)
    assert versions() == [(1, AT, None), (2, None, None)]


def test_a_revised_item_retires_its_former_version(library):
    imported(library)
    revise(library, "Another question?")
    vouch(library)
    assert imported(library, LATER) == (1, 1, 1)
    assert versions() == [(1, AT, LATER), (2, LATER, None)]
    assert versions("two") == [(1, AT, None)]
    with reading():
        assert [one.content["stem"] for one in queries.published()][:1] == ["Another question?"]


def test_a_version_that_is_proved_later_is_published_then(library):
    vouch(library, "two")
    assert imported(library) == (2, 1, 0)
    vouch(library)
    assert imported(library, LATER) == (0, 1, 2)
    assert versions() == [(1, LATER, None)]


def test_going_back_to_a_former_wording_is_a_version_too(library):
    first = (library / "testing" / "one" / "stem.md").read_text("utf-8")
    for at, stem in ((AT, first), (LATER, "Another question?"), (LATER + (LATER - AT), first)):
        revise(library, stem)
        vouch(library)
        imported(library, at)
    last = LATER + (LATER - AT)
    assert versions() == [(1, AT, LATER), (2, LATER, last), (3, last, None)]
    with reading():
        assert len(queries.published()) == 2


def test_of_a_library_with_a_folder_that_is_no_item_nothing_is_imported(library):
    make(library, name="zzz", level="expert")
    with pytest.raises(Refused, match=r"zzz/item\.toml:4: level: 'expert'"), transaction():
        actions.import_library(library, at=AT)
    with reading():
        assert queries.items() == {}


def test_importing_runs_nothing(library, tmp_path):
    canary = tmp_path / "it-ran"
    make(library, name="three", files={"proof/experiment.py": f"open({str(canary)!r}, 'w')\n"})
    imported(library)
    assert not canary.exists()


def test_enemies_are_known_by_their_items_and_kept_up_to_date(library):
    make(library, name="one", enemies=["two", "nobody"])
    imported(library)
    with reading():
        one, two = (queries.items()[slug].id for slug in ("one", "two"))
    assert (enemies(one), enemies(two)) == ([str(two)], [])
    with transaction():
        queries.versions()[one][0].enemies = []
    assert imported(library, LATER)[0] == 0
    assert enemies(one) == [str(two)]


def enemies(item_id):
    with reading():
        (version,) = queries.versions()[item_id]
        return version.enemies


def test_variants_of_a_folder_are_items_that_are_enemies(library):
    """What was one item before is no longer asked beside them."""
    imported(library)
    variant = [{"id": name, "set": {"sign": name}} for name in ("x", "y")]
    make(library, name="one", stem="Is it @@sign@@?", variant=variant)
    vouch(library)
    assert imported(library, LATER) == (2, 2, 1)
    assert versions("one") == [(1, AT, LATER)]
    assert versions("one--x") == versions("one--y") == [(1, LATER, None)]
    with reading():
        x, y = (queries.items()[slug].id for slug in ("one--x", "one--y"))
    assert (enemies(x), enemies(y)) == ([str(y)], [str(x)])
    assert imported(library, LATER) == (0, 0, 3)


def test_no_paper_holds_two_enemies(app):
    with Bench(app) as bench:
        one = bench.make_item()
        two = bench.make_item(enemies=[str(one.item_id)])
        bench.make_item()
        version = bench.published(Pool(count=2))
        for _ in range(8):
            with transaction():
                paper = assessments.draw_paper(version.id)
                drawn = {asked.id for _, asked in papers.paper(paper.id)}
            assert not {one.id, two.id} <= drawn


def run(app, *words):
    return app.test_cli_runner().invoke(args=["bank", "import-library", *words])


def test_the_command_tells_what_it_did(app, library):
    told = run(app, "--library", str(library))
    assert (told.exit_code, told.output) == (0, "2 new, 2 published, 0 there already.\n")
    told = run(app, "--library", str(library))
    assert (told.exit_code, told.output) == (0, "0 new, 0 published, 2 there already.\n")


def test_the_command_says_in_words_why_nothing_was_imported(app, library):
    write(library / "evidence.lock", "{")
    told = run(app, "--library", str(library))
    assert told.exit_code == 1
    assert told.stderr.startswith("Error: nothing was imported.\nevidence.lock can't be read")
    make(library, name="zzz", level="expert")
    vouch(library)
    told = run(app, "--library", str(library))
    assert told.stderr.startswith("Error: nothing was imported.\nzzz/item.toml:4: level")
    with reading():
        assert queries.items() == {}
