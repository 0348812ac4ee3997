"""render(): a report's content as one HTML document for print. Pure; it links to nothing.

Its style sheet is style(), handed to the renderer apart, which reads it once for many reports.
"""

import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

import segno
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assay.marking import gauge as gauges
from assay.marking import words
from assay.marking.scoring import Measure, Number
from assay.reports.content import Content

STATUS = {
    "right": "Right",
    "partly": "Partly right",
    "wrong": "Wrong",
    "none": "No answer",
    "person": "Still to be marked",
}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
LONG_NAME = 26

_pages = Environment(
    loader=PackageLoader("assay.reports"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(content: Content, *, verify_url: str | None = None) -> str:
    """The document; a QR code only where there is a page that it could lead to."""
    return _pages.get_template("report.html").render(
        it=content,
        verify_url=verify_url,
        qr=_qr(verify_url) if verify_url else None,
        many_numbers=any(line.measure for line in content.lines),
        sitting=sitting(content.nth),
        long_name=_breadth(content.candidate) > LONG_NAME,
    )


@cache
def style() -> str:
    """The style sheet of the printed report, without its fonts."""
    folder = files("assay.reports") / "templates"
    return "".join((folder / name).read_text("utf-8") for name in ("report.css", "sheets.css"))


def sitting(nth: int) -> str:
    """`first sitting`, `12th sitting`."""
    if 1 <= nth <= len(ORDINALS):
        return f"{ORDINALS[nth - 1]} sitting"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(nth % 10 if nth % 100 not in (11, 12, 13) else 0, "th")
    return f"{nth}{ending} sitting"


def points(number: Decimal) -> str:
    """`2`, `1.5`, `0.33`: at most two decimals, no trailing zeros."""
    return f"{number.quantize(Decimal('0.01')).normalize():f}"


def day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def gauge(measure: Measure, cut: Number | None, width: int) -> Markup:
    """The pages' own gauge, with the title and the rules that a PDF wants inside of it."""
    likely = (measure.likely.low, measure.likely.high)
    interval = (measure.interval.low, measure.interval.high)
    drawn = gauges.svg(measure.percent, likely, interval, cut, measure.band, width)
    start, end = drawn.split(">", 1)
    said = gauges.label(measure.percent, likely, interval, cut, measure.band)
    style = Markup(_gauge_style())  # noqa: S704 (our own style sheet)
    return Markup("{}><title>{}</title><style>{}</style>{}").format(start, said, style, end)


@cache
def _gauge_style() -> str:
    """A renderer of print applies to a drawing only what stands within it."""
    return (files("assay.reports") / "templates" / "gauge.css").read_text("utf-8")


def verdict(measure: Measure, cut: Number | None) -> str:
    return words.verdict(measure.band, measure.likely.low, measure.likely.high, cut)


def _qr(url: str) -> Markup:
    drawn = segno.make(url, error="m").svg_inline(
        svgclass="qr", lineclass=None, omitsize=True, border=0, title=f"QR code: {url}"
    )
    return Markup(drawn)  # noqa: S704 (segno's own drawing)


def _breadth(name: str) -> int:
    """Letters, the wide ones of East Asia counted twice."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in name)


_pages.globals.update(gauge=gauge, verdict=verdict, counted=counted, BANDS=words.BANDS)
_pages.globals["STATUS"] = STATUS
_pages.filters.update(points=points, day=day, whole=words.whole)
