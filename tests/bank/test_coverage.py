"""The page on the library says what the library holds."""

from click.testing import CliRunner

from assay.bank import coverage
from assay.bank.commands import bank
from assay.bank.evidence import Evidence, Lock
from tests.bank.items import made
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "reference" / "library.md"


def test_the_page_is_of_the_library_that_ships():
    told = CliRunner().invoke(bank, ["coverage"])
    assert told.exit_code == 0, told.output
    words = "docs/reference/library.md is of another library: ./run flask bank coverage > it"
    assert PAGE.read_text("utf-8") == told.output, words


def test_items_are_counted_by_what_they_are(tmp_path):
    items = [
        made(tmp_path, "program", name="one", level="junior", seed=["E2"]),
        made(tmp_path, "fillin", name="two", level="senior", seed=["E2", "E10"]),
        made(tmp_path, "exploits", name="three", level="senior"),
    ]
    proved = Evidence(digest=items[0].digest.hex(), python="3.11", versions={})
    page = coverage.page(items, Lock(items={"one": proved}))
    assert "3 items, 1 of them proved as they are" in page
    assert "| Testing | 1 |  | 1 |  |  | 1 | 3 |\n" in page
    assert "| fillin |  |  | 1 | 1 |\n" in page
    assert "E2 (2), E10 (1)" in page
