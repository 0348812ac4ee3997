"""The relay's side, over every organisation: events become jobs, jobs are handed to the broker.

Each function is one step inside a transaction of the relay's role.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, and_, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from assay.events.models import Job, OutboxRow

HANDED_OVER = timedelta(seconds=10)
"""How long the broker is trusted to have a job's message."""
STUCK = timedelta(minutes=10)
"""A job that waits this long is handed over again even where its queue is busy."""

_outbox, _jobs = OutboxRow.__table__, Job.__table__
_key = (_jobs.c.organisation_id, _jobs.c.id)


@dataclass(frozen=True)
class Errand:
    """What the broker carries: ids only."""

    organisation_id: UUID
    job_id: UUID
    name: str
    queue: str


@dataclass(frozen=True)
class News:
    """An event that those who look on are told of: whose, and its ids."""

    organisation_id: UUID
    payload: dict[str, str]


@dataclass(frozen=True)
class Asked:
    """A task that an event asks for, and the queue that it waits in."""

    name: str
    queue: str


Key = tuple[UUID, UUID]


def take(
    connection: Connection,
    routes: Mapping[str, Iterable[Asked]],
    *,
    live: Collection[str] = (),
    shared: Collection[str] = (),
    at_most: int,
    at: datetime,
) -> tuple[list[Key], list[Errand], list[News]]:
    """Write the jobs of the oldest unsent events; (their keys, errands to hand over, news to tell).

    Repeating it writes nothing twice. An event that `routes` doesn't know asks for nothing; what
    `live` names is news. Jobs of the queues in `shared` are left to `share_out`.
    """
    events = connection.execute(
        select(_outbox)
        .where(_outbox.c.sent_at.is_(None))
        .order_by(_outbox.c.written_at)
        .limit(at_most)
        .with_for_update(skip_locked=True)
    ).all()
    if not events:
        return [], [], []
    keys = [(event.organisation_id, event.id) for event in events]
    news = [News(event.organisation_id, event.payload) for event in events if event.name in live]
    wanted = [_job(event, asked, at) for event in events for asked in routes.get(event.name, ())]
    if not wanted:
        return keys, [], news
    connection.execute(insert(Job).on_conflict_do_nothing(), wanted)
    theirs = and_(
        tuple_(_jobs.c.organisation_id, _jobs.c.event_id).in_(keys),
        _jobs.c.state == "waiting",
        _jobs.c.due_at <= at,
        _jobs.c.queue.not_in(list(shared)),
    )
    return keys, _hand_over(connection, theirs, at=at), news


def stamp(connection: Connection, keys: Collection[Key], *, at: datetime) -> None:
    """The broker has taken what these events asked for."""
    if keys:
        connection.execute(
            update(OutboxRow)
            .where(tuple_(_outbox.c.organisation_id, _outbox.c.id).in_(list(keys)))
            .values(sent_at=at)
        )


def share_out(connection: Connection, shares: Mapping[str, int], *, at: datetime) -> list[Errand]:
    """Jobs of these queues to hand over: each organisation's longest due, up to its share.

    What the broker or a worker holds of an organisation counts; the rest waits here, so that nobody
    stands in line behind all that another one has. First goes the first of each, then the second.
    """
    place = func.row_number().over(
        partition_by=(_jobs.c.queue, _jobs.c.organisation_id),
        order_by=(_jobs.c.leased_until.is_(None), _jobs.c.due_at),
    )
    open_ones = (
        select(*_key, _jobs.c.queue, _jobs.c.leased_until, _jobs.c.due_at, place.label("place"))
        .where(
            _jobs.c.state.in_(("waiting", "running")),
            _jobs.c.due_at <= at,
            _jobs.c.queue.in_(list(shares)),
        )
        .subquery()
    )
    in_turn = or_(
        *(
            and_(open_ones.c.queue == name, open_ones.c.place <= share)
            for name, share in shares.items()
        )
    )
    new = (
        select(open_ones.c.organisation_id, open_ones.c.id)
        .where(open_ones.c.leased_until.is_(None), in_turn)
        .order_by(open_ones.c.place, open_ones.c.due_at)
    )
    keys = [tuple(row) for row in connection.execute(new)]
    if not keys:
        return []
    turns = {key: turn for turn, key in enumerate(keys)}
    still = and_(
        tuple_(*_key).in_(keys), _jobs.c.state == "waiting", _jobs.c.leased_until.is_(None)
    )
    errands = _hand_over(connection, still, at=at)
    return sorted(errands, key=lambda errand: turns[errand.organisation_id, errand.job_id])


def due(
    connection: Connection,
    busy: Collection[str],
    *,
    shared: Collection[str] = (),
    at_most: int,
    at: datetime,
) -> list[Errand]:
    """Jobs to hand over once more: back-off over, lease run out, or lost by the broker.

    A queue in `busy` still has messages: who waits in it waits in line, unless it takes too long.
    What was never handed over of the queues in `shared` is left to `share_out`.
    """
    held_back = and_(_jobs.c.state == "waiting", _jobs.c.leased_until.is_not(None))
    ready = and_(
        _jobs.c.state.in_(("waiting", "running")),
        _jobs.c.due_at <= at,
        or_(_jobs.c.leased_until.is_(None), _jobs.c.leased_until < at),
        or_(~held_back, _jobs.c.queue.not_in(list(busy)), _jobs.c.leased_until < at - STUCK),
        or_(_jobs.c.leased_until.is_not(None), _jobs.c.queue.not_in(list(shared))),
    )
    oldest = (
        select(_jobs.c.organisation_id, _jobs.c.id)
        .where(ready)
        .order_by(_jobs.c.due_at)
        .limit(at_most)
        .with_for_update(skip_locked=True)
    )
    keys = [tuple(row) for row in connection.execute(oldest)]
    if not keys:
        return []
    return _hand_over(connection, tuple_(_jobs.c.organisation_id, _jobs.c.id).in_(keys), at=at)


def _hand_over(connection: Connection, which: Any, *, at: datetime) -> list[Errand]:
    """The errands, longest due first; the jobs wait, and are the broker's for a while."""
    rows = connection.execute(
        update(Job)
        .where(which)
        .values(state="waiting", leased_until=at + HANDED_OVER)
        .returning(_jobs.c.due_at, _jobs.c.organisation_id, _jobs.c.id, _jobs.c.name, _jobs.c.queue)
    ).all()
    return [Errand(*row[1:]) for row in sorted(rows, key=lambda row: row.due_at)]


def _job(event: Any, asked: Asked, at: datetime) -> dict[str, Any]:
    return {
        "organisation_id": event.organisation_id,
        "id": uuid4(),
        "event_id": event.id,
        "name": asked.name,
        "queue": asked.queue,
        "payload": event.payload,
        "request_id": event.request_id,
        "state": "waiting",
        "tries": 0,
        "due_at": at,
    }
