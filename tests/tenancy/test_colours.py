"""Whatever colour an organisation chooses, what is written in it can be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.tenancy.colours import ASSAYS_OWN, DARK, LIGHT, contrast, mix, palette, parse
from tests.conftest import ROOT

TOKENS = ROOT / "platform/assay/web/assets/css/tokens.css"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
THEMES = st.sampled_from([LIGHT, DARK])


@given(COLOURS, THEMES)
def test_every_pair_can_be_read_in_every_colour(chosen, theme):
    tokens = palette(chosen, theme)
    for on in (theme.paper, theme.ground, tokens.soft, tokens.ink):
        assert contrast(tokens.accent, on) >= 4.5
    assert contrast(tokens.deep, tokens.ink) >= 4.5
    assert contrast(theme.ink, tokens.soft) >= 4.5


@given(COLOURS, THEMES)
def test_a_colour_that_was_made_to_pass_is_not_moved_again(chosen, theme):
    passed = palette(chosen, theme)
    assert palette(passed.accent, theme) == passed


@pytest.mark.parametrize("chosen", [ASSAYS_OWN, "#7a1f5c", "#1d4ed8", "#000000"])
def test_a_colour_that_passes_stays_as_it_was_chosen(chosen):
    assert palette(chosen, LIGHT).accent == chosen


@pytest.mark.parametrize(
    ("chosen", "used", "share"), [("#ffe600", "#756a00", 0.54), ("#ff6b35", "#b24b25", 0.30)]
)
def test_a_light_colour_is_darkened_until_it_passes_and_no_further(chosen, used, share):
    assert palette(chosen, LIGHT).accent == used == mix(chosen, "#000000", share)
    a_step_before = mix(chosen, "#000000", share - 0.02)
    soft = mix(a_step_before, LIGHT.paper, LIGHT.soft)
    assert min(contrast(a_step_before, on) for on in (LIGHT.ground, soft)) < 4.5


def test_in_the_dark_a_colour_is_lightened():
    assert palette("#000080", DARK).accent > "#000080"


def test_the_grounds_are_those_of_the_style_sheet():
    light, dark = TOKENS.read_text("utf-8").split("@media (prefers-color-scheme: dark)")
    for theme, css in ((LIGHT, light), (DARK, dark)):
        declared = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", css))
        assert (theme.paper, theme.ground, theme.ink) == (
            declared["paper"], declared["ground"], declared["ink"],
        )  # fmt: skip
    assert re.search(r"--accent: (#[0-9a-f]{6})", light)[1] == ASSAYS_OWN


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("#7A1F5C", "#7a1f5c"), (" 7a1f5c ", "#7a1f5c"), ("#abc", "#aabbcc"), ("red", None),
        ("#12345", None), ("", None), ("#7a1f5c;}", None), ("url(//x)", None), ("#７a1f5c", None),
    ],
)  # fmt: skip
def test_a_colour_is_six_digits_or_three_and_nothing_else(written, read):
    assert parse(written) == read
