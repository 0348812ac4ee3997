"""An organisation's colour, made fit to be read: palette(). Pure.

Contrast is WCAG 2.2's (relative luminance, 1.4.3). The grounds repeat the front end's tokens.css;
a test compares the two.
"""

import re
from dataclasses import dataclass

LEAST = 4.5
STEPS = 50
ASSAYS_OWN = "#0f6257"
_written = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")


@dataclass(frozen=True, kw_only=True)
class Theme:
    """What colours stand on; `far` is where a colour goes that can't be read yet."""

    paper: str
    ground: str
    ink: str
    far: str
    soft: float
    """How much paper there is in the soft tint."""
    on_accent: float
    """How black the words on the accent are, made of the accent; none: they are white."""


LIGHT = Theme(
    paper="#ffffff", ground="#f6f5f1", ink="#1b2430", far="#000000", soft=0.89, on_accent=0
)
DARK = Theme(
    paper="#1c222b", ground="#14191f", ink="#eceae4", far="#ffffff", soft=0.82, on_accent=0.86
)


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The four tokens that an organisation's colour replaces."""

    accent: str
    deep: str
    ink: str
    soft: str


def parse(written: str) -> str | None:
    """`#7A1F5C`, `7a1f5c` and `#abc` as #rrggbb in small letters; None where it is no colour."""
    found = _written.fullmatch(written.strip().lower())
    if found is None:
        return None
    digits = found[1]
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def palette(chosen: str, theme: Theme) -> Palette:
    """The chosen colour, moved no further towards `theme.far` than every pair needs."""
    steps = (_tokens(mix(chosen, theme.far, step / STEPS), theme) for step in range(STEPS + 1))
    return next(found for found in steps if _is_legible(found, theme))


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """So much of the other in it, channel by channel."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _tokens(accent: str, theme: Theme) -> Palette:
    ink = mix(accent, "#000000", theme.on_accent) if theme.on_accent else "#ffffff"
    return Palette(
        accent=accent,
        deep=mix(accent, theme.far, 0.25),
        ink=ink,
        soft=mix(accent, theme.paper, theme.soft),
    )


def _is_legible(tokens: Palette, theme: Theme) -> bool:
    pairs = (
        *((colour, on) for colour in (tokens.accent, tokens.deep)
          for on in (theme.paper, theme.ground, tokens.ink)),
        (tokens.accent, tokens.soft),
        (theme.ink, tokens.soft),
    )  # fmt: skip
    return all(contrast(one, other) >= LEAST for one, other in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def stylesheet(chosen: str) -> str:
    """The tokens of the chosen colour, for light and for dark; a few hundred bytes."""
    return _rule(palette(chosen, LIGHT)) + (
        f"@media (prefers-color-scheme: dark) {{{_rule(palette(chosen, DARK))}}}"
    )


def _rule(tokens: Palette) -> str:
    return (
        f":root {{--accent: {tokens.accent}; --accent-deep: {tokens.deep};"
        f" --accent-ink: {tokens.ink}; --accent-soft: {tokens.soft}}}"
    )
