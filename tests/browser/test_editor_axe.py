"""The code editor as axe, narrow screens and readers from the right meet it."""

import pytest

from tests.browser.test_axe import AXE, ONLY_COLOURS, OVERHANGING, RULES, RUN, SMALL, TARGET
from tests.browser.test_editor import button, code, room, write  # noqa: F401
from tests.browser.test_room import address, context, page  # noqa: F401


def in_all_states(page):  # noqa: F811
    """Changes marked, something found, then the question before a reset."""
    yield "as it opens"
    write(page, "x = 1  # a note\ndef f():\n    return None, True, 1.5\n")
    button(page, "Mark changes").click()
    button(page, "Find").click()
    page.get_by_role("textbox", name="Find", exact=True).fill("def")
    page.keyboard.press("Enter")
    yield "changed and found"
    button(page, "Reset file").click()
    yield "asked"


@pytest.mark.parametrize("colours", ["light", "dark", "forced"])
def test_axe_finds_nothing_in_any_state(page, colours):  # noqa: F811
    if colours == "forced":
        page.emulate_media(forced_colors="active")
    else:
        page.emulate_media(color_scheme=colours)
    page.evaluate(AXE)
    found = {state: page.evaluate(RUN, RULES) for state in in_all_states(page)}
    assert found == {state: [] for state in found}


def test_the_other_colours_hold_their_contrast_on_either_page(page):  # noqa: F811
    page.evaluate(AXE)
    button(page, "Dark colours").click()
    for _ in in_all_states(page):
        assert page.evaluate(RUN, ONLY_COLOURS) == []
    page.get_by_role("button", name="Keep what I have").click()
    page.emulate_media(color_scheme="dark")
    button(page, "Dark colours").click()
    assert page.evaluate(RUN, ONLY_COLOURS) == []


@pytest.mark.parametrize(("width", "direction"), [(320, "ltr"), (390, "ltr"), (390, "rtl")])
def test_nothing_is_cut_off_on_narrow_screens(page, width, direction):  # noqa: F811
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    hanging = OVERHANGING if direction == "ltr" else OVERHANGING.replace(
        "right > innerWidth + 1", "left < -1"
    )  # fmt: skip
    for state in in_all_states(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state
        assert page.evaluate(hanging) == [], state
        assert page.evaluate(SMALL, TARGET) == [], state


def test_code_is_read_from_the_left_on_a_page_from_the_right(page):  # noqa: F811
    page.evaluate("document.documentElement.dir = 'rtl'")
    seen = code(page).evaluate(
        "(e) => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]"
    )
    assert seen == ["ltr", "start"]
    gutter, text = page.locator(".cm-gutters").bounding_box(), code(page).bounding_box()
    assert gutter["x"] < text["x"]
