"""Every page and state: nothing for axe to find, nothing cut off, nothing refused."""

import pytest

from tests.browser.scenes import CANDIDATE, SCENES
from tests.conftest import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
RUN = """async (options) => (await axe.run(document, options)).violations.flatMap(
    (one) => one.nodes.map((node) => `${one.id}: ${node.html}\\n${node.failureSummary}`))"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
NARROWEST = 320
SCROLLING = """() => [...document.querySelectorAll(".sheet, .card, main")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))"""
TARGET = 40
SMALL = """(least) => [...document.querySelectorAll(
    "button:not(.link), .button, .input:not([type=hidden]), summary, .choice, .opt, nav a, .mark")]
    .filter((one) => one.checkVisibility() && !one.closest(".hidden-text, .crumbs, .sheet-foot"))
    .filter((one) => !one.matches(".hidden-text, [aria-hidden]"))
    .filter((one) => Math.round(one.getBoundingClientRect().height) < least)
    .map((one) => one.outerHTML.slice(0, 160))"""
OVERHANGING = """() => [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
    .filter((one) => !one.closest("pre, .panes, .side nav, thead, .hidden-text"))
    .map((one) => one.outerHTML.slice(0, 200))"""


def pages_of(scenes):
    """A fixture: each scene once it has been played."""

    @pytest.fixture(scope="module", params=scenes, ids=lambda scene: scene.name)
    def page(visit, request):
        with visit.page(request.param, color_scheme="light") as page:
            page.evaluate(AXE)
            yield page

    return page


page = pages_of([one for one in SCENES if one not in CANDIDATE])


def test_axe_finds_nothing(page):
    assert page.evaluate(RUN, RULES) == []


def show(page, **media):
    """As it is drawn then: a script hears of it with the next frame."""
    page.emulate_media(**media)
    page.evaluate(DRAWN)


def test_contrast_holds_in_the_dark(page):
    show(page, color_scheme="dark")
    found = page.evaluate(RUN, ONLY_COLOURS)
    show(page, color_scheme="light")
    assert found == []


def test_contrast_holds_in_forced_colours(page):
    show(page, forced_colors="active")
    found = page.evaluate(RUN, ONLY_COLOURS)
    show(page, forced_colors="none")
    assert found == []


def test_nothing_is_cut_off_on_the_narrowest_screen(page):
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
    assert page.evaluate(OVERHANGING) == []


def test_nothing_is_cut_off_where_one_writes_from_right_to_left(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("document.documentElement.dir = 'rtl'")
    wide = page.evaluate("document.documentElement.scrollWidth")
    hanging = page.evaluate(OVERHANGING.replace("right > innerWidth + 1", "left < -1"))
    page.evaluate("document.documentElement.dir = 'ltr'")
    assert (wide, hanging) == (390, [])


def test_every_target_is_large_enough(page):
    page.set_viewport_size({"width": 1280, "height": 720})
    assert page.evaluate(SMALL, TARGET) == []


@pytest.mark.parametrize("width", [640, 768, 1024])
def test_nothing_is_cut_off_in_between(page, width):
    """640 is also what 1280 are at 200 %."""
    page.set_viewport_size({"width": width, "height": 720})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SCROLLING) == []


def test_the_browser_had_nothing_to_refuse(page):
    assert page.complaints == []
