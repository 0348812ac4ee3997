"""Counts over many rows, kept in Valkey until something in the organisation changes.

A count is kept with the latest entry of its organisation's audit. Each action writes an entry in
its own transaction, so that a count from before an action is known as such, and no action has to
know of the counts. LASTS bounds what depends on the clock alone, and the rare action that was
committed after a later one.

In a large organisation a count takes long, and something is done all the time. There the last one
is given although it is older than that, at most OLDEST, and is made anew once the answer is away:
by one of those who were given it. behind() is what their pages say of it.
"""

import json
import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from cachelib.serializers import RedisSerializer
from flask import Flask, Response, after_this_request, current_app, g, has_request_context
from flask_caching import Cache
from flask_caching.backends.rediscache import RedisCache
from redis.exceptions import RedisError

from assay.audit import queries as audit
from assay.core import clock
from assay.core.db import reading
from assay.core.settings import Settings
from assay.invitations import queries as invitations
from assay.tenancy.scope import current, scope

LASTS = 60
OLDEST = 600
"""Seconds; nothing older is given to anybody."""
RENEWED = 10
"""Seconds until a count of a large organisation is made anew again, whatever is done meanwhile."""
PATIENCE = 0.5
"""Seconds in which Valkey answers, or is done without."""
LARGE = 5_000
"""More invitations than that make an organisation large."""

cache = Cache()
log = logging.getLogger("assay.web")
Count = Callable[[], Any]
Kept = dict[str, Any]
"""`told` is the count, `head` the audit's entry from before it, `at` when it was made; `is_large`
says of what kind of organisation."""


class _Json(RedisSerializer):
    """What lies in Valkey is read as data: to unpickle it would be to run it."""

    def dumps(self, value: Any, protocol: int = 0) -> bytes:
        return json.dumps(value).encode()

    def loads(self, value: bytes | None) -> Any:
        return None if value is None else json.loads(value)


class InValkey(RedisCache):
    serializer = _Json()

    def add(self, key: str, value: Any, timeout: Any = None) -> bool:
        """In one command: a key that was left without an end would be in the way for ever."""
        name, ends = f"{self._get_prefix()}{key}", self._normalize_timeout(timeout)
        return bool(self._write_client.set(name, self.serializer.dumps(value), nx=True, ex=ends))


def init(app: Flask, settings: Settings) -> None:
    waits = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    cache.init_app(
        app,
        config={
            "CACHE_TYPE": f"{__name__}.{InValkey.__name__}",
            "CACHE_REDIS_URL": settings.redis_url,
            "CACHE_KEY_PREFIX": f"{settings.redis_prefix}:counts:",
            "CACHE_DEFAULT_TIMEOUT": OLDEST,
            "CACHE_OPTIONS": waits,
        },
    )


def kept(name: str, *about: object, count: Count) -> Any:
    """What `count` gives as JSON, or gave since the organisation's latest action.

    In a large organisation: or gave in the last OLDEST seconds. Without Valkey it is counted each
    time. In a request `count` may be called after it: it holds what it needs of the request itself.
    """
    key = ":".join(map(str, (current(), name, *about)))
    head = str(audit.latest())
    try:
        found: Kept | None = cache.get(key)
        if found is not None and _is_fresh(found, head):
            return found["told"]
        if found is None or not _will_do(found):
            return _counted(key, head, count)["told"]
        g.counted_at = min(found["at"], g.get("counted_at", found["at"]))
        _count_afterwards(key, count)
    except RedisError:
        return count()
    return found["told"]


def behind() -> int | None:
    """How many seconds ago the oldest was made of the counts that this request was given although
    they are not fresh; None where all of them are."""
    counted_at = g.get("counted_at")
    return None if counted_at is None else max(1, round(_now() - counted_at))


def _counted(key: str, head: str, count: Count) -> Kept:
    """`head` is from before the count: what is done meanwhile makes it old, never new."""
    made: Kept = {"head": head, "at": _now(), "is_large": _is_large(), "told": count()}
    cache.set(key, made)
    return made


def _is_fresh(found: Kept, head: str) -> bool:
    return bool(found["head"] == head and _now() - found["at"] < LASTS)


def _will_do(found: Kept) -> bool:
    """In a request, which alone has an afterwards, and in a large organisation."""
    return bool(found["is_large"]) and has_request_context() and _now() - found["at"] < OLDEST


def _is_large() -> bool:
    """Looked up once a request, where anything is counted in it."""
    if "is_large" not in g:
        g.is_large = invitations.are_more_than(LARGE)
    return bool(g.is_large)


def _count_afterwards(key: str, count: Count) -> None:
    """Once the answer is on its way, by the first of those who ask for it within RENEWED."""
    if not cache.add(f"{key}:renewed", 1, timeout=RENEWED):
        return
    app, organisation = current_app._get_current_object(), current()  # type: ignore[attr-defined]

    def ask(answer: Response) -> Response:
        answer.call_on_close(lambda: _renew(app, organisation, key, count))
        return answer

    after_this_request(ask)


def _renew(app: Flask, organisation: UUID, key: str, count: Count) -> None:
    """Nobody waits for it, and nobody is told if it fails: the next who asks tries again."""
    try:
        with app.app_context(), scope(organisation), reading():
            _counted(key, str(audit.latest()), count)
    except Exception:
        log.exception("a count was not renewed: %s", key)


def _now() -> float:
    return clock.now().timestamp()
