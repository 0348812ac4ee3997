"""What may still be picked: nothing that is named, each with its enemies, pools and exposure."""

from dataclasses import replace
from uuid import UUID

import pytest

from assay.assessments.blueprint import Blueprint, Fixed, Pool, Section
from assay.assessments.picking import Recent, Wanted, draft_of, found, is_named, page, picks
from assay.bank.shelf import Card
from tests.bank.seen import SEEN, evidence_of

OURS = UUID(int=1)


def item(number):
    return UUID(int=1000 + number)


def card(number, **told):
    return Card(
        **{
            "organisation_id": OURS, "id": UUID(int=number), "title": f"Question {number}",
            "responsibility": "testing", "kind": "single", "level": "mid", "minutes": number,
            "points": 2, "evidence": None, "item_id": item(number), "difficulty": 0.5, **told,
        }
    )  # fmt: skip


CARDS = [
    card(1, title="A cookie that stays", enemies=[str(item(2))]),
    card(2, title="A cookie that goes", enemies=[str(item(1))], level="junior"),
    card(3, kind="freetext", title="Words of one’s own"),
    card(4, evidence=evidence_of("matrix", SEEN["matrix"][0]), kind="code", title="Mended"),
    card(5, responsibility="deployment", title="Ünïcode and cookies"),
]
RECENT = Recent(papers=10, held={item(1): 4, item(4): 3, item(5): 1})


def plan(*rules):
    return Blueprint(sections=(Section(title="Core", rules=rules),))


def fixed(number):
    return Fixed(item_organisation_id=OURS, item_version_id=UUID(int=number))


def numbers(some):
    return [one.card.id.int for one in some]


def wanted(**told):
    return numbers(found(picks(plan(), CARDS, RECENT), Wanted(**told)))


def test_what_the_draft_names_is_not_offered_again():
    assert numbers(picks(plan(fixed(4), Pool(count=1)), CARDS, RECENT)) == [2, 1, 3, 5]
    assert is_named(plan(fixed(4)), CARDS, CARDS[3])


def test_a_newer_version_of_what_is_named_is_another_matter():
    assert numbers(picks(plan(fixed(99)), CARDS, RECENT)) == [2, 1, 4, 3, 5]


def test_enemies_are_named_and_bar_each_other():
    free = {one.card.id.int: one for one in picks(plan(), CARDS, RECENT)}
    assert (free[1].enemies, free[1].barred) == (("A cookie that goes",), "")
    (beside,) = [one for one in picks(plan(fixed(1)), CARDS, RECENT) if one.card.id.int == 2]
    assert beside.barred == "A cookie that stays"
    (said_by_one,) = picks(plan(fixed(1)), [CARDS[0], replace(CARDS[1], enemies=[])], RECENT)
    assert said_by_one.barred == "A cookie that stays"


def test_a_pool_that_may_draw_it_is_counted():
    both = plan(Pool(count=1, level="mid"), Pool(count=1, responsibilities=("deployment",)))
    told = {one.card.id.int: one.pools for one in picks(both, CARDS, RECENT)}
    assert told == {1: 1, 2: 0, 3: 0, 4: 1, 5: 2}


def test_exposure_is_the_share_of_the_last_papers():
    told = {one.card.id.int: (one.held, one.share, one.is_known) for one in
            picks(plan(), CARDS, RECENT)}  # fmt: skip
    assert told[1] == (4, 0.4, True)
    assert told[4] == (3, 0.3, False)
    assert told[2] == (0, 0.0, False)
    assert [one.share for one in picks(plan(), CARDS, Recent())] == [0.0] * 5


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ({}, [2, 1, 4, 3, 5]),
        ({"responsibility": "deployment"}, [5]),
        ({"level": "junior"}, [2]),
        ({"kind": "code"}, [4]),
        ({"least": 3}, [4, 3, 5]),
        ({"most": 3}, [2, 1, 3]),
        ({"least": 2, "most": 4}, [2, 4, 3]),
        ({"least": 4, "most": 2}, []),
        ({"proof": "proved"}, [4]),
        ({"proof": "unproved"}, [2, 1, 3, 5]),
        ({"exposure": "never"}, [2, 3]),
        ({"exposure": "some"}, [4, 5]),
        ({"exposure": "much"}, [1]),
        ({"title": "COOKIE that"}, [2, 1]),
        ({"title": "cookies", "responsibility": "deployment"}, [5]),
        ({"title": "cookies", "level": "junior"}, []),
    ],
    ids=lambda one: "-".join(f"{k}-{v}" for k, v in one.items()) if isinstance(one, dict) else "",
)
def test_filters_combine(told, left):
    assert wanted(**told) == left


def test_pages_follow_each_other_and_miss_nothing():
    rows = picks(plan(), CARDS, RECENT)
    seen, after = [], None
    for _ in range(3):
        shown, after = page(rows, Wanted(), after, 2)
        seen.append(numbers(shown))
    assert (seen, after) == ([[2, 1], [4, 3], [5]], None)


def test_a_page_goes_on_behind_what_the_filters_hide():
    rows = picks(plan(), CARDS, RECENT)
    assert numbers(page(rows, Wanted(level="mid"), UUID(int=2), 9)[0]) == [1, 4, 3, 5]


def test_behind_what_is_gone_one_begins_again():
    rows = picks(plan(fixed(2)), CARDS, RECENT)
    assert numbers(page(rows, Wanted(), UUID(int=2), 2)[0]) == [1, 4]


def test_the_drafts_own_rules_tell_their_exposure():
    one, other, gone = draft_of(plan(fixed(1), Pool(count=2), fixed(99)), CARDS, RECENT)
    assert (one.card, one.held, one.is_known) == (CARDS[0], 4, True)
    assert (other.eligible, other.exposure.rate, other.exposure.most) == (4, 0.5, 4)
    assert other.is_known
    assert (gone.is_fixed, gone.card, gone.held) == (True, None, 0)


def test_a_pool_that_nothing_fits_has_no_exposure():
    (pool,) = draft_of(plan(Pool(count=1, level="senior")), CARDS, RECENT)
    assert (pool.eligible, pool.exposure, pool.is_known) == (0, None, False)
