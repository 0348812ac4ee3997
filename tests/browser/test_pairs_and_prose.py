"""Pairs and texts in a real browser: saved as one goes, words counted, nothing cut or lost."""

import pytest
from playwright.sync_api import expect

from assay.bank import keys
from assay.bank.content import to_json
from assay.core import clock
from tests.bank.items import made
from tests.browser.test_room import address, context, page, saved  # noqa: F401
from tests.sittings.situation import Situation

PAIRS, PROSE = 1, 2
TOO_LONG = "x" * 10_001


@pytest.fixture
def room(app, tmp_path):
    room = Situation(app, start_by=clock.now().replace(year=2090))
    room.contents = [
        (one.kind, to_json(one.content), keys.key_to_json(one.key))
        for one in (made(tmp_path, "matched"), made(tmp_path, "facts", name="b"))
    ]
    with room:
        yield room


def to_the_text(page):  # noqa: F811
    page.get_by_role("button", name="Next").last.click()
    page.wait_for_url("**/sit/room/2")
    return page.get_by_label("Your answer")


def test_pairs_are_saved_as_they_are_chosen_and_are_there_after_a_reload(page, room):  # noqa: F811
    page.get_by_label("upper()").select_option("c")
    saved(page)
    assert room.answer(PAIRS).value == {"pairs": {"2": "c"}}
    page.get_by_label("len()").select_option("a")
    page.reload()
    expect(page.get_by_label("upper()")).to_have_value("c")
    expect(page.get_by_label("len()")).to_have_value("a")
    expect(page.get_by_label("striptags()")).to_have_value("")


def test_pairs_that_are_taken_back_are_no_answer(page, room):  # noqa: F811
    page.get_by_label("upper()").select_option("c")
    saved(page)
    page.get_by_label("upper()").select_option("")
    expect(page.locator("[data-question='1']")).not_to_have_class("mark is-answered")
    to_the_text(page)
    assert room.answer(PAIRS).value is None


def test_words_are_counted_and_too_many_are_told_of_and_saved(page, room):  # noqa: F811
    box, told = to_the_text(page), page.locator("#answer-words")
    expect(told).to_have_text("0 of 120 words")
    box.fill("It is so.\n\nAnd so.")
    expect(told).to_have_text("5 of 120 words")
    box.fill("so " * 121)
    expect(told).to_have_text("121 words; 120 are the most: shorten it")
    expect(box).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Review", exact=True).last.click()
    page.wait_for_url("**/sit/review")
    assert room.answer(PROSE).value == {"text": "so " * 121}


def test_what_is_too_long_to_be_kept_stays_in_its_box(page, room):  # noqa: F811
    box = to_the_text(page)
    box.fill("It is so.")
    saved(page)
    box.fill(TOO_LONG)
    page.get_by_role("button", name="Review", exact=True).last.click()
    expect(page.locator("#answer-words")).to_have_text("Not saved: give at most 10,000 characters")
    expect(box).to_be_focused()
    expect(box).to_have_value(TOO_LONG)
    assert page.url.endswith("/sit/room/2")
    assert room.answer(PROSE).value == {"text": "It is so."}
    box.fill("It is shorter.")
    expect(page.locator("#answer-words")).to_have_text("3 of 120 words")
    page.get_by_role("button", name="Review", exact=True).last.click()
    page.wait_for_url("**/sit/review")
    assert room.answer(PROSE).value == {"text": "It is shorter."}
