"""Its own small process: events to jobs and news, jobs to the broker, audit entries to a chain.

`python -m workers.relay`. A crash at any line repeats a step and never loses one.
"""

import logging
import random
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from logging.config import dictConfig
from typing import Any

import psycopg
from celery import Celery
from kombu.exceptions import OperationalError as BrokerGone
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from assay.audit.actions import seal
from assay.core import clock, logs
from assay.core.settings import Settings
from assay.events import post
from assay.tenancy.scope import every_organisation
from workers.base import make_celery
from workers.news import ring
from workers.queues import QUEUES, SHARES
from workers.routes import LIVE, ROUTES

log = logging.getLogger("assay.relay")

AT_MOST = 200
SHORTLY = {"socket_connect_timeout": 2, "socket_timeout": 2}
"""Seconds. A bell that can't be rung holds nothing up."""
NEWS = frozenset(event.__name__ for event in LIVE)
SHARE_EACH, RESEND_EACH, SEAL_EACH, LONGEST_REST = 1.0, 5.0, 10.0, 10.0
GONE = (psycopg.OperationalError, DBAPIError, BrokerGone, RedisError, OSError)


def routes() -> Mapping[str, list[post.Asked]]:
    """ROUTES as the events room takes them."""
    return {
        event.__name__: [post.Asked(route.task, route.queue.name) for route in wanted]
        for event, wanted in ROUTES.items()
    }


@dataclass
class Relay:
    """The steps, each a transaction or two of its own."""

    settings: Settings
    celery: Celery
    routes: Mapping[str, list[post.Asked]] = field(default_factory=routes)
    _bell: Redis | None = None

    def carry(self) -> int:
        """New events: their jobs written, handed over, then stamped; how many events."""
        carried = 0
        while True:
            with self._everywhere("new events become jobs") as connection:
                keys, errands, news = post.take(
                    connection,
                    self.routes,
                    live=NEWS,
                    shared=SHARES,
                    at_most=AT_MOST,
                    at=clock.now(),
                )
            self._send(errands)
            self._tell(news)
            with self._everywhere("what the broker took is stamped") as connection:
                post.stamp(connection, keys, at=clock.now())
            carried += len(keys)
            if len(keys) < AT_MOST:
                return carried

    def share_out(self) -> int:
        """What each organisation may have in the queues that are shared; how many jobs."""
        with self._everywhere("shared queues are filled up") as connection:
            errands = post.share_out(connection, SHARES, at=clock.now())
        self._send(errands)
        return len(errands)

    def resend(self) -> int:
        """Jobs that are due again, or that the broker lost; how many."""
        busy = self._busy()
        with self._everywhere("waiting jobs are handed over again") as connection:
            errands = post.due(connection, busy, shared=SHARES, at_most=AT_MOST, at=clock.now())
        self._send(errands)
        return len(errands)

    def seal(self) -> int:
        """All audit entries that wait into their chains; how many."""
        sealed = 0
        while True:
            with self._everywhere("audit entries are chained") as connection:
                count = seal(connection, at_most=AT_MOST)
            sealed += count
            if count < AT_MOST:
                return sealed

    def _everywhere(self, why: str) -> Any:
        return every_organisation(self.settings, why=why)

    def _send(self, errands: list[post.Errand]) -> None:
        if not errands:
            return
        with self.celery.producer_pool.acquire(block=True) as producer:
            for errand in errands:
                self.celery.send_task(
                    errand.name,
                    kwargs={
                        "job_id": str(errand.job_id),
                        "organisation_id": str(errand.organisation_id),
                    },
                    queue=errand.queue,
                    task_id=str(errand.job_id),
                    producer=producer,
                    retry=False,
                )

    def _tell(self, news: list[post.News]) -> None:
        """Whoever looks on looks again; who is not told asks by the clock, so it is no matter."""
        if not news:
            return
        self._bell = self._bell or Redis.from_url(self.settings.redis_url, **SHORTLY)
        try:
            ring(self._bell, self.settings, news)
        except RedisError:
            log.warning("nobody was told of %d events", len(news), exc_info=True)

    def _busy(self) -> set[str]:
        """Queues that still hold messages."""
        with self.celery.connection_for_read() as broker:
            channel = broker.default_channel
            return {name for name in QUEUES if channel.client.llen(name)}


class Stopped(Exception):
    """Raised wherever the signal finds us; a library may swallow it, so the flag stays."""


class Stop:
    """`stop` is a signal's handler; `heed()` raises Stopped once it was called."""

    asked = False

    def stop(self, *_: object) -> None:
        self.asked = True
        raise Stopped

    def heed(self) -> None:
        if self.asked:
            raise Stopped


def serve(relay: Relay, stop: Stop, *, listening: Callable[[], psycopg.Connection[Any]]) -> None:
    """Until Stopped: woken by NOTIFY, by the clock otherwise; a lost server is waited for."""
    failures = 0
    while True:
        stop.heed()
        try:
            with listening() as ears:
                ears.execute("listen assay_outbox")
                log.info("listening")
                for step in _turns(relay, ears):
                    stop.heed()
                    step()
                    failures = 0
        except GONE as error:
            failures += 1
            rest = min(LONGEST_REST, 0.2 * 2 ** min(failures, 10)) * random.uniform(0.75, 1.25)  # noqa: S311
            log.warning(
                "resting seconds=%.1f because=%s", rest, type(error).__name__, exc_info=True
            )
            time.sleep(rest)


def _turns(relay: Relay, ears: psycopg.Connection[Any]) -> Any:
    """Every step that is due, for ever: yields what to do next."""
    resend_at = seal_at = time.monotonic()
    while True:
        yield relay.carry
        yield relay.share_out
        if time.monotonic() >= resend_at:
            yield relay.resend
            resend_at = time.monotonic() + RESEND_EACH
        if time.monotonic() >= seal_at:
            yield relay.seal
            seal_at = time.monotonic() + SEAL_EACH
        wait = max(0.05, min(SHARE_EACH, min(resend_at, seal_at) - time.monotonic()))
        for _ in ears.notifies(timeout=wait, stop_after=1):
            pass


def direct(settings: Settings) -> psycopg.Connection[Any]:
    """A connection of the relay's own, past any pooler: NOTIFY comes over it."""
    assert settings.relay_database_url is not None
    url = make_url(settings.relay_database_url).set(drivername="postgresql")
    return psycopg.connect(
        url.render_as_string(hide_password=False), autocommit=True, connect_timeout=10
    )


def main() -> None:
    dictConfig(logs.config())
    settings = Settings.from_env()
    if settings.relay_database_url is None:
        raise SystemExit("ASSAY_RELAY_DATABASE_URL is not set: the relay needs its own role.")
    stop = Stop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, stop.stop)
    try:
        serve(Relay(settings, make_celery(settings)), stop, listening=lambda: direct(settings))
    except Stopped:
        log.info("stopped")
        sys.exit(0)


if __name__ == "__main__":
    main()
