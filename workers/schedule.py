"""What happens by the clock, and Beat, which goes on after Redis was lost."""

from datetime import timedelta
from typing import Any

from redbeat import RedBeatScheduler
from redis.exceptions import LockError, RedisError

from workers.queues import CODE, SWEEP

SCHEDULE = {
    "sweep_overdue": {
        "task": "sweep_overdue",
        "schedule": timedelta(seconds=10),
        "options": {"queue": SWEEP.name, "expires": 10},
    },
    "hand_on_letters": {
        "task": "hand_on_letters",
        "schedule": timedelta(seconds=30),
        "options": {"queue": SWEEP.name, "expires": 30},
    },
    "drop_old_imports": {
        "task": "drop_old_imports",
        "schedule": timedelta(minutes=10),
        "options": {"queue": SWEEP.name, "expires": 300},
    },
    "look_at_runner": {
        "task": "look_at_runner",
        "schedule": timedelta(seconds=30),
        "options": {"queue": CODE.name, "expires": 30},
    },
}


class Beat(RedBeatScheduler):  # type: ignore[misc]
    """One of several beats ticks, by a lock in Redis. The others wait for it."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """As RedBeat's; a lock or schedule that is gone is made again, and ours to wait for."""
        try:
            return float(super().tick(*args, **kwargs))
        except LockError:
            self.logger.warning("the beat's lock is gone: taking it again")
            self.lock.acquire()
            self.setup_schedule()
        except RedisError:
            self.logger.warning("Redis does not answer", exc_info=True)
        return 1.0
