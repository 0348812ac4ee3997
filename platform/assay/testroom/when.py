"""Instants as a candidate reads them: in the candidate's zone, with UTC beside it. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True)
class When:
    """`local` and `utc` as words, `machine` for <time datetime>."""

    local: str
    zone: str
    utc: str
    machine: str


def when(at: datetime, zone_name: str | None) -> When:
    """A zone name that nobody knows is read as UTC."""
    try:
        zone = ZoneInfo(zone_name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    local, utc = at.astimezone(zone), at.astimezone(UTC)
    same_day = local.date() == utc.date()
    return When(
        local=f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}",
        zone=zone.key.replace("_", " "),
        utc=f"{utc:%H:%M} UTC" if same_day else f"{utc.day} {utc:%B}, {utc:%H:%M} UTC",
        machine=utc.isoformat(timespec="seconds"),
    )


def minutes(span: timedelta) -> str:
    """`45 minutes`, `1 minute`, `50 seconds`, `2 hours 5 minutes`; cut, never rounded up."""
    seconds = int(span.total_seconds())
    if seconds < 60:
        return _many(seconds, "second")
    hours, rest = divmod(seconds // 60, 60)
    if hours < 2:
        return _many(hours * 60 + rest, "minute")
    return f"{_many(hours, 'hour')} {_many(rest, 'minute')}" if rest else _many(hours, "hour")


def clock(span: timedelta) -> str:
    """`27:48`, `1:02:03`."""
    seconds = max(0, int(span.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    face = f"{rest // 60:02}:{rest % 60:02}"
    return f"{hours}:{face}" if hours else face


def _many(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
