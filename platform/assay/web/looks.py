"""What templates may call: the gauge, instants in the organisation's zone, rendered Markdown."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask, g
from markupsafe import Markup

from assay.bank import markdown
from assay.marking import gauge, words


def zone() -> ZoneInfo:
    """The zone that this page's reader expects: the organisation's."""
    return ZoneInfo(g.organisation.time_zone)


def when(instant: datetime | None, form: str = "minute") -> Markup:
    """`24 Nov 2026, 14:02` in a <time> element; form "day" leaves the clock out."""
    if instant is None:
        return Markup("")
    local = instant.astimezone(zone())
    told = f"{local.day} {local:%b %Y}" + (f", {local:%H:%M}" if form == "minute" else "")
    return Markup('<time class="nowrap" datetime="{}">{}</time>').format(instant.isoformat(), told)


def counted(number: int, one: str, many: str) -> str:
    """`1 question`, `3 questions`."""
    return f"{number} {one if number == 1 else many}"


def register(app: Flask) -> None:
    app.jinja_env.globals.update(
        gauge=gauge.svg,
        counted=counted,
        ends=words.ends,
        whole=words.whole,
        verdict_of=words.verdict,
    )
    app.jinja_env.filters.update(when=when, markdown=lambda text: Markup(markdown.render(text)))  # noqa: S704
