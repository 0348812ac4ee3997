"""Around a question: states of the navigator, keys of one letter, clocks, lines to drag."""

import re

import pytest
from playwright.sync_api import expect

from assay.core import clock
from assay.core.db import reading
from assay.sittings import queries
from tests.browser.test_room import address, context, page, room, saved  # noqa: F401
from tests.sittings.situation import Situation, pool

NOTHING_MOVES = "document.getAnimations().length"


def mark(page, position):  # noqa: F811
    return page.locator(f"[data-question='{position}']")


def go(page, position):  # noqa: F811
    page.goto(re.sub(r"/room/\d+$", f"/room/{position}", page.url))


def seen(room):  # noqa: F811
    with reading():
        return queries.by_id(room.sitting_id).seen


def test_a_question_is_unseen_then_seen_then_answered_then_flagged_in_words_too(page, room):  # noqa: F811
    expect(mark(page, 2)).to_have_accessible_name("Question 2, not seen yet")
    with page.expect_response("**/sit/seen/2"):
        go(page, 2)
    go(page, 1)
    assert seen(room) == [1, 2]
    expect(mark(page, 2)).to_have_accessible_name("Question 2, seen, not answered")
    expect(mark(page, 3)).to_have_accessible_name("Question 3, not seen yet")
    page.get_by_label("Option b").check()
    saved(page)
    expect(mark(page, 1)).to_have_accessible_name("Question 1, answered")
    page.get_by_role("button", name="Flag for review").click()
    expect(mark(page, 1)).to_have_accessible_name("Question 1, answered, flagged")
    page.goto(page.url.replace("/room/1", "/review"))
    expect(page.get_by_role("link", name="2. The stem of multiple")).to_contain_text("Not answered")
    expect(page.get_by_role("link", name="3. The stem of ordering")).to_contain_text("Not seen yet")


def test_what_the_marks_mean_can_be_read(page):  # noqa: F811
    page.get_by_text("What the marks mean").click()
    legend = page.locator(".legend")
    for words in ("Not seen yet", "Seen, not answered", "Answered", "Flagged"):
        expect(legend.get_by_text(words, exact=True)).to_be_visible()


def test_keys_choose_flag_go_on_go_back_and_review(page, room):  # noqa: F811
    page.keyboard.press("2")
    saved(page)
    assert room.answer(1).value == {"choice": "b"}
    page.keyboard.press("f")
    expect(page.get_by_role("button", name="Remove flag")).to_be_visible()
    page.keyboard.press("h")
    expect(page.locator("#clock")).not_to_be_visible()
    page.keyboard.press("n")
    page.wait_for_url("**/sit/room/2")
    page.keyboard.press("1")
    page.keyboard.press("3")
    page.keyboard.press("p")
    page.wait_for_url("**/sit/room/1")
    assert room.answer(2).value == {"choices": ["a", "c"]}
    page.keyboard.press("r")
    page.wait_for_url("**/sit/review")


def test_a_number_leads_to_its_question(page, room):  # noqa: F811
    page.get_by_label("Option c").check()
    page.keyboard.press("g")
    expect(page.get_by_label("Go to question")).to_be_focused()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Backspace")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sit/room/4")
    assert room.answer(1).value == {"choice": "c"}


def test_keys_are_letters_while_one_types(page, room):  # noqa: F811
    go(page, 4)
    box = page.get_by_label("Your answer")
    box.press_sequentially("n?fhr1g")
    expect(box).to_have_value("n?fhr1g")
    saved(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#clock")).to_be_visible()
    assert page.url.endswith("/room/4")


def test_keys_with_another_held_belong_to_the_browser(page):  # noqa: F811
    page.keyboard.press("Alt+n")
    page.keyboard.press("Control+h")
    expect(page.locator("#clock")).to_be_visible()
    assert page.url.endswith("/room/1")


def test_the_list_of_keys_is_a_dialog_that_gives_back_the_focus(page):  # noqa: F811
    opener = page.get_by_role("button", name="Keys")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(opener).to_be_focused()
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).not_to_be_visible()


def test_keys_are_switched_off_and_stay_so(page, room):  # noqa: F811
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.reload()
    for key in ("2", "h", "?", "n"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#clock")).to_be_visible()
    expect(page.get_by_label("Option b")).not_to_be_checked()
    assert page.url.endswith("/room/1")
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Use these keys").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("h")
    expect(page.locator("#clock")).not_to_be_visible()


class TestClocks:
    """Of a paper whose one section has advice."""

    @pytest.fixture
    def room(self, app):
        section = {"title": "Warm-up", "minutes": 15, "rules": [pool(5)]}
        with Situation(app, start_by=clock.now().replace(year=2090), sections=[section]) as room:  # noqa: F811
            yield room

    def test_time_is_counted_for_the_question_and_for_its_section(self, page):  # noqa: F811
        question, section = page.locator("#spent-question"), page.locator("#spent-section")
        expect(page.locator("#times")).to_contain_text("Warm-up")
        expect(page.locator("#times")).to_contain_text("of about 15 min")
        expect(question).to_have_text("00:02")
        go(page, 2)
        expect(question).to_have_text(re.compile("00:0[01]"))
        expect(section).to_have_text(re.compile("00:0[3-9]"))
        go(page, 1)
        expect(question).to_have_text(re.compile("00:0[2-9]"))

    def test_a_changed_clock_of_the_machine_counts_for_nothing(self, page, context):  # noqa: F811
        context.add_init_script("Date.now = () => 9e12")
        page.reload()
        expect(page.locator("#spent-question")).to_have_text(re.compile("00:0[1-9]"))

    def test_they_are_hidden_with_the_clock(self, page):  # noqa: F811
        expect(page.locator("#times")).to_be_visible()
        page.get_by_role("button", name="Hide clock").click()
        expect(page.locator("#times")).not_to_be_visible()


def drag(page, which, onto, *, drop=True):  # noqa: F811
    """By its grip below the middle of another line."""
    grip = page.locator(f"[data-piece='{which}'] .grip").bounding_box()
    target = page.locator(f"[data-piece='{onto}']").bounding_box()
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(grip["x"] + 5, target["y"] + target["height"] * 0.8, steps=8)
    if drop:
        page.mouse.up()


def order(page):  # noqa: F811
    return page.locator("[data-piece]").evaluate_all("all => all.map((one) => one.dataset.piece)")


def test_a_line_is_dragged_to_its_place_and_nothing_moves_by_itself(page, room):  # noqa: F811
    go(page, 3)
    drag(page, "a", "c", drop=False)
    assert page.evaluate(NOTHING_MOVES) == 0
    page.mouse.up()
    assert order(page) == ["b", "c", "a"]
    expect(page.locator("#said")).to_have_text("Now line 3 of 3.")
    saved(page)
    assert room.answer(3).value == {"order": ["b", "c", "a"]}


def test_a_drag_that_is_given_up_changes_nothing(page, room):  # noqa: F811
    go(page, 3)
    drag(page, "a", "c", drop=False)
    assert order(page) == ["b", "c", "a"]
    page.keyboard.press("Escape")
    page.mouse.up()
    assert order(page) == ["a", "b", "c"]
    page.get_by_role("button", name="Next").last.click()
    page.wait_for_url("**/sit/room/4")
    assert room.answer(3) is None


def test_a_finger_drags_a_line_and_the_page_stays(page, context, room):  # noqa: F811
    go(page, 3)
    grip = page.locator("[data-piece='c'] .grip")
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), page.locator("[data-piece='a']").bounding_box()
    line = context.new_cdp_session(page)
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    line.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    line.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 9):
        at = {"x": x, "y": y + (end["y"] + 4 - y) * step / 8}
        line.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    line.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    saved(page)
    assert room.answer(3).value == {"order": ["c", "a", "b"]}
