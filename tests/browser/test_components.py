"""The page of components, photographed in both themes and in forced colours; where it is not."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from assay.app import create_app
from tests.browser.scene import Scene
from tests.conftest import ROOT
from tests.visitor import Visitor

FOLDER = ROOT / "var" / "screens"
GALLERY = Scene("components", "nobody", "/dev/components")
GROUNDS = {"light": (0xF6, 0xF5, 0xF1), "dark": (0x14, 0x19, 0x1F)}


def photographed(page, name):
    FOLDER.mkdir(parents=True, exist_ok=True)
    taken = page.screenshot(path=FOLDER / f"{name}.png", full_page=True)
    return Image.open(io.BytesIO(taken)).convert("RGB")


@pytest.mark.parametrize("theme", GROUNDS)
def test_every_component_is_photographed_in_its_theme(visit, theme):
    with visit.page(GALLERY, color_scheme=theme) as page:
        picture = photographed(page, f"components-{theme}")
    assert picture.getpixel((5, picture.height // 2)) == GROUNDS[theme]
    assert len(picture.getcolors(1 << 24)) > 100


def test_in_forced_colours_every_state_is_still_told_apart(visit):
    with visit.page(GALLERY, forced_colors="active") as page:
        photographed(page, "components-forced")
        marks = page.locator(".mark")
        looks = [_look(marks.nth(i)) for i in range(marks.count())]
        options = page.locator("#answers .opt")
        assert _look(options.nth(0)) != _look(options.nth(1))
    assert len({looks[1], looks[2], looks[5]}) == 3


def _look(locator):
    return locator.evaluate(
        "(one) => ['backgroundColor', 'outlineStyle', 'outlineWidth', 'borderTopColor']"
        ".map((name) => getComputedStyle(one)[name]).join()"
    )


def test_a_page_of_components_is_only_where_one_develops(settings, cleared):
    assert Visitor(create_app(settings)).get("/dev/components").status == 404
    developing = create_app(replace(settings, development=True))
    assert Visitor(developing).get("/dev/components").status == 200
