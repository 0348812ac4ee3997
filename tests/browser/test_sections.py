"""Sections that lock, in a real browser: their clocks, their end, keys, axe, a small window."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.sittings import extending, queries
from assay.sittings.models import Sitting
from tests.browser.test_axe import OVERHANGING
from tests.browser.test_fair_clock import SOON, heard
from tests.browser.test_room import address, context, saved  # noqa: F401
from tests.browser.test_room_axe import CONTRAST, MODES, found
from tests.sittings.situation import LOCKING, Situation


@pytest.fixture
def room(app):
    with Situation(app, start_by=clock.now().replace(year=2090), sections=LOCKING) as room:
        yield room


@pytest.fixture
def page(context, address, room):  # noqa: F811
    """Before the first section."""
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: "Content Security" in said.text and wrong.append(said.text))
    page.goto(address + room.link)
    page.get_by_label("I have read what happens with my answers").check()
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**/sit/section/1")
    room.find_sitting()
    yield page
    assert wrong == []


def press(page, name, url):
    page.get_by_role("button", name=name).last.click()
    page.wait_for_url(url)


def begin(page):
    press(page, "Start this section", "**/sit/room/*")


def ends_in(seconds):
    """Let the section that runs end so many seconds from now."""
    with transaction():
        at = clock.now() + timedelta(seconds=seconds)
        session.execute(update(Sitting).values(section_ends_at=at))


def locked(room):
    with reading():
        sitting = queries.by_id(room.sitting_id)
        return sitting.section, sitting.locked_sections


def test_one_section_is_left_and_the_other_ends_by_its_clock(page, room):
    begin(page)
    page.get_by_label("Option b").check()
    press(page, "Next", "**/sit/room/2")
    press(page, "Finish this section", "**/sit/section/1/leave")
    expect(page.get_by_role("main")).to_contain_text("1 is unanswered")
    press(page, "Finish and lock", "**/sit/section/2")
    begin(page)
    expect(page.locator("[data-question='1']")).to_be_disabled()
    page.get_by_role("button", name="Next").last.click()
    page.wait_for_url("**/sit/room/4")
    ends_in(3)
    page.reload()
    page.get_by_label("Your answer").fill("typed until the end")
    page.wait_for_url("**/sit/room/5")
    assert locked(room) == (None, [0, 1])
    assert room.answer(1).value == {"choice": "b"}
    assert room.answer(4).value == {"text": "typed until the end"}


def test_the_end_is_kept_by_the_server_whatever_the_browsers_clock_says(page, room):
    begin(page)
    page.clock.install()
    page.reload()
    page.clock.fast_forward("11:00")
    expect(page.locator("#section-clock")).to_have_text(re.compile(r"^09:[345]\d$"))
    assert locked(room) == (0, [])


def test_what_is_left_of_it_is_said_aloud(page):
    begin(page)
    page.clock.install()
    page.reload()
    page.clock.fast_forward("05:01")
    expect(page.locator("#said")).to_have_text("5 minutes left in this section.")


def test_its_share_of_more_time_is_on_its_clock_within_five_seconds(page, room):
    begin(page)
    heard(room)
    with transaction():
        extending.extend(room.sitting_id, seconds=720, by=room.member, at=clock.now())
    expect(page.locator("#section-clock")).to_have_text(re.compile("^11:"), timeout=SOON)
    expect(page.locator("#clock")).to_contain_text("1:11:")


def test_what_was_typed_without_a_line_while_it_ended_is_late_and_told_so(
    page,
    context,  # noqa: F811
    room,
):
    begin(page)
    context.set_offline(True)
    page.get_by_label("Option b").check()
    expect(page.locator("#saved")).to_contain_text("Offline since")
    ends_in(-60)
    context.set_offline(False)
    page.wait_for_url("**/sit/section/2?late=yes")
    expect(page.get_by_role("main")).to_contain_text("kept, and marked as late")
    assert (room.counted(), room.late()) == (0, 1)


def test_what_belongs_to_a_free_section_waits_until_the_other_is_over(page, context, room):  # noqa: F811
    free = context.new_page()
    free.goto(page.url.replace("/section/1", "/room/5"))
    begin(page)
    free.get_by_label("Option b").check()
    expect(free.locator("#saved")).to_have_text("Not saved yet")
    assert room.answer(5) is None
    ends_in(-60)
    page.goto(page.url.replace("/room/1", "/review"))
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert room.answer(5).value == {"choice": "b"}


def test_it_is_gone_through_by_keys_alone(page):
    def tab_to(name):
        target = page.get_by_role("button", name=name).last
        for _ in range(40):
            page.keyboard.press("Tab")
            if target.evaluate("(one) => one === document.activeElement"):
                return page.keyboard.press("Enter")
        raise AssertionError(f"{name} can't be reached")

    tab_to("Start this section")
    page.wait_for_url("**/sit/room/1")
    page.keyboard.press("2")
    saved(page)
    for here in ("**/sit/room/2", "**/sit/section/1/leave"):
        page.locator("#keys").wait_for(state="attached")
        page.keyboard.press("n")
        page.wait_for_url(here)
    tab_to("Finish and lock this section")
    page.wait_for_url("**/sit/section/2")


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_before_in_or_after_a_section(page, mode):
    page.emulate_media(**MODES[mode])
    wrong = found(page, "start")
    begin(page)
    page.get_by_text("What the marks mean").click()
    wrong += found(page, "room")
    assert page.evaluate(CONTRAST) >= 4.5 or mode == "forced"
    press(page, "Finish this section", "**/leave")
    wrong += found(page, "leave")
    press(page, "Finish and lock", "**/sit/section/2")
    wrong += found(page, "start, one is locked")
    page.goto(page.url.replace("/section/2", "/review"))
    wrong += found(page, "review")
    assert wrong == []


def test_nothing_is_lost_or_scrolled_two_ways_in_a_small_window(page):
    page.set_viewport_size({"width": 320, "height": 256})
    begin(page)
    for part in ("#clock", "#section-clock", "#section-title", ".room-nav"):
        expect(page.locator(part)).to_be_visible()
    for path in ("room/1", "section/1/leave", "review"):
        page.goto(re.sub(r"/sit/.*", f"/sit/{path}", page.url))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert page.evaluate(OVERHANGING) == [], path
