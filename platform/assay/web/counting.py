"""Counts over many rows, kept in Valkey until something in the organisation changes.

A count is kept under its organisation and the latest entry of that organisation's audit. Each
action writes an entry in its own transaction, so a count from before an action is not found after
it, and no action has to know of the counts. LASTS bounds what depends on the clock alone, and the
rare action that was committed after a later one.
"""

import json
from collections.abc import Callable
from typing import Any

from cachelib.serializers import RedisSerializer
from flask import Flask
from flask_caching import Cache
from flask_caching.backends.rediscache import RedisCache
from redis.exceptions import RedisError

from assay.audit import queries as audit
from assay.core.settings import Settings
from assay.tenancy.scope import current

LASTS = 60
"""Seconds."""
PATIENCE = 0.5
"""Seconds in which Valkey answers, or is done without."""

cache = Cache()


class _Json(RedisSerializer):
    """What lies in Valkey is read as data: to unpickle it would be to run it."""

    def dumps(self, value: Any, protocol: int = 0) -> bytes:
        return json.dumps(value).encode()

    def loads(self, value: bytes | None) -> Any:
        return None if value is None else json.loads(value)


class InValkey(RedisCache):
    serializer = _Json()


def init(app: Flask, settings: Settings) -> None:
    waits = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    cache.init_app(
        app,
        config={
            "CACHE_TYPE": f"{__name__}.{InValkey.__name__}",
            "CACHE_REDIS_URL": settings.redis_url,
            "CACHE_KEY_PREFIX": f"{settings.redis_prefix}:counts:",
            "CACHE_DEFAULT_TIMEOUT": LASTS,
            "CACHE_OPTIONS": waits,
        },
    )


def kept(name: str, *about: object, count: Callable[[], Any]) -> Any:
    """What `count` gives as JSON, or gave since the organisation's latest action.

    Without Valkey it is counted each time.
    """
    key = ":".join(map(str, (current(), audit.latest(), name, *about)))
    try:
        if (found := cache.get(key)) is None:
            found = count()
            cache.set(key, found)
    except RedisError:
        return count()
    return found
