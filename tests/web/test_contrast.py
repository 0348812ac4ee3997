"""The tokens hold the contrast they promise, in both themes."""

import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[2] / "platform/assay/web/assets"
CSS = ASSETS / "css/tokens.css"
EDITOR = ASSETS / "editor/editor.css"

TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "accent", "accent-deep", "above", "review",
                                "below") for ground in ("paper", "ground")),
    ("accent-ink", "accent"), ("accent-ink", "accent-deep"), ("accent", "accent-soft"),
    ("ink", "accent-soft"), ("above", "above-soft"), ("review", "review-soft"),
    ("below", "below-soft"), ("paper", "below"),
    *((f"code-{kind}", "code-ground") for kind in ("comment", "keyword", "string", "number", "name",
                                                   "operator", "error")),
]  # fmt: skip
BORDERS = [
    ("line-strong", "paper"), ("line-strong", "ground"), ("accent", "paper"), ("below", "paper"),
    ("focus", "paper"), ("focus", "ground"),
]  # fmt: skip


def themes() -> dict[str, dict[str, str]]:
    light, dark = CSS.read_text().split("@media (prefers-color-scheme: dark)")
    found = {
        name: dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", css))
        for name, css in (("light", light), ("dark", dark))
    }
    assert found["light"].keys() == found["dark"].keys()
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_pair_is_at_least_four_and_a_half_to_one(theme):
    tokens = themes()[theme]
    weak = [(a, b) for a, b in TEXT if contrast(tokens[a], tokens[b]) < 4.5]
    assert weak == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_border_of_a_control_is_at_least_three_to_one(theme):
    tokens = themes()[theme]
    weak = [(a, b) for a, b in BORDERS if contrast(tokens[a], tokens[b]) < 3]
    assert weak == []


def colours_of_code(look: str) -> dict[str, str]:
    """What the code editor repeats of a theme, and adds for itself."""
    block = EDITOR.read_text().split(f'[data-look="{look}"] .editor-panels {{')[1].split("}")[0]
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", block))


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_code_editor_has_the_colours_of_the_tokens(look):
    tokens, its = themes()[look], colours_of_code(look)
    assert its.keys() - tokens.keys() == {"code-line", "code-chosen"}
    assert {name: its[name] for name in its.keys() & tokens.keys()} == {
        name: tokens[name] for name in its.keys() & tokens.keys()
    }
    assert {name for name in tokens if name.startswith("code-")} <= its.keys()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_code_is_read_on_every_ground_that_the_editor_gives_it(look):
    its = colours_of_code(look)
    inks = ["ink", *(name for name in its if name.startswith("code-")
                     and name not in ("code-ground", "code-line", "code-chosen"))]  # fmt: skip
    grounds = ["code-ground", "code-line", "code-chosen", "above-soft", "below-soft", "review-soft"]
    weak = [(a, b) for a in inks for b in grounds if contrast(its[a], its[b]) < 4.5]
    assert (len(inks), weak) == (8, [])
