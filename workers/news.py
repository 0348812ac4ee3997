"""What the relay tells the live service of, over Valkey: a bell, and no more.

A ring that nobody hears is lost, and may be: who looks asks again by the clock.
"""

import json
import logging
import random
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from uuid import UUID

from redis import Redis
from redis.exceptions import RedisError

from assay.core.settings import Settings
from assay.events.post import News

log = logging.getLogger("assay.live")

PATIENCE = 10.0
"""Seconds between two looks at whether the line is still there."""
REST = 2.0


def channel(settings: Settings) -> str:
    return f"{settings.redis_prefix}:live"


def ring(redis: Redis, settings: Settings, news: Iterable[News]) -> None:
    """Tell every live service that listens; RedisError where there is no Valkey."""
    with redis.pipeline(transaction=False) as line:
        for one in news:
            told = {"organisation_id": str(one.organisation_id), **one.payload}
            line.publish(channel(settings), json.dumps(told))
        line.execute()


@dataclass
class Ears:
    """`heard()` goes on for ever, past a Valkey that was away; `hears` says whether it is there."""

    settings: Settings
    hears: bool = False

    def heard(self) -> Iterator[dict[str, UUID]]:
        """The ids of each event, with its organisation's."""
        while True:
            try:
                yield from self._listen()
            except RedisError:
                self.hears = False
                log.warning("no news for a while", exc_info=True)
                time.sleep(REST * random.uniform(0.5, 1.5))  # noqa: S311

    def _listen(self) -> Iterator[dict[str, UUID]]:
        redis = Redis.from_url(
            self.settings.redis_url, socket_connect_timeout=5, health_check_interval=30
        )
        with closing(redis), redis.pubsub(ignore_subscribe_messages=True) as line:  # type: ignore[no-untyped-call]
            line.subscribe(channel(self.settings))
            line.get_message(timeout=PATIENCE)
            self.hears = True
            log.info("hears what happens")
            while True:
                said = line.get_message(timeout=PATIENCE)
                if said and (news := _read(said["data"])):
                    yield news


def _read(said: bytes) -> dict[str, UUID] | None:
    try:
        return {name: UUID(told) for name, told in json.loads(said).items()}
    except (ValueError, AttributeError, TypeError):
        log.warning("what was said was no news")
        return None
