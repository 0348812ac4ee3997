"""The gauge, Assay's signature: a score drawn with its error and its cut, as one small SVG. Pure.

Classes only, no style: a page styles it by assets/gauge.css, the PDF by the same rules in its own
colours. The classes, and what wears them:

    gauge                  the svg; with it one tone:
    gauge-above, gauge-review, gauge-below, gauge-plain (no cut)
    gauge-track            the whole scale, 0 to 100
    gauge-interval         the 95 % interval, the outer band
    gauge-likely           the likely range (one standard error), the inner band
    gauge-cut              the cut score, a dashed line
    gauge-point            the score
"""

from markupsafe import Markup

from assay.marking.scoring import Number
from assay.marking.words import ends, whole

Ends = tuple[Number, Number]

HEIGHT = 26
MIDDLE = 13
THICK = 8
EDGE = 6
"""Room on either side for a point at 0 or 100."""


def svg(
    score: Number, likely: Ends, interval: Ends, cut: Number | None, band: str | None,
    width: int = 180, said: str = "",
) -> Markup:  # fmt: skip
    """All numbers on the scale of 0 to 100; `width` in pixels, the height is always 26.

    `said`: what is told in place of the label, to those who read another language.
    """
    tone = band or "plain"
    parts = [
        _bar("track", _x(0, width) - THICK / 2, _x(100, width) + THICK / 2, corner=THICK / 2),
        _bar("interval", _x(interval[0], width), _x(interval[1], width)),
        _bar("likely", _x(likely[0], width), _x(likely[1], width)),
    ]
    if cut is not None:
        parts.append(_line("cut", _x(cut, width)))
    parts.append(_point("point", _x(score, width)))
    return Markup(
        '<svg class="gauge gauge-{tone}" viewBox="0 0 {width} {height}" width="{width}"'
        ' height="{height}" role="img" aria-label="{label}">{parts}</svg>'
    ).format(
        tone=tone,
        width=width,
        height=HEIGHT,
        label=said or label(score, likely, interval, cut, band),
        parts=Markup("").join(parts),
    )


def label(score: Number, likely: Ends, interval: Ends, cut: Number | None, band: str | None) -> str:
    """What the gauge shows, for those who hear it."""
    inner, outer = ends(*likely, cut), ends(*interval)
    words = (
        f"{whole(score)} of 100, likely {inner[0]} to {inner[1]},"
        f" 95 % interval {outer[0]} to {outer[1]}"
    )
    if cut is None or band is None:
        return words
    lies = {
        "above": "above the cut score of {}",
        "below": "below the cut score of {}",
        "review": "review: the cut score of {} lies within the likely range",
    }[band]
    return f"{words}; {lies.format(cut)}"


def _x(score: Number, width: int) -> float:
    return EDGE + min(100.0, max(0.0, float(score))) / 100 * (width - 2 * EDGE)


def _bar(name: str, start: float, end: float, *, corner: float = 0) -> Markup:
    rounded = Markup(' rx="{:g}"').format(corner) if corner else ""
    bar = Markup('<rect class="gauge-{}" x="{:.2f}" y="{:g}" width="{:.2f}" height="{}"{}/>')
    return bar.format(name, start, MIDDLE - THICK / 2, end - start, THICK, rounded)


def _line(name: str, x: float) -> Markup:
    return Markup('<line class="gauge-{}" x1="{x:.2f}" x2="{x:.2f}" y1="3" y2="23"/>').format(
        name, x=x
    )


def _point(name: str, x: float) -> Markup:
    return Markup('<circle class="gauge-{}" cx="{:.2f}" cy="{}" r="5"/>').format(name, x, MIDDLE)
