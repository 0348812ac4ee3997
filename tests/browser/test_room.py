"""The candidate's room in a real browser: saving, losing the line, two tabs, the clock, keys."""

import re

import pytest
from playwright.sync_api import expect

from assay.audit.actions import SYSTEM
from assay.core import clock
from assay.core.db import reading, transaction
from assay.sittings import actions, extending, queries
from tests.serving import serving
from tests.sittings.situation import Situation

SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")


@pytest.fixture
def address(app):
    with serving(app) as port:
        yield f"http://localhost:{port}"


@pytest.fixture
def room(app):
    with Situation(app, start_by=clock.now().replace(year=2090)) as room:
        yield room


@pytest.fixture
def context(chromium):
    context = chromium.new_context(reduced_motion="reduce")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context, address, room):
    """In the room, at the first question."""
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: "Content Security" in said.text and wrong.append(said.text))
    page.goto(address + room.link)
    page.get_by_label("I have read what happens with my answers").check()
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**/sit/room/1")
    room.find_sitting()
    yield page
    assert wrong == []


def saved(page):
    expect(page.locator("#saved")).to_have_text(SAVED)


DEAF = "indexedDB.open = () => ({})"
"""As a browser whose own database never answers."""


def test_an_answer_is_saved_although_the_browsers_database_never_answers(context, page, room):
    context.add_init_script(DEAF)
    page.reload()
    page.get_by_label("Option b").check()
    saved(page)
    page.reload()
    expect(page.get_by_label("Option b")).to_be_checked()


def test_an_answer_is_saved_as_one_goes_and_is_there_after_a_reload(page, room):
    page.get_by_label("Option b").check()
    saved(page)
    assert room.answer(1).value == {"choice": "b"}
    expect(page.locator("[data-question='1']")).to_have_class(re.compile("is-answered"))
    page.reload()
    expect(page.get_by_label("Option b")).to_be_checked()


def test_next_saves_at_once_and_goes_on(page, room):
    page.get_by_label("Option c").check()
    page.get_by_role("button", name="Next").last.click()
    page.wait_for_url("**/sit/room/2")
    assert room.answer(1).value == {"choice": "c"}


def test_without_a_line_the_answer_is_kept_through_a_closed_tab(page, context, address, room):
    context.set_offline(True)
    page.get_by_label("Option b").check()
    expect(page.locator("#saved")).to_contain_text("Offline since")
    page.get_by_role("button", name="Next").last.click()
    expect(page.locator("#notice")).to_contain_text("kept in this browser")
    assert room.answer(1) is None
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address + "/sit/room/1")
    saved(again)
    expect(again.get_by_label("Option b")).to_be_checked()
    assert room.answer(1).value == {"choice": "b"}


def test_when_the_line_is_back_the_answer_goes_by_itself(page, context, room):
    context.set_offline(True)
    page.get_by_label("Option b").check()
    expect(page.locator("#saved")).to_contain_text("Offline since")
    context.set_offline(False)
    saved(page)
    assert room.answer(1).value == {"choice": "b"}


def test_an_older_tab_is_shown_the_newer_answer(page, context, room):
    older = context.new_page()
    older.goto(page.url)
    page.get_by_label("Option b").check()
    saved(page)
    older.get_by_label("Option a").check()
    expect(older.locator("#notice")).to_contain_text("answered in another tab")
    expect(older.get_by_label("Option b")).to_be_checked()
    assert room.answer(1).value == {"choice": "b"}


def test_a_browser_that_was_taken_over_is_told(page, room):
    with transaction():
        actions.resume(room.sitting_id, at=clock.now())
    page.get_by_label("Option a").evaluate("(one) => one.click()")  # a sign of life may tell first
    expect(page.locator("#notice")).to_contain_text("goes on in another browser")
    assert room.answer(1) is None


def ends_in(room, seconds):
    """Let the sitting's time end so many seconds from now."""
    with transaction():
        sitting = queries.by_id(room.sitting_id)
        gone = int((clock.now() - sitting.started_at).total_seconds())
        sitting.limit_seconds = gone + seconds
        sitting.ends_at = queries.phase_of(sitting, clock.now()).ends_at


def test_at_zero_the_answers_are_handed_in(page, room):
    ends_in(room, 4)
    page.reload()
    page.get_by_label("Option b").check()
    page.wait_for_url("**/sit/done")
    with reading():
        assert queries.by_id(room.sitting_id).state == "submitted"
    assert room.answer(1).value == {"choice": "b"}


def test_at_zero_the_server_is_asked_and_an_extension_goes_on(page, room):
    ends_in(room, 3)
    page.reload()
    with transaction():
        extending.extend(room.sitting_id, seconds=600, by=SYSTEM, at=clock.now())
    page.wait_for_timeout(4000)
    expect(page.locator("#clock")).to_have_text(re.compile(r"^09:5\d$"))
    assert page.url.endswith("/sit/room/1")


def test_the_browsers_own_clock_may_be_years_off(context, page, room):
    context.add_init_script("Date.now = () => 0; const D = Date; Date.parse = D.parse;")
    page.reload()
    expect(page.locator("#clock")).to_have_text(re.compile(r"^(59:\d\d|1:00:00)$"))
    page.get_by_label("Option b").check()
    saved(page)
    expect(page.locator("#clock")).to_have_text(re.compile(r"^(59:\d\d|1:00:00)$"))


def test_lines_are_put_in_order_by_keys_alone(page, room):
    page.goto(page.url.replace("/room/1", "/room/3"))
    page.get_by_role("button", name="Move down: Option a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Now line 2 of 3.")
    page.keyboard.press("Enter")
    saved(page)
    assert room.answer(3).value == {"order": ["b", "c", "a"]}
    assert page.evaluate_handle("document.activeElement.dataset.move").json_value() == "up"


def test_enter_in_a_text_saves_and_goes_on(page, room):
    page.goto(page.url.replace("/room/1", "/room/4"))
    page.get_by_label("Your answer").fill("x_host")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sit/room/5")
    assert room.answer(4).value == {"text": "x_host"}


def test_a_flag_is_set_without_leaving_the_page(page, room):
    page.get_by_role("button", name="Flag for review").click()
    expect(page.get_by_role("button", name="Remove flag")).to_be_visible()
    with reading():
        assert queries.by_id(room.sitting_id).flagged == [1]


def test_the_clock_can_be_hidden_and_stays_so(page):
    page.get_by_role("button", name="Hide clock").click()
    expect(page.locator("#clock")).not_to_be_visible()
    page.reload()
    expect(page.locator("#clock")).not_to_be_visible()
    page.get_by_role("button", name="Show clock").click()
    expect(page.locator("#clock")).to_be_visible()
