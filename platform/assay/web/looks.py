"""What templates may call: the gauge, instants in the organisation's zone, rendered Markdown."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, g
from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup

from assay.bank import markdown
from assay.bank.view import as_block
from assay.marking import gauge, words
from assay.web import brand
from assay.web.forms.fields import leaves


def zone() -> ZoneInfo:
    """The zone that this page's reader expects: the organisation's; outside of any, UTC."""
    return ZoneInfo(g.organisation.time_zone if "organisation" in g else "UTC")


def when(instant: datetime | None, form: str = "minute") -> Markup:
    """`24 Nov 2026, 14:02` in a <time> element; form "day" leaves the clock out."""
    if instant is None:
        return Markup("")
    local = instant.astimezone(zone())
    told = f"{local.day} {local:%b %Y}" + (f", {local:%H:%M}" if form == "minute" else "")
    outside = form == "minute" and "organisation" not in g
    return Markup('<time class="{}" datetime="{}">{}</time>').format(
        "" if outside else "nowrap", instant.isoformat(), told + (" UTC" if outside else "")
    )


def utc(instant: datetime) -> Markup:
    """`24 November 2026, 14:02 UTC`, where nobody's zone is known."""
    told = f"{instant.day} {instant:%B %Y, %H:%M} UTC"
    return Markup('<time datetime="{}">{}</time>').format(instant.isoformat(), told)


def counted(number: int, one: str, many: str) -> str:
    """`1 question`, `3 questions`."""
    return f"{number} {one if number == 1 else many}"


def counted_off(number: int) -> str:
    """`1,234`"""
    return f"{number:,}"


def points(number: Decimal) -> str:
    """`2`, `1.5`, `2.67`: no zeros that say nothing, and no more than two places."""
    return f"{round(number, 2).normalize():f}"


def _safe(render: Callable[[str], str]) -> Callable[[str], Markup]:
    """What the bank has rendered is safe already."""
    return lambda text: Markup(render(text))  # noqa: S704


ROOM = Path(__file__).parents[1] / "testroom" / "templates"
"""Where the parts lie with which candidates answer; previews show the very same."""


def register(app: Flask) -> None:
    own = app.jinja_loader
    assert own is not None
    app.jinja_loader = ChoiceLoader([own, FileSystemLoader(ROOM)])
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(
        gauge=gauge.svg,
        counted=counted,
        counted_off=counted_off,
        leaves=leaves,
        ends=words.ends,
        whole=words.whole,
        verdict_of=words.verdict,
        look=brand.look,
    )
    app.jinja_env.filters.update(
        when=when,
        utc=utc,
        points=points,
        markdown=_safe(markdown.render),
        inline=_safe(markdown.render_inline),
        block=as_block,
    )
