"""Time that our service was away: whose sittings lost it, and what is owed for it. Pure.

A silence is a stretch in which nothing was heard of a candidate's page. What of it lies in an
outage is ours; the rest is the network's where the page could not reach us, else the candidate's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

QUIET = timedelta(seconds=15)
"""Three signs of life that were not given. What is shorter is no silence and no outage: the grace
and the saves that are sent again are for that."""

Cause = Literal["server", "network", "candidate"]
NOTHING = timedelta(0)


@dataclass(frozen=True, order=True)
class Span:
    """From one instant to a later one."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return max(NOTHING, self.end - self.start)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same stretches in order, each instant in one of them only; empty ones are left out."""
    found: list[Span] = []
    for span in sorted(span for span in spans if span.length):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def shared(some: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """What lies in one of `some` and in one of `others`."""
    theirs = merged(others)
    return merged(
        Span(max(one.start, other.start), min(one.end, other.end))
        for one in merged(some)
        for other in theirs
    )


def cause(silence: Span, outages: Sequence[Span], *, tried: bool) -> Cause:
    """Why nothing was heard; `tried`: the page was there, and its signs did not reach us.

    An outage that fills most of the silence is why.
    """
    ours = sum((part.length for part in shared([silence], outages)), NOTHING)
    if 2 * ours > silence.length:
        return "server"
    return "network" if tried else "candidate"


def owed(
    outages: Iterable[Span],
    silences: Iterable[Span],
    *,
    since: datetime,
    ends_at: datetime,
    already: int,
    most: int,
) -> int:
    """Seconds to add to a sitting that ends at `ends_at`, for outages after `since`.

    All of an outage counts that began while there was time left: who had ten minutes when we went
    away has them when we are back. `already` and `most` are of the whole sitting, in seconds.
    """
    lost = NOTHING
    for part in shared(outages, silences):
        begun = max(part.start, since)
        if begun < ends_at + lost:
            lost += Span(begun, part.end).length
    return max(0, min(lost // timedelta(seconds=1), most - already))
