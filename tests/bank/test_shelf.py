"""Questions are found by filters and words that combine; each knows how many it would show."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.bank.responsibilities import RESPONSIBILITIES
from assay.bank.shelf import FILTERS, Card, find, page, span_of
from tests.bank.seen import SEEN, evidence_of

ORGANISATION = UUID(int=1)


def card(number=1, **told):
    proof = told.pop("proof", None)
    return Card(
        **{
            "organisation_id": ORGANISATION, "id": UUID(int=number), "title": f"Question {number}",
            "responsibility": "testing", "kind": "single", "level": "mid", "minutes": 2,
            "points": 2, "item_id": UUID(int=1000 + number), "difficulty": 0.5,
            "evidence": evidence_of(proof, SEEN[proof][0]) if proof else None,
            **told,
        }
    )  # fmt: skip


CARDS = [
    card(1, title="A cookie that stays", level="junior", proof="predicates"),
    card(2, title="Cookies and their flags", kind="code", minutes=12, proof="matrix"),
    card(3, title="A form that is refused", responsibility="deployment", proof="predicates"),
    card(4, title="A log of nothing", responsibility="routing-and-views", minutes=3),
]


def numbers(found):
    return [one.id.int for one in found.cards]


def test_all_are_ordered_by_responsibility_and_title():
    assert numbers(find(CARDS, {})) == [4, 1, 2, 3]


@pytest.mark.parametrize(
    ("chosen", "search", "found"),
    [
        ({"responsibility": "testing"}, "", [1, 2]),
        ({"responsibility": "testing", "level": "mid"}, "", [2]),
        ({"proof": "predicates"}, "", [1, 3]),
        ({"proof": "none"}, "", [4]),
        ({"minutes": "2"}, "", [1, 3]),
        ({"minutes": "5"}, "", [4]),
        ({"minutes": "30", "kind": "code"}, "", [2]),
        ({"level": None, "kind": ""}, "", [4, 1, 2, 3]),
        ({}, "COOKIE", [1, 2]),
        ({}, "flags cookies", [2]),
        ({}, "  ", [4, 1, 2, 3]),
        ({"level": "junior"}, "flags", []),
        ({}, "%", []),
        ({}, "_", []),
    ],
)
def test_filters_and_words_combine(chosen, search, found):
    assert numbers(find(CARDS, chosen, search)) == found


def test_words_are_found_in_whatever_way_they_are_written():
    cards = [card(1, title="Die Straße"), card(2, title="Cafe\u0301"), card(3, title="ＡＰＩ")]
    assert [numbers(find(cards, {}, words)) for words in ("STRASSE", "Café", "api")] == [
        [1], [2], [3],
    ]  # fmt: skip


def test_counts_say_what_another_choice_would_show():
    counts = find(CARDS, {"responsibility": "testing"}, "").counts
    assert counts["responsibility"] == {"testing": 2, "deployment": 1, "routing-and-views": 1}
    assert counts["level"] == {"junior": 1, "mid": 1}
    assert counts["proof"] == {"predicates": 1, "matrix": 1}


CHOICES = st.fixed_dictionaries({
    name: st.sampled_from([None, *sorted({value(one) for one in CARDS})])
    for name, value in FILTERS.items()
})  # fmt: skip


@given(CHOICES, st.sampled_from(["", "a", "cookie"]), st.sampled_from(sorted(FILTERS)))
def test_a_count_is_always_how_many_are_found_then(chosen, search, name):
    counts = find(CARDS, chosen, search).counts[name]
    for value in {FILTERS[name](one) for one in CARDS}:
        assert counts[value] == len(find(CARDS, {**chosen, name: value}, search).cards)


@pytest.mark.parametrize(
    ("minutes", "span"),
    [(1, "2"), (2, "2"), (3, "5"), (5, "5"), (6, "10"), (10, "10"), (11, "30"), (600, "30")],
)
def test_minutes_have_a_stretch(minutes, span):
    assert span_of(minutes) == span


def test_pages_hold_each_card_once_and_come_to_an_end():
    cards = [card(number) for number in range(1, 8)]
    seen, after = [], None
    for _ in range(4):
        shown, after = page(cards, after, 3)
        seen += [one.id.int for one in shown]
        if after is None:
            break
    assert seen == [1, 2, 3, 4, 5, 6, 7]


def test_a_page_behind_a_card_that_is_gone_is_the_first():
    cards = [card(number) for number in (1, 2)]
    assert page(cards, UUID(int=99), 1) == ([cards[0]], UUID(int=1))
    assert page([], None, 3) == ([], None)
    assert page(cards, None, 2) == (cards, None)


def test_every_responsibility_has_its_place():
    cards = [card(n, responsibility=slug) for n, (slug, _) in enumerate(RESPONSIBILITIES, start=1)]
    assert numbers(find(cards[::-1], {})) == list(range(1, len(cards) + 1))
