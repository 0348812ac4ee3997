"""render(): a report's content as one document for print. Pure; it links to nothing.

It is HTML that is well-formed XML, too: the renderer reads it by a parser that mends nothing.
Its style sheet is style(), handed to the renderer apart, which reads it once for many reports.
"""

import re
import unicodedata
from base64 import b64encode
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from functools import cache, partial
from importlib.resources import files

import segno
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assay.marking import gauge as gauges
from assay.marking import words
from assay.marking.scoring import LIKELY_Z, Measure, Number, wilson
from assay.reports import evidence, prose
from assay.reports.content import Content, Question
from assay.sittings.resits import ordinal
from assay.tenancy.letterhead import PLAIN, Letterhead

STATUS = {
    "right": "Right",
    "partly": "Partly",
    "wrong": "Wrong",
    "none": "No answer",
    "person": "Still to be marked",
    "left_out": "Left out",
}
SHEETS = ("report.css", "sheets.css", "answers.css")
LONG_NAME = 26
MANY_LINES, MANY_QUESTIONS, RULES_FROM = 8, 15, 18
"""From here on the tables are set closer, so that a page holds what belongs together."""
MOST_FORESEEN = 300

_pages = Environment(
    loader=PackageLoader("assay.reports"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(
    content: Content,
    *,
    verify_url: str | None = None,
    head: Letterhead = PLAIN,
    logo: bytes | None = None,
    missing: Collection[str] = (),
) -> str:
    """The document; a QR code only where there is a page that it could lead to.

    `logo` is a PNG. `missing`: letters that no font has; in answers they are told by their numbers.
    """
    return _pages.get_template("report.html").render(
        it=content,
        verify_url=verify_url,
        qr=qr(verify_url) if verify_url else None,
        many_numbers=any(line.measure for line in content.lines),
        sitting=sitting(content.nth),
        long_name=_breadth(content.candidate) > LONG_NAME,
        kinds=kinds(content.questions),
        needed=needed(content),
        head=head,
        logo=f"data:image/png;base64,{b64encode(logo).decode()}" if logo else None,
        blocks=partial(prose.blocks, missing=missing),
        inline=partial(prose.inline, missing=missing),
        seen=partial(prose.visible, missing=missing),
    )


@cache
def style() -> str:
    """The style sheet of the printed report, without its fonts."""
    folder = files("assay.reports") / "templates"
    return "".join((folder / name).read_text("utf-8") for name in SHEETS)


def sitting(nth: int) -> str:
    """`first sitting`, `12th sitting`."""
    return f"{ordinal(nth)} sitting"


def points(number: Decimal) -> str:
    """`2`, `1.5`, `0.33`: at most two decimals, no trailing zeros."""
    return f"{number.quantize(Decimal('0.01')).normalize():f}"


def day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def spell(seconds: int) -> str:
    """`4 minutes`, `4 minutes 20 seconds`."""
    minutes, rest = divmod(seconds, 60)
    parts = [counted(minutes, "minute", "minutes")] * bool(minutes)
    parts += [counted(rest, "second", "seconds")] * bool(rest or not minutes)
    return " ".join(parts)


def plain(text: str) -> str:
    """Without control characters and without signs that turn the direction of what follows."""
    kept = (
        sign
        for sign in re.sub(r"\s+", " ", text)
        if unicodedata.category(sign) not in ("Cc", "Cf") or sign in prose.JOINERS
    )
    return "".join(kept).strip()


def own(text: str) -> str:
    """A name within a line: it keeps its own direction, and gives it to nothing around it."""
    return f"\u2068{plain(text)}\u2069"


def gauge(measure: Measure, cut: Number | None, width: int) -> Markup:
    """The pages' own gauge, with the title and the colours that a PDF wants inside of it."""
    likely = (measure.likely.low, measure.likely.high)
    interval = (measure.interval.low, measure.interval.high)
    drawn = gauges.svg(measure.percent, likely, interval, cut, measure.band, width)
    start, end = drawn.split(">", 1)
    said = gauges.label(measure.percent, likely, interval, cut, measure.band)
    shapes = Markup(_inked(str(end), measure.band))  # noqa: S704 (our own drawing)
    return _named(Markup("{}><title>{}</title>{}").format(start, said, shapes))


INKS = {"above": "#0f6257", "review": "#8a5a00", "below": "#a13a25", None: "#4a5666"}
PAINTS = {
    "track": 'fill="#dedbd2"',
    "interval": 'fill="{ink}" fill-opacity=".24"',
    "likely": 'fill="{ink}" fill-opacity=".52"',
    "cut": 'fill="none" stroke="#1b2430" stroke-width="1.5" stroke-dasharray="3 2"',
    "point": 'fill="{ink}" stroke="#ffffff" stroke-width="1.5"',
}


def _inked(shapes: str, band: str | None) -> str:
    """A style sheet within each drawing would be read once for each: attributes cost nothing."""
    for name, paint in PAINTS.items():
        shapes = shapes.replace(f'class="gauge-{name}"', paint.format(ink=INKS[band]))
    return shapes


def verdict(measure: Measure, cut: Number | None) -> str:
    return words.verdict(measure.band, measure.likely.low, measure.likely.high, cut)


def needed(content: Content) -> int | None:
    """How many equal questions would move the cut out of the likely range at this share of points.

    None where the band is settled, or no number of questions that people sit would do.
    """
    measure, cut = content.measure, content.cut_score
    if measure is None or cut is None or measure.band != "review":
        return None
    for n in range(int(content.effective_n) + 1, MOST_FORESEEN + 1):
        low, high = wilson(measure.percent / 100, n, z=LIKELY_Z)
        if not 100 * low <= cut <= 100 * high:
            return n
    return None


def kinds(questions: tuple[Question, ...]) -> list[tuple[str, int, str]]:
    """(name, how many, how it earns) of each kind that was asked."""
    asked = [question.kind for question in questions]
    return [
        (name, asked.count(kind), evidence.RULES[kind])
        for kind, name in evidence.KINDS.items()
        if kind in asked
    ]


def qr(url: str) -> Markup:
    drawn = segno.make(url, error="m").svg_inline(
        svgclass="qr", lineclass=None, omitsize=True, border=0, title=f"QR code: {url}"
    )
    return _named(Markup(drawn))  # noqa: S704 (segno's own drawing)


def _named(drawing: Markup) -> Markup:
    """A drawing within XML says what it is; within HTML that is known by its name."""
    return drawing.replace("<svg ", Markup('<svg xmlns="http://www.w3.org/2000/svg" '), 1)


def _breadth(name: str) -> int:
    """Letters, the wide ones of East Asia counted twice."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in name)


_pages.globals.update(gauge=gauge, verdict=verdict, counted=counted, BANDS=words.BANDS)
_pages.globals.update(STATUS=STATUS, MANY_LINES=MANY_LINES, MANY_QUESTIONS=MANY_QUESTIONS)
_pages.globals.update(RULES_FROM=RULES_FROM, KINDS=evidence.KINDS, cut=prose.cut, spell=spell)
_pages.globals["PLAIN"] = PLAIN
_pages.filters.update(points=points, day=day, whole=words.whole, plain=plain, own=own)
