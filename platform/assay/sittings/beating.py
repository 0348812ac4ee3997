"""Signs of life of a sitting's page, and what is noted of it: facts that the policy names, no more.

Nothing here stands on the way of a save: no sitting is locked but where an outage is made good.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from assay.core.db import session
from assay.core.errors import Conflict, Invalid
from assay.core.hot import Statement, hot
from assay.core.languages import N_
from assay.core.settings import Settings
from assay.sittings import away, extending, noted
from assay.sittings.models import RECORDED_AS, Beat, Comment, Note, Sitting
from assay.sittings.outages import QUIET, Span, cause
from assay.tenancy.queries import fetch
from assay.tenancy.scope import current

KEPT_EACH = timedelta(seconds=5)
"""How old the last sign may be before the next one is written down."""
LONG = timedelta(seconds=90)
"""A silence worth a note where it is not ours: browsers let hidden pages speak once a minute."""
MOST_NOTES = 1000
"""Of one sitting; more than one can cause in earnest."""
MOST_COMMENT = 2000
STATEMENT = Statement(
    name=b"beat", sql=b"select ends_at from assay_beat($1, $2, $3, $4, $5, $6, $7)"
)
FROM_THE_PAGE = ("left", "back", "paste", "offline", "online", "growth")


@dataclass(frozen=True, kw_only=True)
class Noticed:
    """By the page, so long before it told of it. The same `key` again is the same one."""

    key: str
    kind: str
    ago: timedelta
    position: int | None = None
    size: int | None = None


@dataclass(frozen=True, kw_only=True)
class Sign:
    """Whose page is there, when, and the last message that it knows."""

    organisation_id: UUID
    sitting_id: UUID
    generation: int
    at: datetime
    told: int = 0


def quick(settings: Settings, sign: Sign) -> datetime | None:
    """A plain sign of life in one database call: the sitting's end. None: ask beat()."""
    row = hot(
        settings,
        STATEMENT,
        (
            str(sign.organisation_id).encode(),
            str(sign.sitting_id).encode(),
            b"%d" % sign.generation,
            sign.at.isoformat().encode(),
            b"%d seconds" % KEPT_EACH.total_seconds(),
            b"%d seconds" % QUIET.total_seconds(),
            b"%d" % sign.told,
        ),
    )
    return datetime.fromisoformat(str(row[0], "ascii")) if row and row[0] else None


def beat(
    sitting: Sitting, noticed: Sequence[Noticed] = (), *, tried: bool = False, at: datetime
) -> None:
    """A sign of life. `tried`: signs before it did not reach us. Ended sittings give none."""
    if sitting.state != "started":
        return
    row = session.get(Beat, (current(), sitting.id))
    before = row.seen_at if row else sitting.started_at
    is_silence = at - before > QUIET
    if is_silence or row is None or at - before > KEPT_EACH:
        _keep(sitting.id, at, Span(before, at) if is_silence else None)
    if is_silence:
        _tell_silence(sitting, Span(before, at), tried=tried, at=at)
        extending.credit(sitting.id, at=at)
    if noticed:
        _note(sitting, noticed, at)


def _keep(sitting_id: UUID, at: datetime, silence: Span | None) -> None:
    told: dict[str, datetime] = {"seen_at": at}
    if silence:
        told |= {"away_from": silence.start, "away_until": silence.end}
    session.execute(
        insert(Beat)
        .values(sitting_id=sitting_id, **told)
        .on_conflict_do_update(
            index_elements=[Beat.organisation_id, Beat.sitting_id],
            set_=told,
            where=Beat.seen_at < at,
        )
    )


def _tell_silence(sitting: Sitting, silence: Span, *, tried: bool, at: datetime) -> None:
    found = cause(silence, away.outages(silence.start, at), tried=tried)
    if found != "server" and silence.length <= LONG:
        return
    seconds = int(silence.length.total_seconds())
    told = Noticed(key=uuid4().hex, kind=f"away_{found}", ago=silence.length, size=seconds)
    _note(sitting, [told], at)


def _note(sitting: Sitting, noticed: Sequence[Noticed], at: datetime) -> None:
    """Those that the policy names, as far as there is room."""
    allowed = away.agreed_policy(sitting.invitation_id).records
    rows = [
        {
            "sitting_id": sitting.id,
            "key": one.key,
            "kind": one.kind,
            "position": one.position,
            "size": one.size,
            "noted_at": max(sitting.started_at, at - one.ago),
        }
        for one in noticed
        if RECORDED_AS[one.kind] in allowed
    ]
    if not rows:
        return
    kept = session.scalar(
        select(func.count()).where(Note.organisation_id == current(), Note.sitting_id == sitting.id)
    )
    if (kept or 0) + len(rows) <= MOST_NOTES:
        session.execute(insert(Note).on_conflict_do_nothing(), rows)


def comment(sitting_id: UUID, text: str, *, at: datetime) -> None:
    """What the candidate says of what was noted. Once: Conflict the second time."""
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise Invalid("comment", N_("Write something first."))
    if len(said) > MOST_COMMENT:
        raise Invalid("comment", N_("Write at most 2,000 characters."))
    sitting = fetch(Sitting, sitting_id, lock=True)
    if noted.comment(sitting.id):
        raise Conflict("there is a comment already")
    session.add(Comment(sitting_id=sitting.id, text=said, commented_at=at))
