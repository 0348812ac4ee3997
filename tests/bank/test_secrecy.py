"""What is sent of an item tells nothing of what is kept; an item that does is never proved."""

from dataclasses import asdict, fields

import pytest

from assay.bank import package
from assay.bank.commands import FOLDER
from assay.bank.package import Package
from assay.bank.prover import Lane, prove
from assay.bank.runner import NoneHere
from assay.bank.secrecy import leaks
from assay.bank.view import View, candidate_view
from tests.bank.code_items import TESTS, app, make_code
from tests.bank.items import STRIPPED, WHY, made

ITEMS = [one for one in package.load_all(FOLDER) if isinstance(one, Package)]
LANE = Lane(python="3.11.7", packages={"markupsafe": "3"})


@pytest.mark.parametrize(
    ("proof", "changed", "told"),
    [
        ("experiment", {"name": "tags-go", "stem": "Of tags-go?"}, "the stem tells the id"),
        ("experiment", {"stem": "Of tags-go-home and an-items?", "name": "tags-go"}, None),
        ("experiment", {"stem": "Text  without\ntags?"}, "the stem tells the title"),
        ("experiment", {"stem": f"Is it so? {WHY}"}, "the stem tells a why"),
        ("fillin", {"stem": "`striptags`, or another?"}, "the stem tells the answer 'striptags'"),
        ("fillin", {"stem": "`striptagsy`, or another?"}, None),
        ("experiment", {"files": {"given/it.py": f"# A\n{STRIPPED}"}},
         "the stem tells all of proof/experiment.py"),
        ("experiment", {"files": {"proof/short.py": "x = 1\n", "given/it.py": "x = 1\n"}}, None),
    ],
)  # fmt: skip
def test_what_is_told_is_named(tmp_path, proof, changed, told):
    assert list(leaks(made(tmp_path, proof, **changed))) == ([told] if told else [])


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"visible/test_visible.py": TESTS},
         "visible/test_visible.py tells all of hidden/test_app.py"),
        ({"given/data.py": app("first second third gate")},
         "what is shown holds all of proof/good/plain"),
    ],
)  # fmt: skip
def test_hidden_tests_and_solutions_are_known_wherever_they_stand(tmp_path, files, told):
    assert told in list(leaks(make_code(tmp_path, files=files)))


def test_an_item_that_tells_is_not_proved(tmp_path):
    item = made(tmp_path, name="tags-go", stem="What of tags-go?")
    proved = prove(item, NoneHere(), LANE)
    assert proved.why.startswith("secrecy: the stem tells the id; ")
    assert proved.evidence is None


def test_what_is_sent_has_no_field_for_what_is_kept():
    kept = {"id", "title", "tags", "slug", "key", "why", "hidden", "proof", "values", "seed"}
    assert not {field.name for field in fields(View)} & kept


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_nothing_that_ships_tells(item):
    assert list(leaks(item)) == []
    assert item.title not in str(asdict(candidate_view(item.content)))
