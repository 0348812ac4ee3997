"""Instants as the candidate reads them, and the last moment to start. Pure."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from assay.core.languages import OURS, day_and_time, translations

DAYS_TO_START = 14
_END_OF_DAY, _MORNING = time(23, 59), time(9)


def end_of_day(at: datetime, zone: str, *, days: int = DAYS_TO_START) -> datetime:
    """23:59 of the day that many days on, where the candidate lives.

    Days are counted on the candidate's calendar, so a change to or from summer time moves nothing.
    """
    local = at.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=days)
    return datetime.combine(day, _END_OF_DAY, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def before_the_end(
    start_by: datetime, zone: str, *, days: int, sent_at: datetime
) -> datetime | None:
    """Nine in the morning so many days before the last moment to start, where the candidate lives.

    None for 0 days, and where that is less than a day after the invitation's letter.
    """
    moment = _morning(start_by, zone, -days)
    return moment if days and moment >= sent_at + timedelta(days=1) else None


def after_no_start(sent_at: datetime, zone: str, *, days: int) -> datetime | None:
    """Nine in the morning so many days after the letter, where the candidate lives; None for 0."""
    return _morning(sent_at, zone, days) if days else None


def _morning(at: datetime, zone: str, days: int) -> datetime:
    day = at.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    return datetime.combine(day, _MORNING, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def in_zone(at: datetime, zone: str, language: str = OURS) -> str:
    """`Tuesday 8 December 2026, 23:59 (Europe/Berlin)`."""
    return f"{day_and_time(at.astimezone(ZoneInfo(zone)), language)} ({zone})"


def in_utc(at: datetime, language: str = OURS) -> str:
    """`Tuesday 8 December 2026, 22:59 UTC`."""
    return f"{day_and_time(at.astimezone(UTC), language)} UTC"


def both(at: datetime, zone: str, language: str = OURS) -> str:
    """The instant in the candidate's zone and in UTC; once where they are the same."""
    utc = in_utc(at, language)
    if zone == "UTC":
        return utc
    said = translations(language).gettext("%(here)s, which is %(utc)s")
    return said % {"here": in_zone(at, zone, language), "utc": utc}
