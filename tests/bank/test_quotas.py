"""The library that ships has enough of everything; what is lacking is told."""

from dataclasses import replace

from assay.bank import package, quotas
from assay.bank.commands import FOLDER
from assay.bank.package import Package
from assay.bank.responsibilities import SLUGS
from tests.bank.items import made

ITEMS = [
    one
    for one in package.load_all(FOLDER)
    if isinstance(one, Package) and one.kind in quotas.COUNTED
]


def test_the_library_lacks_nothing():
    assert list(quotas.missing(ITEMS)) == []


def test_the_table_is_of_every_responsibility_and_of_185_items():
    assert set(quotas.BLUEPRINT) == SLUGS
    short, hands_on = (
        sum(sum(cells[side]) for cells in quotas.BLUEPRINT.values()) for side in (0, 1)
    )
    assert (short, hands_on) == (127, 58)


def lacking(items):
    """What the library lacks when it has only these."""
    return set(quotas.missing(items)) - set(quotas.missing(ITEMS))


def test_an_empty_cell_is_told():
    kept = [
        item
        for item in ITEMS
        if (item.responsibility, item.level) != ("template-rendering", "senior")
    ]
    assert "Template Rendering has no short question of level senior: 1 are aimed at" in lacking(
        kept
    )


def test_a_cell_that_nothing_is_aimed_at_may_be_empty():
    kept = [
        item
        for item in ITEMS
        if (item.responsibility, item.level) != ("deployment", "junior")
        or item.kind in quotas.SHORT
    ]
    assert not any("Deployment has no hands-on" in told for told in lacking(kept))


def test_few_items_are_told():
    kept = [item for item in ITEMS if item.responsibility != "documentation"][:100]
    told = lacking(kept)
    assert "the library has 100 items: 150 are the fewest" in told
    assert "Documentation has 0 items: 8 are the fewest" in told


def test_few_hands_on_items_are_told():
    kept = [item for item in ITEMS if item.kind in quotas.SHORT]
    assert "the library has 0 hands-on items: 40 are the fewest" in lacking(kept)


def test_a_question_of_the_interview_without_an_item_is_told():
    kept = [replace(item, seed=tuple(one for one in item.seed if one != "E17")) for item in ITEMS]
    assert lacking(kept) == {"no item stands on question E17 of the interview: write one"}


def test_what_people_mark_does_not_count(tmp_path):
    item = made(tmp_path, seed=["F2"])
    text = replace(item, content=replace(item.content, kind="freetext"))
    assert "no item stands on question F2 of the interview: write one" in quotas.missing([text])
    assert "no item stands on question F2 of the interview: write one" not in quotas.missing([item])
