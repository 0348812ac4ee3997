"""Items leave one installation as a zip and come into another's organisation: proved there anew."""

import json
import zipfile

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from assay.bank.models import Item, ItemVersion
from assay.core.db import session, transaction
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from tests.bank.items import AREA, make
from tests.visitor import Visitor
from workers.bank_archive_commands import export, import_


@pytest.fixture
def northwind(app):
    Visitor(app).open_organisation("Northwind", "ann@northwind.example")
    return app


def taken_in(app, file, *words):
    runner = CliRunner()
    with app.app_context():
        return runner.invoke(import_, [str(file), "--organisation", "northwind", *words])


def offered(app):
    """Slug → is it offered, of the organisation's own items."""
    with app.app_context(), scope(entrances.by_slug("northwind")), transaction():
        query = select(Item.slug, ItemVersion.published_at).join(
            ItemVersion, ItemVersion.item_id == Item.id
        )
        rows = session.execute(query.where(Item.organisation_id == ItemVersion.organisation_id))
        return {row[0]: row[1] is not None for row in rows}


@pytest.fixture
def packed(tmp_path):
    """packed(): the library's items as a zip."""
    library = tmp_path / "library"
    library.mkdir()
    make(library, name="one")
    make(library, "sequence", name="two")

    def packed(*wanted):
        out = tmp_path / "items.zip"
        told = CliRunner().invoke(export, [str(out), *wanted, "--library", str(library)])
        assert told.exit_code == 0, told.output
        return out

    return packed


def test_what_went_out_comes_in_and_is_offered(northwind, packed):
    told = taken_in(northwind, packed())
    assert told.exit_code == 0, told.output
    assert "2 new, 2 published, 0 there already." in told.output
    assert offered(northwind) == {"one": True, "two": True}
    assert "0 new, 0 published, 2 there already." in taken_in(northwind, packed()).output


def test_only_what_is_named_goes_out(packed):
    with zipfile.ZipFile(packed("two")) as archive:
        assert {name.split("/")[1] for name in archive.namelist()} == {"two"}


def test_what_cant_be_taken_is_named_and_the_rest_comes_in(northwind, packed):
    file = packed()
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../etc/cron.d/x", "boo")
        archive.writestr(f"{AREA}/three/stem.md", "A question?")
    told = taken_in(northwind, file, "--json")
    assert told.exit_code == 1
    said = json.loads(told.output)
    assert {one["file"] for one in said["problems"]} == {
        "../../etc/cron.d/x", f"{AREA}/three/item.toml",
    }  # fmt: skip
    assert offered(northwind) == {"one": True, "two": True}


def test_what_does_not_hold_here_is_taken_and_not_offered(northwind, packed, tmp_path):
    wrong = tmp_path / "library" / AREA / "one" / "item.toml"
    wrong.write_text(wrong.read_text("utf-8").replace('key = ["b"]', 'key = ["a"]'), "utf-8")
    told = taken_in(northwind, packed())
    assert told.exit_code == 1
    assert "one: taken, not offered: " in told.output
    assert offered(northwind) == {"one": False, "two": True}


def test_no_zip_and_no_organisation_are_said(northwind, tmp_path):
    (tmp_path / "x.zip").write_bytes(b"no zip")
    told = taken_in(northwind, tmp_path / "x.zip")
    assert (told.exit_code, "no zip file that can be read" in told.output) == (1, True)
    with northwind.app_context():
        words = [str(tmp_path / "x.zip"), "--organisation", "nowhere"]
        told = CliRunner().invoke(import_, words)
    assert (told.exit_code, "nowhere: no such organisation" in told.output) == (2, True)
