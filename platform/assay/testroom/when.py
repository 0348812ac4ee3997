"""Instants and spans as a candidate reads them, in a language of ours. Pure.

An instant is told in the candidate's zone, with UTC beside it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assay.core.languages import OURS, day_and_time, translations


@dataclass(frozen=True)
class When:
    """`local` and `utc` as words, `machine` for <time datetime>."""

    local: str
    zone: str
    utc: str
    machine: str


def when(at: datetime, zone_name: str | None, language: str = OURS) -> When:
    """A zone name that nobody knows is read as UTC."""
    try:
        zone = ZoneInfo(zone_name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    local, utc = at.astimezone(zone), at.astimezone(UTC)
    same_day = local.date() == utc.date()
    return When(
        local=day_and_time(local, language),
        zone=zone.key.replace("_", " "),
        utc=f"{utc:%H:%M} UTC" if same_day else f"{day_and_time(utc, language, short=True)} UTC",
        machine=utc.isoformat(timespec="seconds"),
    )


def minutes(span: timedelta, language: str = OURS) -> str:
    """`45 minutes`, `1 minute`, `50 seconds`, `2 hours 5 minutes`; cut, never rounded up."""
    ngettext = translations(language).ngettext
    seconds = int(span.total_seconds())
    if seconds < 60:
        return ngettext("%(num)d second", "%(num)d seconds", seconds) % {"num": seconds}
    hours, rest = divmod(seconds // 60, 60)
    if hours < 2:
        hours, rest = 0, hours * 60 + rest
    parts = []
    if hours:
        parts.append(ngettext("%(num)d hour", "%(num)d hours", hours) % {"num": hours})
    if rest:
        parts.append(ngettext("%(num)d minute", "%(num)d minutes", rest) % {"num": rest})
    return " ".join(parts)


def clock(span: timedelta) -> str:
    """`27:48`, `1:02:03`."""
    seconds = max(0, int(span.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    face = f"{rest // 60:02}:{rest % 60:02}"
    return f"{hours}:{face}" if hours else face
