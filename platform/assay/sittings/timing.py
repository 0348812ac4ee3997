"""phase(): the one place that knows what time it is in a sitting. Pure: instants in, a Phase out.

Boundaries: an instant equal to a limit still counts (start by 17:00:00 allows 17:00:00.000, an
answer at the very end is in time, one at the end of the grace is in grace). All arithmetic is on
instants; zones play no part.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

GRACE = timedelta(seconds=30)
"""What a slow line may cost. Long enough for a save that had to be sent again, too short to answer
another question in; the field goes to 60 s at most. Answers that need it are counted and marked."""

Name = Literal["not_open", "open", "missed", "running", "grace", "over"]


@dataclass(frozen=True, kw_only=True)
class Window:
    """When one may start, and when all must be done; None where nothing was said."""

    opens_at: datetime | None = None
    start_by: datetime | None = None
    finish_by: datetime | None = None


ANY_TIME = Window()


@dataclass(frozen=True, kw_only=True)
class Phase:
    """`ends_at` is the deadline; before the start, what it would be if one started now."""

    name: Name
    ends_at: datetime | None = None
    left: timedelta = timedelta(0)

    @property
    def takes_answers(self) -> bool:
        return self.name in ("running", "grace")


def phase(
    now: datetime,
    window: Window,
    limit: timedelta,
    started_at: datetime | None,
    extra: timedelta,
    grace: timedelta,
) -> Phase:
    """Where we are.

    Before the start: not_open, open or missed. After it: running, grace or over. `finish_by` cuts
    the time to a whole number of seconds. A running sitting has had its window cut in already
    (its limit is what the start gave), so it is asked with ANY_TIME.
    """
    now = _instant(now)
    if started_at is None:
        return _before(now, window, limit + extra)
    ends_at = _ends_at(_instant(started_at), window, limit + extra)
    if now <= ends_at:
        return Phase(name="running", ends_at=ends_at, left=ends_at - now)
    return Phase(name="grace" if now <= ends_at + grace else "over", ends_at=ends_at)


def section_limit(minutes: int, *, of: int, extra: timedelta) -> timedelta:
    """How long a section that locks runs, of an assessment of `of` minutes.

    Extra time lies on it in proportion: who has a quarter more in all has a quarter more here.
    Parts of a second are rounded up.
    """
    return timedelta(minutes=minutes) + section_share(minutes, of=of, extra=extra)


def section_share(minutes: int, *, of: int, extra: timedelta) -> timedelta:
    """What of `extra`, which lies on all `of` minutes, lies on a section of these; rounded up."""
    seconds = extra // timedelta(seconds=1)
    return timedelta(seconds=-(-seconds * minutes // of))


def section_phase(
    now: datetime, section_ends_at: datetime, ends_at: datetime, grace: timedelta
) -> Phase:
    """Where a section that has begun is: running, grace or over. The sitting's end cuts it."""
    now, ends = _instant(now), min(_instant(section_ends_at), _instant(ends_at))
    if now <= ends:
        return Phase(name="running", ends_at=ends, left=ends - now)
    return Phase(name="grace" if now <= ends + grace else "over", ends_at=ends)


def _before(now: datetime, window: Window, allowed: timedelta) -> Phase:
    if window.opens_at and now < _instant(window.opens_at):
        return Phase(name="not_open")
    ends_at = _ends_at(now, window, allowed)
    if (window.start_by and now > _instant(window.start_by)) or ends_at <= now:
        return Phase(name="missed")
    return Phase(name="open", ends_at=ends_at, left=ends_at - now)


def _ends_at(started_at: datetime, window: Window, allowed: timedelta) -> datetime:
    if window.finish_by:
        allowed = min(allowed, _instant(window.finish_by) - started_at)
    return started_at + timedelta(seconds=allowed // timedelta(seconds=1))


def _instant(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a naive instant")
    return value.astimezone(UTC)
