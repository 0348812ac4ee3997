"""Resits: which try a sitting is, and what stands in the way of the next. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from assay.tenancy.policies import Policy

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True, kw_only=True)
class Try:
    """One of the times that a candidate was asked to sit an assessment, which is the `nth`.

    `state` is its sitting's, None where that has not begun; `is_resit`: asked for as one.
    """

    invitation_id: UUID
    nth: int
    is_resit: bool
    state: str | None = None
    paper_id: UUID | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def counts(self) -> bool:
        """Was it sat, and not voided?"""
        return self.state not in (None, "voided")


@dataclass(frozen=True, kw_only=True)
class Hindrance:
    """Why nobody can be invited to a resit; `until`: when that is over, where time alone heals."""

    words: str
    until: datetime | None = None


def ordinal(nth: int) -> str:
    """`first`, `12th`."""
    if 1 <= nth <= len(ORDINALS):
        return ORDINALS[nth - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(nth % 10 if nth % 100 not in (11, 12, 13) else 0, "th")
    return f"{nth}{ending}"


def opens_at(ended_at: datetime, policy: Policy, zone: str) -> datetime:
    """The first moment for a resit: the hour of the end, so many days on by the zone's calendar."""
    local = ended_at.astimezone(ZoneInfo(zone)) + timedelta(days=policy.resits_after)
    return local.astimezone(UTC)


def hindrance(tries: Sequence[Try], policy: Policy, *, zone: str, at: datetime) -> Hindrance | None:
    """What the policy has against one more, after these in their order; None where nothing.

    What was voided counts for nothing: it may be sat again at once, even where no resits are given.
    """
    if not tries or tries[-1].ended_at is None:
        return Hindrance(words="The sitting before has not ended.")
    counted = [one for one in tries if one.counts]
    if len(counted) > policy.resits:
        return Hindrance(words=_enough(policy.resits))
    if counted and counted[-1].ended_at:
        first = opens_at(counted[-1].ended_at, policy, zone)
        if at < first:
            days = "1 day" if policy.resits_after == 1 else f"{policy.resits_after} days"
            words = f"Your policies leave {days} between two sittings."
            return Hindrance(words=words, until=first)
    return None


def _enough(resits: int) -> str:
    if not resits:
        return "Your policies give no resits."
    if resits == 1:
        return "Your policies give one resit of an assessment, and that was sat."
    return f"Your policies give {resits} resits of an assessment, and those were sat."
