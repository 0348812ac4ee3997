"""A question of every kind, and the room's other states: axe in each mode, zoom, targets."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.everything import KINDS, paper_of_everything
from tests.browser.test_axe import AXE, OVERHANGING, RULES, RUN, SMALL
from tests.browser.test_room import address, context, page, saved  # noqa: F401

MODES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
ZOOMS = {"200 %": (640, 360), "400 %": (320, 256)}
FINGER = 44


@pytest.fixture
def room(app, tmp_path):
    with paper_of_everything(app, tmp_path) as room:
        yield room


def look(page, kind):  # noqa: F811
    page.goto(re.sub(r"/(room/\d+|review)$", f"/room/{KINDS.index(kind) + 1}", page.url))


SEEN_ALL_THE_SAME = """() => document.querySelectorAll("span[aria-hidden]").forEach(
    (one) => one.removeAttribute("aria-hidden"))"""


def found(page, where):  # noqa: F811
    """What is kept from those who hear is read by those who see: its contrast counts too."""
    page.evaluate(AXE)
    page.evaluate(SEEN_ALL_THE_SAME)
    return [f"{where}: {one}" for one in page.evaluate(RUN, RULES)]


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_any_kind(page, mode):  # noqa: F811
    page.emulate_media(**MODES[mode])
    wrong = []
    for kind in KINDS:
        look(page, kind)
        wrong += found(page, kind)
    assert wrong == []


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_any_state(page, context, mode):  # noqa: F811
    page.emulate_media(**MODES[mode])
    page.get_by_label("Option b").check()
    saved(page)
    page.get_by_role("button", name="Flag for review").click()
    expect(page.get_by_role("button", name="Remove flag")).to_be_visible()
    page.get_by_text("What the marks mean").click()
    wrong = found(page, "answered and flagged")
    page.keyboard.press("?")
    wrong += found(page, "keys")
    page.keyboard.press("Escape")
    look(page, "freetext")
    page.get_by_label("Your answer").fill("so " * 121)
    expect(page.locator("#answer-words")).to_contain_text("121 words")
    wrong += found(page, "too many words")
    page.keyboard.press("Tab")
    saved(page)
    context.set_offline(True)
    page.get_by_label("Your answer").fill("so")
    page.get_by_role("button", name="Review", exact=True).last.click()
    expect(page.locator("#notice")).to_be_visible()
    wrong += found(page, "offline")
    context.set_offline(False)
    saved(page)
    page.goto(re.sub(r"/room/\d+$", "/review", page.url))
    wrong += found(page, "review")
    assert wrong == []


CONTRAST = """() => Math.min(...[...document.querySelectorAll(".room-list .mark")].map((one) => {
    const light = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map((n) => n / 255)
            .map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const { color, backgroundColor } = getComputedStyle(one);
    const [dark, bright] = [light(color), light(backgroundColor)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
}))"""


@pytest.mark.parametrize("mode", MODES)
def test_every_mark_can_be_read_whatever_its_state(page, mode):  # noqa: F811
    """Axe can't say: a flagged mark has a corner of its own."""
    page.emulate_media(**MODES[mode])
    page.get_by_label("Option b").check()
    saved(page)
    page.get_by_role("button", name="Flag for review").click()
    expect(page.get_by_role("button", name="Remove flag")).to_be_visible()
    assert page.evaluate(CONTRAST) >= 4.5
    look(page, "multiple")
    assert page.evaluate(CONTRAST) >= 4.5


@pytest.mark.parametrize("zoom", ZOOMS)
def test_nothing_is_lost_or_scrolled_two_ways_when_zoomed(page, zoom):  # noqa: F811
    width, height = ZOOMS[zoom]
    page.set_viewport_size({"width": width, "height": height})
    for kind in KINDS:
        look(page, kind)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
        assert page.evaluate(OVERHANGING) == [], kind
        for part in (".room-clock", "#times", "#stem", "#answer", ".question-foot", ".room-nav"):
            expect(page.locator(part)).to_be_visible()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_in_viewport()
    assert dialog.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    page.get_by_label("Go to question").scroll_into_view_if_needed()
    expect(page.get_by_label("Go to question")).to_be_in_viewport()


def test_a_text_is_written_and_counted_at_400_percent(page, room):  # noqa: F811
    page.set_viewport_size({"width": 320, "height": 256})
    look(page, "freetext")
    box = page.get_by_label("Your answer")
    box.fill("It is so. " * 20)
    count = page.locator("#answer-words")
    expect(count).to_have_text("60 of 120 words")
    count.scroll_into_view_if_needed()
    expect(count).to_be_in_viewport()
    assert box.bounding_box()["width"] <= 320
    saved(page)


def test_a_finger_finds_every_target(chromium, page):  # noqa: F811
    touched = chromium.new_context(
        storage_state=page.context.storage_state(), has_touch=True, is_mobile=True,
        viewport={"width": 390, "height": 844}, reduced_motion="reduce",
    )  # fmt: skip
    try:
        other = touched.new_page()
        for position in range(1, len(KINDS) + 1):
            other.goto(re.sub(r"/room/\d+$", f"/room/{position}", page.url))
            assert other.evaluate("matchMedia('(pointer: coarse)').matches")
            assert other.evaluate(SMALL, FINGER) == []
            assert other.locator(".grip").evaluate_all(
                "(all) => all.filter((one) => one.getBoundingClientRect().height < 44).length"
            ) == 0  # fmt: skip
    finally:
        touched.close()
