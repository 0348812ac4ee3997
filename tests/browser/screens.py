"""Photographs every scene into var/screens/: `./run test tests/browser/screens.py`.

Not collected otherwise. `-k candidates` takes those scenes only. Each is taken wide and narrow, in
light and dark: the whole page.
"""

import pytest

from tests.browser.scenes import SCENES
from tests.conftest import ROOT

FOLDER = ROOT / "var" / "screens"
WIDTHS = (1440, 390)
THEMES = ("light", "dark")


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_photograph(visit, scene):
    FOLDER.mkdir(parents=True, exist_ok=True)
    with visit.page(scene, viewport={"width": 1440, "height": 900}) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900 if width > 500 else 844})
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                page.screenshot(path=FOLDER / f"{scene.name}-{width}-{theme}.png", full_page=True)
