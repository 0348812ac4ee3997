"""Instants as the candidate reads them, and the last moment to start. Pure."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS_TO_START = 14
_END_OF_DAY = time(23, 59)


def end_of_day(at: datetime, zone: str, *, days: int = DAYS_TO_START) -> datetime:
    """23:59 of the day that many days on, where the candidate lives.

    Days are counted on the candidate's calendar, so a change to or from summer time moves nothing.
    """
    local = at.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=days)
    return datetime.combine(day, _END_OF_DAY, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def in_zone(at: datetime, zone: str) -> str:
    """`Tuesday 8 December 2026, 23:59 (Europe/Berlin)`."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M} ({zone})"


def in_utc(at: datetime) -> str:
    """`Tuesday 8 December 2026, 22:59 UTC`."""
    utc = at.astimezone(UTC)
    return f"{utc:%A} {utc.day} {utc:%B %Y}, {utc:%H:%M} UTC"


def both(at: datetime, zone: str) -> str:
    """The instant in the candidate's zone and in UTC; once where they are the same."""
    return in_utc(at) if zone == "UTC" else f"{in_zone(at, zone)}, which is {in_utc(at)}"
