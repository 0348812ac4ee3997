"""A whole sitting with a question of every kind by keys alone, from the link to the receipt."""

import re

import pytest
from playwright.sync_api import expect

from assay.core.db import reading
from assay.sittings import queries
from tests.browser.everything import KINDS, paper_of_everything
from tests.browser.test_axe import OVERHANGING
from tests.browser.test_room import address, context, saved  # noqa: F401

IN_EDITOR = "Boolean(document.activeElement.closest('.cm-content[contenteditable=true]'))"
FAR = 90
"""More presses of Tab than any of the pages has places."""
WHERE = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect();
    const bar = document.querySelector(".room-bar")?.getBoundingClientRect();
    const under = bar && !one.closest(".room-bar") && getComputedStyle(one).position !== "absolute"
        && box.bottom <= bar.bottom && box.bottom > 0;
    const ring = getComputedStyle(one).outlineStyle !== "none" || one.closest(".cm-editor");
    return [one.tagName, Boolean(under), Boolean(ring), one.outerHTML.slice(0, 90)];
}"""


@pytest.fixture
def room(app, tmp_path):
    with paper_of_everything(app, tmp_path) as room:
        yield room


@pytest.fixture
def page(context):  # noqa: F811
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert wrong == []


def tab_to(page, wanted, key="Tab"):
    """Press Tab until it is there; each place on the way shows where one is, and is in sight."""
    for _ in range(FAR):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        if page.evaluate(IN_EDITOR):
            page.keyboard.press("Escape")
        page.keyboard.press(key)
        name, is_under, has_ring, what = page.evaluate(WHERE)
        assert not is_under, f"under the bar: {what}"
        assert has_ring or name in ("BODY", "MAIN"), f"nothing shows the focus: {what}"
    raise AssertionError(f"no way by keys to {wanted}")


def press(page, words, key="Enter"):
    tab_to(page, page.get_by_role("button", name=words, exact=True).last)
    page.keyboard.press(key)


def choose(page, words):
    """Radios are one place: the arrows go on inside."""
    tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    while not page.get_by_role("radio", name=words).is_checked():
        page.keyboard.press("ArrowDown")


def tick(page, *labels):
    for words in labels:
        tab_to(page, page.get_by_role("checkbox", name=words))
        page.keyboard.press("Space")


def put_in_order(page):
    press(page, "Move down: Option a")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Now line 3 of 3.")


def write(page, words):
    tab_to(page, page.get_by_label("Your answer"))
    page.keyboard.type(words)


def write_code(page):
    """Into the editor, and out of it again by Esc and Tab."""
    editor = page.locator(".cm-content[contenteditable=true]").first
    tab_to(page, editor)
    page.keyboard.press("Control+Home")
    page.keyboard.type("x = 1\n")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(editor).not_to_be_focused()


def match(page):
    """A closed list takes the letter, or the arrows."""
    tab_to(page, page.get_by_label("upper()"))
    page.keyboard.press("ArrowDown")


def tick_lines(page):
    tab_to(page, page.locator("#line-6"))
    page.keyboard.press("Space")


ACTS = {
    "single": lambda page: choose(page, "Option b"),
    "multiple": lambda page: tick(page, "Option a", "Option c"),
    "ordering": put_in_order,
    "fillin": lambda page: write(page, "striptags"),
    "output": lambda page: choose(page, "Option a"),
    "bugfix": write_code,
    "matching": match,
    "scenario": lambda page: choose(page, "Escape it"),
    "hotspot": tick_lines,
    "freetext": lambda page: write(page, "What comes from outside is escaped."),
}
SHAPES = {
    "single": {"choice": "b"},
    "multiple": {"choices": ["a", "c"]},
    "ordering": {"order": ["b", "c", "a"]},
    "fillin": {"text": "striptags"},
    "output": {"choice": "a"},
    "matching": {"pairs": {"2": "a"}},
    "scenario": {"choice": "b"},
    "hotspot": {"lines": ["6"]},
    "freetext": {"text": "What comes from outside is escaped."},
}


def test_a_paper_of_every_kind_is_sat_by_keys_alone(page, address, room):  # noqa: F811
    page.goto(address + room.link)
    tab_to(page, page.get_by_role("checkbox").last)
    page.keyboard.press("Space")
    press(page, "Start")
    page.wait_for_url("**/sit/room/1")
    room.find_sitting()
    for position, kind in enumerate(KINDS, start=1):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Question {position}")
        ACTS[kind](page)
        saved(page)
        press(page, "Review" if position == len(KINDS) else "Next")
        page.wait_for_url("**/sit/review" if position == len(KINDS) else f"**/room/{position + 1}")
    expect(page.get_by_text("10 of 10 answered.")).to_be_visible()
    press(page, "Hand in")
    page.wait_for_url("**/sit/done")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are handed in")
    with reading():
        kept = {KINDS[at - 1]: one.value for at, one in queries.answers(room.sitting_id).items()}
        fingerprint = queries.receipt(room.sitting_id)
    code = kept.pop("bugfix")
    assert kept == SHAPES
    assert code["files"]["app.py"].startswith("x = 1\n")
    expect(page.locator(".receipt")).to_contain_text(fingerprint)


def test_where_the_window_is_small_as_at_400_percent_nothing_covers_the_place(page, address, room):  # noqa: F811
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(address + room.link)
    page.get_by_role("checkbox").last.check()
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**/sit/room/1")
    for position in range(1, len(KINDS) + 1):
        page.goto(re.sub(r"/room/\d+$", f"/room/{position}", page.url))
        tab_to(page, page.get_by_role("button", name="Flag for review"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, position
        assert page.evaluate(OVERHANGING) == []
        assert (
            page.evaluate("() => getComputedStyle(document.querySelector('.room-bar')).position")
            == "static"
        )
